"""For other software: the catalogue, a conversation from its first question to the filing, and where a filing stands.

Everything goes through the flows that the residents' pages use, so no rule is weaker here. Whoever writes carries a
token in the Authorization header: there are no cookies. Every refusal is a problem of RFC 9457 with a stable code.
"""

"""What sign-in through OpenID Connect is made of, whoever the provider is: the code flow, tokens, keys, bounded requests.

An adapter of one provider says where its endpoints are, how we show it who we are, with which one algorithm it signs, and
reads what it tells about people. Source: OpenID Connect Core 1.0, RFC 7636, RFC 8725, RFC 9207.
"""

"""A fictitious デジタル認証アプリ: an OpenID provider of another library (idpyoidc) that asks who to be.

It demands of a client what the real one demands and answers as the real one answers, so that the software is tried
against somebody else's reading of the standard. It has no cards and no secrets worth having.
"""

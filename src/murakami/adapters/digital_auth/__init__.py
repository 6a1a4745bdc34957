"""Sign-in with the individual number card through デジタル認証アプリ (OpenID Connect), behind `accounts.ports.CardProvider`.

Authorization code flow only, PKCE S256, `private_key_jwt` with an ES256 key, ID tokens signed with ES256 and nothing
else, pairwise subjects, nonce and state, exact issuer and return address.
Source: デジタル認証アプリ 実装ガイドライン (https://developers.digital.go.jp/documents/auth-and-sign/), OpenID Connect
Core 1.0, RFC 7636, RFC 7523, RFC 9207.
"""

from murakami.adapters.digital_auth.client import provider

__all__ = ["provider"]

"""Sign-in of firms with GビズID (OpenID Connect), behind `accounts.ports.BusinessProvider`.

Authorization code flow with PKCE S256, `client_secret_basic`, ID tokens signed with RS256 and nothing else, exact issuer.
gBizIDプライム and gBizIDメンバー are believed; gBizIDエントリー is not: nobody has checked whom it belongs to.
Source: GビズID 接続システム向けガイドライン (Developer_guideline.pdf of gbiz-id.go.jp), as its users describe version 2.9.
"""

from murakami.adapters.business_id.client import provider

__all__ = ["provider"]

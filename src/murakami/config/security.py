"""What a browser may load and send on our pages, and when the software refuses to serve at all."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from murakami.config.environment import Environment


def content_security_policy(environment: Environment) -> dict[str, Any]:
    """Write the policy: everything from ourselves, nothing inline, no frames.

    A form may lead to the card provider, because browsers apply `form-action` to redirects after a POST too.
    """
    provider = urlsplit(environment.oidc_issuer)
    forms = [SELF, *([f"{provider.scheme}://{provider.netloc}"] if provider.netloc else [])]
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "object-src": [NONE],
            "base-uri": [NONE],
            "frame-src": [NONE],
            "frame-ancestors": [NONE],
            "form-action": forms,
        }
    }

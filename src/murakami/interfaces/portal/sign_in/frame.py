"""What stands around the pages of sign-in."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murakami.interfaces.components.site import PortalSite


def site_of(request: HttpRequest) -> PortalSite:
    """Build the frame."""
    return PortalSite(brand=_("むらかみの手続"), home_href="/")

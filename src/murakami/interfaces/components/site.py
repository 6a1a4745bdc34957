"""What a page layout shows around the page: brand, navigation, alerts. Given to templates as `site`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link of a navigation; `count` is shown behind the label when it is not None."""

    label: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """An emergency above everything else: `level` in a few words (警戒レベル3), then one sentence and one link."""

    level: str
    text: str
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True, slots=True)
class PortalSite:
    """The frame of a resident's page. `brand` and `note` come from the municipality's pack."""

    brand: str
    home_href: str
    note: str = ""
    my_page_href: str = ""
    my_page_label: str = ""
    alerts: tuple[Alert, ...] = ()
    nav: tuple[NavLink, ...] = ()
    links: tuple[NavLink, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class OfficeSite:
    """The frame of a clerk's page; `sign_out_href` receives a POST."""

    brand: str
    home_href: str
    nav: tuple[NavLink, ...] = ()
    unit: str = ""
    person: str = ""
    sign_out_href: str = ""
    alerts: tuple[Alert, ...] = ()

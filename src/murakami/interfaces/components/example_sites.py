"""Invented frames for the page of components."""

from murakami.interfaces.components.site import Alert, NavLink, OfficeSite, PortalSite

_ALERTS = (
    Alert(
        level="警戒レベル3",
        text="山北地区に高齢者等避難が出ています。",
        href="#alert",
        link_text="開いている避難所を見る",
    ),
)


def example_portal() -> PortalSite:
    """Invent the frame of a resident's page."""
    return PortalSite(
        brand="スマートみほん",
        note="見本市の手続とお知らせ",
        home_href="/",
        my_page_href="#mine",
        alerts=_ALERTS,
        contact="見本市役所　電話 0254-00-0000（平日 8時30分から17時15分まで）",
        links=(NavLink("このサイトの使いやすさ", "#access"), NavLink("個人情報の扱い", "#privacy")),
    )


def example_office() -> OfficeSite:
    """Invent the frame of a clerk's page."""
    return OfficeSite(
        brand="みほん 業務",
        home_href="/office/",
        unit="こども課",
        person="見本 はるか",
        sign_out_href="#out",
        nav=(
            NavLink("案件", "#cases", current=True, count=12),
            NavLink("決裁", "#approvals", count=3),
            NavLink("手続", "#procedures"),
            NavLink("統計", "#figures"),
        ),
    )

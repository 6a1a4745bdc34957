"""One entry of the register of personal information files: what the law wants to be said, in the order in which it is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from murakami.domain.procedures.personal_files import find_desk
from murakami.domain.procedures.queries import NoMunicipality, get_municipality
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.showcase.about import unit_of
from murakami.interfaces.portal.wording import lang


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file in the words of this page. Several things in one field are lines of it; an empty field is not known here."""

    code: str
    name: str
    unit: str
    purpose: str
    items: str
    people: str
    sources: str
    special: str  # the sensitive items; empty: none
    law: str = ""
    recipients: str = ""
    other_law: str = ""
    paper: str = ""
    retention: str = ""


def rows_of(one: FileEntry) -> Sequence[FactRow]:
    """Say what the law wants to be said of a file. Source: 個人情報の保護に関する法律 74条1項各号・75条1項4項・110条, its order 21条."""
    none = _("ありません")
    rows = (
        (_("ファイルの名前"), one.name),
        (_("行政機関等の名前"), _mayor()),
        (_("使う課"), one.unit),
        (_("使う目的"), one.purpose),
        (_("根拠となる法令など"), one.law),
        (_("記録すること"), one.items),
        (_("だれのことを記録するか"), one.people),
        (_("集め方"), one.sources),
        (_("要配慮個人情報"), _("含む：{items}").format(items=one.special) if one.special else _("含みません")),
        (_("条例要配慮個人情報"), _("含みません")),
        (_("いつも渡す先"), one.recipients or none),
        (_("開示・訂正・利用停止の請求を受け付けるところ"), _desk_words()),
        (_("ほかの法令による、訂正・利用停止の特別の手続"), one.other_law or none),
        (_("ファイルの種類"), _("電算処理ファイル（法60条2項1号）")),
        (_("同じ内容の紙のファイル（令21条7項）"), one.paper),
        (_("行政機関等匿名加工情報の提案の募集（法110条）"), _("しません")),
        (_("残す期間"), one.retention),
    )
    return tuple(FactRow(label=label, value=value) for label, value in rows)


def _mayor() -> str:
    """Name whose file it is; empty before a town's pack is loaded."""
    try:
        return _("{city}長").format(city=get_municipality().name_in(lang()))
    except NoMunicipality:
        return ""


def unit_name(code: str) -> str:
    """Name a unit; its code where it is not published."""
    unit = unit_of(code)
    return unit.name_in(lang()) if unit else code


def _desk_words() -> str:
    code = find_desk()
    unit = unit_of(code) if code else None
    return "\n".join(filter(None, (unit.name_in(lang()), unit.place))) if unit else _("市役所")

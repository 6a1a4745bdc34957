"""The register of personal information files (個人情報ファイル簿), for everybody: drawn from the packs, on pages and as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.procedures.personal_files import PersonalFile, find_desk, list_personal_files
from murakami.domain.procedures.queries import get_municipality
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase.about import unit_of
from murakami.interfaces.portal.wording import lang
from murakami.kernel.facts import ValueSource
from murakami.kernel.languages import Text, text_in

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def show_files(request: HttpRequest) -> HttpResponse:
    """List the files. SQL: the definitions' one."""
    files = [(one.version.id, file_name(one), _unit_name(one.version.unit)) for one in list_personal_files()]
    return show(request, "personal_files.html", {"files": files, "requests": _requests()})


@require_safe
def show_file(request: HttpRequest, procedure: str) -> HttpResponse:
    """Show one file. SQL: the definitions' one."""
    one = next((found for found in list_personal_files() if found.version.id == procedure), None)
    if one is None:
        raise Http404(procedure)
    return show(request, "personal_file.html", {
        "name": file_name(one), "rows": [row for row in rows_of(one) if row.value], "procedure": one.version.id,
        "procedure_title": one.version.text("title", lang()), "requests": _requests()})


@require_safe
def files_csv(_request: HttpRequest) -> HttpResponse:
    """Send the whole register for a spreadsheet, in Japanese. SQL: the definitions' one."""
    with translation.override("ja"):
        files = list_personal_files()
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        if files:
            writer.writerow([row.label for row in rows_of(files[0])])
        writer.writerows([_safe(row.value.replace("\n", "、")) for row in rows_of(one)] for one in files)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personal-information-files.csv"'
    return response


def file_name(one: PersonalFile) -> str:
    """Name a file after its procedure."""
    return _("{procedure}のファイル").format(procedure=one.version.text("title", lang()))


def rows_of(one: PersonalFile) -> Sequence[FactRow]:
    """Say what the law wants to be said of a file. Source: 個人情報の保護に関する法律 74条1項各号・75条1項."""
    version, city = one.version, get_municipality().name_in(lang())
    rows = (
        (_("ファイルの名前"), file_name(one)),
        (_("行政機関等の名前"), _("{city}長").format(city=city)),
        (_("使う課"), _unit_name(version.unit)),
        (_("使う目的"), "\n".join((_("「{procedure}」を受け付け、確かめ、結果を知らせるため").format(
            procedure=version.text("title", lang())), version.text("summary", lang())))),
        (_("根拠となる法令など"), "\n".join(version.regime.articles)),
        (_("記録すること"), "\n".join((*_said(one.items), *(_("添付：{label}").format(label=label) for label in _said(one.attachments)),
                                  _("受付番号、審査の経過、連絡、決定、見た記録")))),
        (_("だれのことを記録するか"), "\n".join(_said(one.people))),
        (_("集め方"), "\n".join(_source_words(source) for source in one.sources)),
        (_("要配慮個人情報"), _("含む：{items}").format(items="、".join(_said(one.special))) if one.special else _("含みません")),
        (_("いつも渡す先"), "\n".join(version.passed_on_to) or _("ありません")),
        (_("開示・訂正・利用停止の請求を受け付けるところ"), _desk_words()),
        (_("ほかの法令による、訂正・利用停止の特別の手続"), "\n".join(version.corrected_under) or _("ありません")),
        (_("ファイルの種類"), _("電算処理ファイル（法60条2項1号）")),
        (_("残す期間"), _("{years}年").format(years=version.retention_years) if version.retention_years else ""),
    )
    return tuple(FactRow(label=label, value=value) for label, value in rows)


def _said(texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text_in(text, lang()) for text in texts))))


def _source_words(source: ValueSource) -> str:
    return {ValueSource.RESIDENT: _("本人か代理人からの申請・届出"), ValueSource.CARD: _("マイナンバーカードの読取り（本人の同意）"),
            ValueSource.BUSINESS_ID: _("GビズID"), ValueSource.REGISTER: _("住民記録"), ValueSource.EARLIER_FILING: _("本人が前に出した申請・届出（本人の同意）")}[source]


def _unit_name(code: str) -> str:
    unit = unit_of(code)
    return unit.name_in(lang()) if unit else code


def _desk_words() -> str:
    code = find_desk()
    unit = unit_of(code) if code else None
    return "\n".join(filter(None, (unit.name_in(lang()), unit.place))) if unit else _("市役所")


def _requests() -> list[tuple[str, str]]:
    """Lead on to the procedures with which people ask for their own data."""
    return [(one.version.id, one.version.text("title", lang())) for one in list_personal_files() if one.version.gathers_own_data]


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value

"""The register of personal information files (個人情報ファイル簿), for everybody: drawn from the packs, on pages and as CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.procedures.personal_files import PersonalFile, list_personal_files
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase.file_entry import FileEntry, rows_of, unit_name
from murakami.interfaces.portal.showcase.kept_files import list_kept_files
from murakami.interfaces.portal.wording import lang
from murakami.kernel.facts import ValueSource
from murakami.kernel.languages import Text, text_in

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def show_files(request: HttpRequest) -> HttpResponse:
    """List the files, those of the procedures first. SQL: the definitions' one."""
    return show(request, "personal_files.html", {"files": _of_procedures(), "kept": list_kept_files(), "requests": _requests()})


@require_safe
def show_file(request: HttpRequest, procedure: str) -> HttpResponse:
    """Show one file, of a procedure or of the software itself. SQL: the definitions' one."""
    derived = next((one for one in list_personal_files() if one.version.id == procedure), None)
    entry = entry_of(derived) if derived else next((one for one in list_kept_files() if one.code == procedure), None)
    if entry is None:
        raise Http404(procedure)
    return show(request, "personal_file.html", {
        "name": entry.name, "rows": [row for row in rows_of(entry) if row.value], "procedure": derived and entry.code,
        "procedure_title": derived and derived.version.text("title", lang()), "requests": _requests()})


@require_safe
def files_csv(_request: HttpRequest) -> HttpResponse:
    """Send the whole register for a spreadsheet, in Japanese. SQL: the definitions' one."""
    with translation.override("ja"):
        files = [rows_of(one) for one in (*_of_procedures(), *list_kept_files())]
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([row.label for row in files[0]])
        writer.writerows([_safe(row.value.replace("\n", "、")) for row in rows] for rows in files)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="personal-information-files.csv"'
    return response


def entry_of(one: PersonalFile) -> FileEntry:
    """Say what a procedure keeps; its file is named after it."""
    version, title = one.version, one.version.text("title", lang())
    return FileEntry(
        code=version.id, name=_("{procedure}のファイル").format(procedure=title), unit=unit_name(version.unit),
        purpose="\n".join((_("「{procedure}」を受け付け、確かめ、結果を知らせるため").format(procedure=title), version.text("summary", lang()))),
        law="\n".join(version.regime.articles), items="\n".join(_items(one)), people="\n".join(_said(one.people)),
        sources="\n".join(_source_words(source) for source in one.sources), special="、".join(_said(one.special)),
        recipients="\n".join(version.passed_on_to), other_law="\n".join(version.corrected_under),
        retention=_("{years}年").format(years=version.retention_years) if version.retention_years else "")


def _of_procedures() -> list[FileEntry]:
    return [entry_of(one) for one in list_personal_files()]


def _items(one: PersonalFile) -> tuple[str, ...]:
    attached = (_("添付：{label}").format(label=label) for label in _said(one.attachments))
    return *_said(one.items), *attached, _("受付番号、審査の経過、連絡、決定、見た記録")


def _said(texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text_in(text, lang()) for text in texts))))


def _source_words(source: ValueSource) -> str:
    return {ValueSource.RESIDENT: _("本人か代理人からの申請・届出"), ValueSource.CARD: _("マイナンバーカードの読取り（本人の同意）"),
            ValueSource.BUSINESS_ID: _("GビズID"), ValueSource.REGISTER: _("住民記録"), ValueSource.EARLIER_FILING: _("本人が前に出した申請・届出（本人の同意）")}[source]


def _requests() -> list[tuple[str, str]]:
    """Lead on to the procedures with which people ask for their own data."""
    return [(one.version.id, one.version.text("title", lang())) for one in list_personal_files() if one.version.gathers_own_data]


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value

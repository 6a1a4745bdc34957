"""The policy to take away: initiatives as CSV, the whole edition as JSON, news as Atom."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.domain.publications.queries import Head, list_heads
from murakami.interfaces.open.frame import site_of
from murakami.interfaces.open.hearings.reading import POLICY_HEARING
from murakami.interfaces.open.policy.reading import POLICY_CHANGES, POLICY_EDITION, POLICY_YEAR, get_policy
from murakami.kernel.json_values import canonical_json

_ATOM: Final = "http://www.w3.org/2005/Atom"
_PAGES: Final[Mapping[str, str]] = {POLICY_EDITION: "open:policy-edition", POLICY_CHANGES: "open:policy-changes",
                                    POLICY_YEAR: "open:year", POLICY_HEARING: "open:hearing"}
_COLUMNS: Final = ("取組コード", "版", "重点項目", "区分", "番号", "取組事項", "本文", "別名", "期間のはじめ", "期間のおわり", "予定")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def initiatives_csv(request: HttpRequest) -> HttpResponse:
    """Give the initiatives of the edition in force as CSV: UTF-8 with BOM, no cell that a spreadsheet would compute. SQL: 2."""
    policy = get_policy()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([safe_cell(value) for value in row] for row in _rows(policy.document))
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", f"initiatives-{policy.head.key}.csv")


@require_safe
def policy_json(request: HttpRequest) -> HttpResponse:
    """Give the edition in force as it was published. SQL: 2."""
    policy = get_policy()
    return _file(canonical_json(policy.document), "application/json", f"policy-{policy.head.key}.json")


@require_safe
def policy_atom(request: HttpRequest) -> HttpResponse:
    """Tell feed readers what was published about the policy, the newest first. SQL: 2."""
    heads = list_heads(*_PAGES)
    brand = site_of(request).brand
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "id", request.build_absolute_uri(reverse("open:policy")))
    _add(feed, "title", f"{brand}｜{_('方針・計画')}")
    _add(feed, "updated", max((head.published_at.isoformat() for head in heads), default="1970-01-01T00:00:00Z"))
    ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name").text = brand
    ElementTree.SubElement(feed, "link", rel="self", href=request.build_absolute_uri(request.path))
    for head in heads:
        _entry(feed, head, request.build_absolute_uri(reverse(_PAGES[head.kind], args=[head.key])))
    xml = ElementTree.tostring(feed, encoding="unicode")
    return HttpResponse(f'<?xml version="1.0" encoding="utf-8"?>\n{xml}', content_type="application/atom+xml; charset=utf-8")


def safe_cell(value: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _rows(document: Mapping[str, Any]) -> Iterator[list[str]]:
    period = document["period"]
    places = {code: (row["pillar"], row["group"]) for row in document["table"] for code in row["codes"]}
    for one in document["initiatives"]:
        pillar, group = places.get(one["code"], ("", ""))
        yield [one["code"], document["edition"], pillar, group, one["number"], one["title"], one["text"].strip(),
               "、".join(one["aliases"]), str(period["from"]), str(period["until"]), _plan(document, one["code"])]


def _plan(document: Mapping[str, Any], code: str) -> str:
    cells = [(line, cell) for schedule in document["schedules"] if schedule["own"] for line in schedule["lines"]
             if line["initiative"] == code for lane in line["lanes"] for cell in lane if cell["text"]]
    return "\n".join(f"{cell['from']}-{cell['until']} {line['label'] + '：' if line['part'] else ''}{cell['text']}"
                     for line, cell in cells)


def _entry(feed: ElementTree.Element, head: Head, address: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    title = _("意見募集：{title}").format(title=head.title) if head.kind == POLICY_HEARING else head.title
    for tag, text in (("id", f"{address}#{head.sha256[:16]}"), ("title", title), ("updated", head.published_at.isoformat())):
        _add(entry, tag, text)
    ElementTree.SubElement(entry, "link", rel="alternate", href=address)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode("utf-8"), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

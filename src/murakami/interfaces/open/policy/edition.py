"""An edition as a whole: contents, running text, tables, initiatives, organisation, glossary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from murakami.interfaces.open.frame import show
from murakami.interfaces.open.policy.overview import pillars_of
from murakami.interfaces.open.policy.reading import Policy, get_policy
from murakami.interfaces.open.policy.schedules import plan_of
from murakami.interfaces.open.policy.words import month_words, period_words

_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the running text; `level` is that of its heading in the page."""

    anchor: str
    title: str
    level: int
    body: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the contents."""

    anchor: str
    title: str
    is_inner: bool


@require_safe
def show_edition(request: HttpRequest, edition: str) -> HttpResponse:
    """Show everything an edition says. SQL: 3."""
    policy = get_policy(edition)
    document = policy.document
    chapters = tuple(_chapters(document))
    return show(request, "policy/edition.html", {
        "policy": policy, "document": document, "dated": month_words(document["dated"]),
        "period": period_words(document["period"]), "chapters": chapters, "contents": tuple(_contents(policy, chapters)),
        "pillars": tuple(pillars_of(policy)), "plans": [plan_of(one) for one in document["schedules"]]})


def _chapters(document: Mapping[str, Any]) -> Iterator[Chapter]:
    for section in document["texts"]:
        depth = section["id"].strip(".").count(".") if section["id"][:1].isdigit() else 0
        number = f"{section['id']}　" if section["id"][:1].isdigit() and not section["title"].startswith(section["id"]) else ""
        yield Chapter(f"s-{section['id'].replace('.', '-')}", f"{number}{section['title']}", min(2 + depth, _DEEPEST),
                      section.get("body", ""))


def _contents(policy: Policy, chapters: tuple[Chapter, ...]) -> Iterator[Mark]:
    yield from (Mark(one.anchor, one.title, one.level > 2) for one in chapters)
    document = policy.document
    for anchor, title, present in (
        ("principles", _("3つの原則"), document["principles"]), ("articles", _("サービス設計12箇条"), document["articles"]),
        ("table", _("重点項目と取組事項"), True), ("initiatives", _("取組事項の本文"), True),
        ("organisation", _("推進体制"), document["organisation"]), ("schedules", _("スケジュール"), document["schedules"]),
        ("glossary", _("用語集"), document["glossary"]), ("source", _("この文書について"), True)):
        if present:
            yield Mark(anchor, title, False)

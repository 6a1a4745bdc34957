"""The policy in force at a glance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from murakami.interfaces.components.figures import year_word
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.policy.reading import Policy, find_policy
from murakami.interfaces.open.policy.words import month_words, period_words, plain_words
from murakami.interfaces.open.policy.work import newest_grades
from murakami.interfaces.open.years.words import grade_tone, grade_word

Graded = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """An initiative in a list."""

    code: str
    number: str
    title: str
    text: str
    href: str
    grade: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of initiatives below a pillar; the pillar itself where it has none."""

    title: str
    text: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A pillar."""

    title: str
    text: str
    headings: tuple[Heading, ...]


@require_safe
def show_policy(request: HttpRequest) -> HttpResponse:
    """Show the policy in force: vision, pillars, initiatives, how the newest year went, and where to read on. SQL: 4."""
    policy = find_policy()
    if policy is None:
        return show(request, "policy/none.html", {})
    document = policy.document
    return show(request, "policy/overview.html", {
        "policy": policy, "document": document, "dated": month_words(document["dated"]),
        "period": period_words(document["period"]), "vision": plain_words(document["vision"]),
        "pillars": tuple(pillars_of(policy, newest_grades())), "count": len(document["initiatives"])})


def pillars_of(policy: Policy, graded: Graded | None = None) -> Iterator[Column]:
    """List the pillars with what stands below them; `graded` are the grades of a year by code."""
    for pillar in policy.document["pillars"]:
        groups = pillar["groups"] or [{"code": pillar["code"], "title": "", "text": ""}]
        yield Column(
            f"{pillar['code']}　{pillar['title']}", plain_words(pillar) or pillar.get("text", ""),
            tuple(Heading(f"{group.get('number', '')}{group['title']}", group.get("text", ""), tuple(
                item_of(one, graded) for one in policy.document["initiatives"] if one["group"] == group["code"])) for group in groups))


def item_of(initiative: Mapping[str, Any], graded: Graded | None = None) -> Item:
    """Show an initiative in a list: in plain words where somebody has written them, else its first sentence."""
    text = plain_words(initiative) or initiative["text"].partition("。")[0] + "。"
    item = Item(initiative["code"], initiative["number"], initiative["title"], text,
                reverse("open:policy-initiative", args=[initiative["code"]]))
    year, grades = graded or (0, {})
    grade = grades.get(item.code)
    return item if grade is None else replace(
        item, grade=f"{year_word(year, short=True)}　{grade}　{grade_word(grade)}", tone=grade_tone(grade))

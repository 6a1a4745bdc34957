"""What stands beside the initiatives of a draft is written, added, taken out, and told as a change."""

from collections.abc import Callable
from typing import Any

import pytest

from murakami.domain.programme.checks.drafts import draft_problems
from murakami.domain.programme.rules import drafting_parts as parts
from murakami.domain.programme.rules.changes import changes_document
from murakami.domain.programme.rules.drafting import Document, DraftRefused
from murakami.domain.programme.rules.edition_document import read_edition
from tests.domain.programme.rules.test_drafting import base, draft

__all__ = ["base", "draft"]
Do = Callable[[Document, Document], Document]
ICT = {"term": "ICT", "reading": "アイシーティー", "text": "情報と通信の技術。"}


def item(part: str, place: int = 0, **words: str) -> Do:
    return lambda d, _: parts.write_item(d, part=part, place=place, words=words)


def add(part: str, **words: str) -> Do:
    return lambda d, b: parts.add_item(d, b, part=part, words=words)


def remove(part: str, place: int = 0) -> Do:
    return lambda d, _: parts.remove_item(d, part=part, place=place)


def pillar(place: int = 0, title: str = "土台づくり", **words: Any) -> Do:
    return lambda d, _: parts.write_pillar(d, place=place, title=title, **{"text": "", "plain": None, **words})


def heading(place: int = 1, inner: int = 0, **words: str) -> Do:
    return lambda d, _: parts.write_heading(d, place=place, inner=inner, **{"number": "（1）", "title": "便利な行政", "text": "", **words})


@pytest.mark.parametrize(("do", "part", "kind", "heading"), [
    (item("principles", name="デジタルファースト", text="家で終わります。"), "principles", "changed", "デジタルファースト"),
    (item("articles", text="困りごとから出発する"), "articles", "changed", "第1条"),
    (item("organisation", name="DX推進本部", role="決めます。", chaired_by="町長", members=" "), "organisation", "changed", "DX推進本部"),
    (item("glossary", **ICT), "glossary", "changed", "ICT（アイシーティー）"),
    (add("principles", name="ワンスオンリー", text="一度だけ。"), "principles", "added", "ワンスオンリー"),
    (add("articles", text="事実を知る"), "articles", "added", "第2条"),
    (add("organisation", name="検討部会", role="話し合います。"), "organisation", "added", "検討部会"),
    (add("glossary", term="AI", reading="", text="人工知能。"), "glossary", "added", "AI"),
    (remove("principles"), "principles", "withdrawn", "デジタルファースト"),
    (remove("articles"), "articles", "withdrawn", "第1条"),
    (remove("glossary", 1), "glossary", "withdrawn", "フロントヤード"),
    (pillar(title="人と土台", text="学びます。"), "pillars", "changed", "人と土台"),
    (heading(title="近い行政"), "pillars", "changed", "（1）近い行政"),
])
def test_change__is_whole_and_told(draft: Document, base: Document, do: Do, part: str, kind: str, heading: str) -> None:
    changed = do(draft, base)
    assert draft_problems(changed, base) == ()
    told = changes_document(read_edition(base), read_edition(changed), None)["sections"]
    assert [(one["part"], one["kind"], one["heading"]) for one in told] == [(part, kind, heading)]


@pytest.mark.parametrize(("do", "code"), [
    (item("glossary", 9, **ICT), "item_unknown"), (item("initiatives", text="x"), "item_unknown"), (remove("articles", 1), "item_unknown"),
    (add("glossary", **ICT), "name_taken"), (item("glossary", 1, **ICT), "name_taken"),
    (pillar(9), "heading_unknown"), (heading(0), "heading_unknown"), (heading(1, 3), "heading_unknown"),
    (pillar(plain={"ja": "x", "easy": "", "en": "x"}), "plain_incomplete"),
])
def test_change__is_refused(draft: Document, base: Document, do: Do, code: str) -> None:
    before = repr(draft)
    with pytest.raises(DraftRefused) as refused:
        do(draft, base)
    assert refused.value.code == code
    assert repr(draft) == before


def test_add__never_gives_a_code_again(draft: Document, base: Document) -> None:
    once = add("organisation", name="甲", role="一。")(draft, base)
    twice = add("organisation", name="乙", role="二。")(once, base)
    assert [one["code"] for one in twice["organisation"]] == ["headquarters", "body-1", "body-2"]
    again = add("organisation", name="丙", role="三。")(remove("organisation", 2)(twice, base), once)
    assert again["organisation"][-1]["code"] == "body-2"


def test_remove__lets_the_later_articles_move_up(draft: Document, base: Document) -> None:
    longer = add("articles", text="事実を知る")(draft, base)
    assert remove("articles")(longer, base)["articles"] == [{"number": 1, "text": "事実を知る"}]


def test_pillar__takes_the_heading_of_the_schedule_along(draft: Document, base: Document) -> None:
    changed = pillar(title="人と土台", plain={"ja": "学ぶ", "easy": "まなぶ", "en": "Learn"})(draft, base)
    assert changed["schedules"][0]["rows"][0]["heading"] == "1 人と土台"
    assert changed["pillars"][0]["plain"]["en"] == "Learn"
    assert "plain" not in pillar()(changed, base)["pillars"][0]

"""The redline: nothing is lost, the same texts give the same marks, and people can read it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.programme.rules.redline import (
    Mark,
    Span,
    paragraphs_of,
    redline,
    redline_phrases,
)

TEXTS = st.lists(st.sampled_from(["窓口", "改革", "の", "推進", "DX", "を", "図る", "、", "。", "令和8年", "\n\n", "サービス", " "]),
                 max_size=30).map("".join)
SAME, OLD, NEW = Mark.SAME, Mark.OLD, Mark.NEW


def squeezed(paragraphs: list[str]) -> list[str]:
    return [text for text in paragraphs if text]


@given(TEXTS, TEXTS)
def test_redline__loses_nothing(before: str, after: str) -> None:
    found = redline(before, after)
    assert squeezed([one.before for one in found]) == list(paragraphs_of(before))
    assert squeezed([one.after for one in found]) == list(paragraphs_of(after))


@given(TEXTS, TEXTS)
def test_redline__joins_neighbours_and_strikes_out_before_it_adds(before: str, after: str) -> None:
    for paragraph in redline(before, after):
        marks = [span.mark for span in paragraph.spans]
        assert all(one is not two for one, two in pairwise(marks))
        assert (NEW, OLD) not in set(pairwise(marks))
        assert all(span.text for span in paragraph.spans)


@given(TEXTS)
def test_redline__of_the_same_text_marks_nothing(text: str) -> None:
    assert not any(paragraph.is_changed for paragraph in redline(text, text))


@pytest.mark.parametrize(("before", "after", "spans"), [
    ("機運醸成", "機運醸成と人材育成", [(SAME, "機運醸成"), (NEW, "と人材育成")]),
    ("窓口サービス改革", "自治体フロントヤード改革", [(OLD, "窓口サービス"), (NEW, "自治体フロントヤード"), (SAME, "改革")]),
    ("対象は31手続です。", "対象は27手続です。", [(SAME, "対象は"), (OLD, "31"), (NEW, "27"), (SAME, "手続です。")]),
    ("策定します。", "策定しました。", [(SAME, "策定しま"), (OLD, "す"), (NEW, "した"), (SAME, "。")]),
    ("", "新しい", [(NEW, "新しい")]),
])
def test_redline_phrases__read_well(before: str, after: str, spans: list[tuple[Mark, str]]) -> None:
    assert [(span.mark, span.text) for span in redline_phrases(before, after)] == spans


def test_redline__pairs_paragraphs_that_are_alike() -> None:
    found = redline("人口が減っています。\n\n窓口で手続をします。", "人口が減っています。\n\nまず相談します。\n\n家や窓口で手続をします。")
    assert [paragraph.spans for paragraph in found] == [
        (Span(SAME, "人口が減っています。"),),
        (Span(NEW, "まず相談します。"),),
        (Span(NEW, "家や"), Span(SAME, "窓口で手続をします。")),
    ]


def test_redline__does_not_mix_two_different_paragraphs() -> None:
    found = redline("紙をへらします。", "オープンデータの利活用を促進する。")
    assert [[span.mark for span in paragraph.spans] for paragraph in found] == [[OLD], [NEW]]

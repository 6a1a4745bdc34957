"""Two tabs: merged where only one changed something, a conflict where both did."""

import pytest

from murakami.domain.intake.rules.conflicts import (
    NOTHING,
    conflicts_of,
    digest_of,
    seen_from_text,
    seen_to_text,
)

OLD, HERE, THERE = (digest_of(text, known=True) for text in ("前", "ここ", "あちら"))


@pytest.mark.parametrize(("seen", "stored", "posted", "conflict"), [
    (OLD, OLD, HERE, False),  # only changed here
    (OLD, THERE, THERE, False),  # both changed to the same
    (OLD, THERE, HERE, True),  # both changed differently
    (OLD, THERE, OLD, True),  # changed there, this page still holds the old one
    (NOTHING, NOTHING, HERE, False),  # first answer
    (NOTHING, THERE, HERE, True),  # first answer twice
])
def test_conflicts_of__only_what_both_changed(seen, stored, posted, conflict):
    found = conflicts_of(seen={"me.phone": seen}, stored={"me.phone": stored}, posted={"me.phone": posted})
    assert found == (("me.phone",) if conflict else ())


def test_conflicts_of__an_item_that_was_not_on_the_page_cannot_conflict():
    assert conflicts_of(seen={}, stored={"me.phone": THERE}, posted={"me.phone": HERE}) == ()


def test_digest_of__nothing_and_blank_on_purpose_differ():
    assert digest_of(None, known=False) == NOTHING
    assert digest_of(None, known=True) != NOTHING
    assert digest_of({"a": 1, "b": 2}, known=True) == digest_of({"b": 2, "a": 1}, known=True)


def test_seen_from_text__reads_back_and_drops_what_is_no_digest():
    seen = {"newborn-1.born_on": OLD, "me.name": NOTHING}
    assert seen_from_text(seen_to_text(seen)) == seen
    assert seen_from_text("nonsense :x me.name:abc") == {"me.name": "abc"}

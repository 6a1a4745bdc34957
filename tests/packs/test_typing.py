"""書かない：the fixed set of four procedures with two children, counted against the official paper forms."""

from collections.abc import Mapping

import pytest

from murakami.domain.procedures.catalogue import Catalogue
from murakami.kernel.conditions import FactKey
from tests.packs.conversation import Conversation, talk
from tests.packs.families import CARD, family, with_registered_account
from tests.packs.paper import paper_items

FIXED_SET = (
    "child-allowance-claim",
    "child-medical-subsidy",
    "national-health-insurance-child",
    "nursery-application",
)
FIRST_TIME = 0.55
WITH_CARD = 0.35
FAMILIES = {"written account": family(), "registered account": with_registered_account()}


def count(
    catalogue: Catalogue, answers: Mapping[FactKey, object], card: Mapping[str, frozenset[str]]
) -> tuple[Conversation, list[str]]:
    conversation = talk(catalogue.life_events["birth"], FIXED_SET, answers, card)
    paper = [
        line
        for filing in conversation.filings
        for line in paper_items(catalogue.procedures[filing.definition.procedure], conversation.facts, filing.roles)
    ]
    return conversation, paper


@pytest.mark.parametrize("answers", FAMILIES.values(), ids=FAMILIES)
@pytest.mark.parametrize(
    ("card", "limit"), [({}, FIRST_TIME), (CARD, WITH_CARD)], ids=["first time", "four items of the card"]
)
def test_fixed_set__is_filed_with_a_part_of_what_paper_asks(
    catalogue: Catalogue,
    answers: Mapping[FactKey, object],
    card: Mapping[str, frozenset[str]],
    limit: float,
    request: pytest.FixtureRequest,
):
    conversation, paper = count(catalogue, answers, card)
    share = len(conversation.typed) / len(paper)
    print(
        f"\n{request.node.callspec.id}: paper {len(paper)}, typed {len(conversation.typed)} "
        f"(guide {len(conversation.guide)}, interview {len(conversation.interview)}) = {share:.1%}, "
        f"{len(conversation.pages)} pages"
    )
    assert share <= limit, conversation.typed


def test_fixed_set__asks_nothing_twice(catalogue: Catalogue):
    conversation, _ = count(catalogue, family(), {})
    assert len(set(conversation.typed)) == len(conversation.typed)
    assert len(set(conversation.pages)) == len(conversation.pages)


def test_fixed_set__lists_both_children_for_the_allowance_and_the_newborn_for_the_rest(catalogue: Catalogue):
    conversation, _ = count(catalogue, family(), {})
    children = {filing.definition.procedure: filing.roles["child"] for filing in conversation.filings}
    assert children == {
        "child-allowance-claim": ("newborn-1", "sibling-1"),
        "child-medical-subsidy": ("newborn-1",),
        "national-health-insurance-child": ("newborn-1",),
        "nursery-application": ("newborn-1",),
    }


def test_fixed_set__counts_one_paper_box_per_item(catalogue: Catalogue):
    """A name and its reading are two items of a form, an account is five: no item may hide several."""
    for name in FIXED_SET:
        form = catalogue.procedures[name].form
        assert form is not None
        for item in form.items:
            facts = {source.fact for source in item.sources if source.fact is not None}
            whole = {ref.fact for ref in facts} & {"name", "account"}
            assert not whole or item.parts, (name, item.label)


def test_fixed_set__counts_the_boxes_of_the_four_forms(catalogue: Catalogue):
    """A change of these numbers changes what the shares are measured against: look at the forms before mending it."""
    conversation, _ = count(catalogue, family(), {})
    counts = {
        filing.definition.procedure: len(
            paper_items(catalogue.procedures[filing.definition.procedure], conversation.facts, filing.roles)
        )
        for filing in conversation.filings
    }
    assert counts == {
        "child-allowance-claim": 29,
        "child-medical-subsidy": 15,
        "national-health-insurance-child": 12,
        "nursery-application": 44,
    }

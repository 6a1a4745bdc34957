"""What did not have to be written, counted from the forms."""

from murakami.domain.intake.rules.planning import Standing, stand
from murakami.domain.intake.rules.savings import savings_of, typed_items
from tests.domain.intake.birth import ALLOWANCE, GUIDE, INSURANCE, PEOPLE, TODAY, standing, stored

NAME = {"family": "葛城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"}


def with_sources(here: Standing, answers: dict, source: str) -> Standing:
    return stand(definitions=here.definitions, people=PEOPLE, today=TODAY,
                 stored={**here.stored, **{k: {**here.stored.get(k, {}), **v}
                                           for k, v in stored(answers, source=source).items()}})


def test_savings_of__a_new_conversation_has_saved_nothing_that_was_typed():
    savings = savings_of(standing(), asked_by_guide=tuple(GUIDE), people_asked=0)
    assert (savings.sheets, savings.on_paper, savings.filled, savings.saved) == (0, 0, 0, 0)
    assert savings.typed == len(GUIDE)


def test_savings_of__what_one_answer_fills_on_two_forms_is_typed_once():
    one = savings_of(standing(INSURANCE, answers={"me.phone": "09012345678"}), asked_by_guide=(), people_asked=0)
    both = savings_of(standing(INSURANCE, ALLOWANCE, answers={"me.phone": "09012345678"}), asked_by_guide=(),
                      people_asked=0)
    assert both.sheets == 2
    assert both.on_paper > one.on_paper
    assert typed_items(standing(INSURANCE, answers={"me.phone": "09012345678"}), asked_by_guide=()) == 3  # born_on, insurance, phone


def test_savings_of__every_form_counts_child_by_child():
    single = savings_of(standing(INSURANCE), asked_by_guide=(), people_asked=0)
    twins = savings_of(standing(INSURANCE, people={"newborn": ["newborn-1", "newborn-2"]}), asked_by_guide=(),
                       people_asked=0)
    assert (single.sheets, twins.sheets) == (1, 2)
    assert twins.on_paper == 2 * single.on_paper


def test_typed_items__the_card_knows_how_a_name_is_written_but_not_how_it_is_read():
    here = standing(INSURANCE)
    by_hand = typed_items(with_sources(here, {"me.name": NAME}, "resident"), asked_by_guide=())
    by_card = typed_items(with_sources(here, {"me.name": NAME}, "card"), asked_by_guide=())
    remembered = typed_items(with_sources(here, {"me.name": NAME}, "earlier_filing"), asked_by_guide=())
    assert (by_hand - remembered, by_card - remembered) == (2, 1)


def test_typed_items__the_registered_account_is_one_entry():
    here = standing(ALLOWANCE)
    account = {"registered": True}
    written = {"registered": False, "bank_name": "第四北越銀行", "bank_code": "0140", "branch_name": "村上",
               "branch_code": "501", "kind": "ordinary", "number": "1234567", "holder_kana": "カツラギ ミノリ"}
    none = typed_items(here, asked_by_guide=())
    assert typed_items(with_sources(here, {"account.account": account}, "resident"), asked_by_guide=()) == none + 1
    assert typed_items(with_sources(here, {"account.account": written}, "resident"), asked_by_guide=()) == none + 5

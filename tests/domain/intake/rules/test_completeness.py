"""What still stands between a conversation and its filing."""

from murakami.domain.intake.rules.completeness import assurance_needed, list_gaps
from murakami.foundation.accounts.vocabulary import Assurance
from tests.domain.intake.birth import INSURANCE, standing

NAME = {"family": "葛城", "given": "ひなた", "family_kana": "カツラギ", "given_kana": "ヒナタ"}
HOME = {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232-1", "building": ""}
WHOLE = {"me.name": NAME, "me.residence": HOME, "me.phone": "09012345678", "newborn-1.name": NAME,
         "newborn-1.sex": "female"}


def gaps(**answers: object) -> list[tuple[str, str]]:
    found = list_gaps(standing(INSURANCE, answers=WHOLE | {name.replace("__", "."): v for name, v in answers.items()}))
    return [(gap.page.topic, gap.item.field_key) for gap in found]


def test_list_gaps__nothing_is_missing_from_a_whole_conversation():
    assert gaps() == []


def test_list_gaps__names_the_page_of_what_is_missing():
    found = list_gaps(standing(INSURANCE, answers={name: value for name, value in WHOLE.items() if name != "me.phone"}))
    assert [(gap.item.field_key, gap.page.topic, gap.errors) for gap in found] == [("me.phone", "adult", None)]


def test_list_gaps__an_answer_that_the_rules_of_today_refuse_is_a_gap():
    (gap,) = list_gaps(standing(INSURANCE, answers=WHOLE | {"newborn-1.born_on": "2027-01-01"}))
    assert gap.item.field_key == "newborn-1.born_on"
    assert gap.errors is not None


def test_list_gaps__a_required_answer_left_blank_is_a_gap():
    assert gaps(me__phone=None) == [("adult", "me.phone")]


def test_assurance_needed__the_strongest_of_the_chosen_ones():
    assert assurance_needed(standing(INSURANCE)) is Assurance.ACCOUNT
    assert assurance_needed(standing()) is Assurance.NONE

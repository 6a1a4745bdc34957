"""Trials: what came out otherwise than expected is said in a sentence."""

from pathlib import Path

import pytest

from murakami.domain.procedures.written_values import typed_answer
from murakami.foundation.packs.formats import Refused
from murakami.foundation.packs.trying import try_out
from murakami.kernel.facts import Fact
from tests.sample_pack import spoil

TRIALS = "trials/dogs.yaml"


def differences(pack: Path) -> tuple[str, ...]:
    (result,) = try_out([pack])
    assert result.passed == (not result.differences)
    return result.differences


def test_try_out__passes_when_all_comes_out_as_expected(pack: Path):
    assert differences(pack) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('me.keeps_dog: "yes"', 'me.keeps_dog: "no"', "dog-registration は当てはまるはずですが、当てはまりません。"),
        (
            "applies: [dog-registration]",
            "not: [dog-registration]",
            "dog-registration は当てはまらないはずですが、当てはまります。",
        ),
        (
            "whose: {dog-registration: me}",
            "whose: {dog-registration: you}",
            "dog-registration は you の申請のはずですが、me です。",
        ),
        ("2026-12-03", "2026-12-01", "dog-registration の期限は 2026-12-01 のはずですが、2026-12-03 です。"),
        (
            "questions_at_most: 2",
            "questions_at_most: 1",
            "質問は1個までのはずですが、2個でした：me.keeps_dog、me.got_dog_on",
        ),
    ],
)
def test_try_out__says_what_came_out_otherwise(pack: Path, right: str, wrong: str, said: str):
    spoil(pack, TRIALS, right, wrong)
    assert said in differences(pack)


def test_try_out__says_what_the_guide_asked_in_vain(pack: Path):
    spoil(pack, TRIALS, "me.got_dog_on: 2026-11-03", "me.dogs: 1")
    said = differences(pack)
    assert said[0] == "ガイドが me.got_dog_on を聞きましたが、answers に答えがありません。"
    assert "dog-registration の期限は 2026-12-03 のはずですが、None です。" in said


@pytest.mark.parametrize(
    ("type_name", "written", "value"),
    [
        ("yes_no", "yes", True),
        ("yes_no", "no", False),
        ("integer", "-3", -3),
        ("choices", ["a", "b"], ("a", "b")),
        ("text", "10", "10"),
    ],
)
def test_typed_answer__reads_texts_as_values(type_name: str, written: object, value: object):
    assert typed_answer(Fact("Person", "x", type_name), written) == value


@pytest.mark.parametrize(
    ("type_name", "written"),
    [
        ("date", "2026-02-30"),
        ("date", ["2026"]),
        ("integer", "many"),
        ("yes_no", "1"),
        ("person_name", "葛城 花"),
        ("choices", "a"),
    ],
)
def test_typed_answer__refuses_what_is_no_value(type_name: str, written: object):
    with pytest.raises(Refused):
        typed_answer(Fact("Person", "x", type_name), written)

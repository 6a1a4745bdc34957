"""Facts, kinds, roles, provenance."""

import json

import pytest

from murakami.kernel.facts import (
    ABSENT,
    UNKNOWN,
    Answer,
    Assurance,
    Fact,
    FactRef,
    FactTextError,
    Kind,
    Provenance,
    RoleSpec,
    Sensitivity,
    ValueSource,
)
from murakami.kernel.json_values import JsonShapeError


@pytest.mark.parametrize(
    ("text", "plural", "optional"),
    [
        ("Person", False, False),
        ("Person?", False, True),
        ("Person[]", True, False),
        ("Person[]?", True, True),
    ],
)
def test_parse_role__reads_the_four_forms_and_writes_them_again(text: str, plural: bool, optional: bool) -> None:
    role = RoleSpec.parse("child", text)
    assert (role.role, role.kind, role.plural, role.optional) == ("child", "Person", plural, optional)
    assert str(role) == text


@pytest.mark.parametrize("text", ["person", "Person?[]", "Person []", "", "Person[]??", "[]", "人"])
def test_parse_role__refuses_other_forms_with_a_mend(text: str) -> None:
    with pytest.raises(FactTextError) as caught:
        RoleSpec.parse("child", text)
    assert "Person[]?" in caught.value.mend


@pytest.mark.parametrize(
    "text", ["child", "child.", ".born_on", "child.born-on", "Child.born_on", "a.b.c", "child.born_on\n"]
)
def test_parse_fact_ref__refuses_what_is_not_role_and_fact(text: str) -> None:
    with pytest.raises(FactTextError):
        FactRef.parse(text)


def test_parse_fact_ref__is_undone_by_str() -> None:
    assert str(FactRef.parse("child.born_on")) == "child.born_on"
    assert FactRef.parse("child.born_on") == FactRef("child", "born_on")


def test_no_value__unknown_and_absent_are_two_things() -> None:
    assert len({UNKNOWN, ABSENT}) == 2
    assert repr(UNKNOWN) == "UNKNOWN"


def test_kind_json__comes_back_the_same() -> None:
    fact = Fact(
        kind="Person",
        id="status",
        type="choice",
        options={"choices": ["a", "b"], "labels": {"a": {"ja": "あ"}}},
        sensitivity=Sensitivity.SPECIAL,
        sources=(ValueSource.CARD, ValueSource.RESIDENT),
        gif="個人.氏名",
    )
    kind = Kind("Person", {"status": fact})
    back = Kind.from_json(json.loads(json.dumps(kind.to_json())))
    assert back.facts["status"].sources == (ValueSource.CARD, ValueSource.RESIDENT)
    assert back.to_json() == kind.to_json()


def test_answer_json__comes_back_the_same_and_leaves_out_what_is_not_known() -> None:
    provenance = Provenance(ValueSource.CARD, "2026-11-23T09:00:00+09:00", assurance=Assurance.VERIFIED)
    answer = Answer({"family": "葛󠄀城"}, provenance)
    stored = json.loads(json.dumps(answer.to_json()))
    assert stored == {
        "v": {"family": "葛󠄀城"},
        "p": {"source": "card", "at": "2026-11-23T09:00:00+09:00", "assurance": "verified"},
    }
    assert Answer.from_json(stored) == answer


@pytest.mark.parametrize(
    "stored", [None, [], {"v": 1}, {"v": 1, "p": {"source": "card"}}, {"v": 1, "p": {"source": 3, "at": ""}}]
)
def test_read_answer__says_what_shape_is_missing(stored: object) -> None:
    with pytest.raises(JsonShapeError):
        Answer.from_json(stored)

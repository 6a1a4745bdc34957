"""`choice`, `choices`, `yes_no`, `consent`, `file`."""

import pytest

from murakami.kernel.fields import ParseContext, field_type
from murakami.kernel.fields.choosing import Consent
from murakami.kernel.file_refs import FileRef
from tests.kernel.fields.reading import CONTEXT, parsed, refused

STATUS = {
    "choices": ["public_servant", "receiving", "not_yet"],
    "labels": {"receiving": {"ja": "受けている", "en": "Receiving", "ja-easy": "もらっています"}},
}
PHOTO = FileRef("a" * 64, "通帳.jpg", "image/jpeg", 1234)


def test_parse_choice__takes_only_what_the_pack_offers() -> None:
    assert parsed("choice", {"value": "receiving"}, **STATUS) == "receiving"
    assert refused("choice", {"value": "other"}, **STATUS) == [("value", "choice_unknown")]
    assert refused("choice", {"value": ""}, **STATUS) == [("value", "choice_missing")]
    assert refused("choice", {"value": ["receiving\x00"]}, **STATUS) == [("value", "choice_unknown")]


def test_parse_choices__keeps_the_order_of_the_pack_and_no_doubles() -> None:
    picked = {"value": ["not_yet", "receiving", "receiving", ""]}
    assert parsed("choices", picked, **STATUS) == ("receiving", "not_yet")
    assert parsed("choices", {"value": "receiving"}, **STATUS) == ("receiving",)


@pytest.mark.parametrize(
    ("picked", "options", "code"),
    [
        ([], {}, "choices_missing"),
        (["receiving", "x"], {}, "choice_unknown"),
        (["receiving"], {"min": "2"}, "choices_too_few"),
        (["receiving", "not_yet"], {"max": "1"}, "choices_too_many"),
    ],
)
def test_parse_choices__says_what_is_wrong(picked: list[str], options: dict[str, object], code: str) -> None:
    assert refused("choices", {"value": picked}, **STATUS, **options) == [("value", code)]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("ja", "受けている、not_yet"), ("ja-easy", "もらっています、not_yet"), ("en", "Receiving, not_yet")],
)
def test_show_choices__uses_the_labels_of_the_language(lang: str, shown: str) -> None:
    assert field_type("choices").show(("receiving", "not_yet"), lang, STATUS) == shown


def test_parts__carry_the_choices_with_their_labels() -> None:
    (part,) = field_type("choice").parts(STATUS)
    assert part.input == "radio"
    assert [(choice.code, choice.label["ja"]) for choice in part.choices][1] == ("receiving", "受けている")
    assert field_type("choice").parts(STATUS | {"as": "select"})[0].input == "select"


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({}, ["choices"]),
        ({"choices": []}, ["choices"]),
        ({"choices": "receiving"}, ["choices"]),
        ({"choices": ["a", "a"]}, ["choices"]),
        ({"choices": ["A-b"]}, ["choices"]),
        ({"choices": ["a"], "as": "slider"}, ["as"]),
        ({"choices": ["a", "b_2"], "as": "select"}, []),
    ],
)
def test_option_problems__name_wrong_choices(options: dict[str, object], wrong: list[str]) -> None:
    assert [problem.option for problem in field_type("choice").option_problems(options)] == wrong


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False)])
def test_parse_yes_no__is_a_truth_value(typed: str, value: bool) -> None:
    assert parsed("yes_no", {"value": typed}) is value
    assert field_type("yes_no").to_raw(value) == {"value": typed}


@pytest.mark.parametrize(
    ("typed", "code"), [("", "choice_missing"), ("true", "choice_unknown"), ("はい", "choice_unknown")]
)
def test_parse_yes_no__takes_nothing_else(typed: str, code: str) -> None:
    assert refused("yes_no", {"value": typed}) == [("value", code)]


def test_parse_consent__is_marked_or_nothing() -> None:
    assert parsed("consent", {"value": ["yes"]}) == Consent()
    assert refused("consent", {"value": []}) == [("value", "consent_missing")]
    assert refused("consent", {"value": "maybe"}) == [("value", "consent_missing")]
    assert field_type("consent").blank({"value": []})


def test_parse_file__takes_only_files_that_this_person_handed_in() -> None:
    context = ParseContext(CONTEXT.today, "通帳", file_of={PHOTO.sha256: PHOTO}.get)
    file = field_type("file")
    assert file.parse({"value": [PHOTO.sha256, PHOTO.sha256]}, context=context) == (PHOTO,)
    assert file.from_json(file.to_json((PHOTO,))) == (PHOTO,)
    assert file.show((PHOTO,)) == "通帳.jpg"
    assert file.print_paper((PHOTO,), {}) == "通帳.jpg"
    assert file.to_raw((PHOTO,)) == {"value": [PHOTO.sha256]}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([], "file_missing"),
        (["b" * 64], "file_unknown"),
        (["../../etc/passwd"], "file_unknown"),
        ([f"{number:064x}" for number in range(6)], "files_too_many"),
    ],
)
def test_parse_file__says_what_is_wrong(sent: list[str], code: str) -> None:
    assert refused("file", {"value": sent}) == [("value", code)]

"""What holds for all field types alike."""

import json
import string
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.addresses import Address
from murakami.kernel.bank_accounts import REGISTERED, AccountKind, BankAccount
from murakami.kernel.facts import NO_OPTIONS
from murakami.kernel.fields import (
    FIELD_TYPES,
    FieldError,
    FieldErrors,
    ParseContext,
    UnknownFieldType,
    collect_raw,
    error_text,
    field_type,
)
from murakami.kernel.fields.choosing import Consent
from murakami.kernel.fields.labels import PART_LABELS, SAID
from murakami.kernel.fields.message_table import TABLE
from murakami.kernel.file_refs import FileRef
from murakami.kernel.json_values import canonical_json
from murakami.kernel.languages import LANGUAGES
from murakami.kernel.names import PersonName
from tests.kernel.fields.reading import CONTEXT

FILE = FileRef("a" * 64, "通帳.jpg", "image/jpeg", 1234)
CHOICES = {"choices": ["one", "two"]}
SAMPLES: dict[str, list[object]] = {
    "person_name": [PersonName("葛󠄀城", "𠮷子", "カツラギ", "ヨシコ"), PersonName("スカルノ", "", "スカルノ", "")],
    "date": [date(2026, 11, 3), date(1873, 1, 1)],
    "address": [Address("9588501", "新潟県", "村上市", "三之町", "1-1", "庁舎")],
    "phone": ["0254-53-2111", "+12125550100"],
    "email": ["taro@example.jp"],
    "choice": ["one"],
    "choices": [("one", "two"), ("two",)],
    "yes_no": [True, False],
    "consent": [Consent()],
    "integer": [0, 42],
    "amount_yen": [12000],
    "text": ["ことば"],
    "long_text": ["一\n二"],
    "bank_account": [REGISTERED, BankAccount(False, "銀行", "", "支店", "", AccountKind.SAVINGS, "0000123", "ムラカミ")],
    "corporate_number": ["7000020152129"],
    "file": [(FILE,)],
}  # fmt: skip
PAIRS = [(name, value) for name, values in SAMPLES.items() for value in values]
HOSTILE = ["\x00", "\u202e", "\ud800", "1234-5678-9018", "x" * 10_000_000]
_CONTEXT = ParseContext(CONTEXT.today, "項目", file_of={FILE.sha256: FILE}.get)


def _options(name: str) -> dict[str, object]:
    return dict(CHOICES) if name in ("choice", "choices") else {}


def test_registry__has_every_type_of_the_plan_and_a_sample_of_it() -> None:
    assert set(FIELD_TYPES) == set(SAMPLES)
    assert all(type_.name == name for name, type_ in FIELD_TYPES.items())


def test_registry__names_the_types_when_one_is_unknown() -> None:
    with pytest.raises(UnknownFieldType, match="person_name"):
        field_type("persn_name")


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_value__comes_back_from_json_and_from_the_inputs(name: str, value: object) -> None:
    type_ = field_type(name)
    stored = json.loads(canonical_json(type_.to_json(value)))
    assert type_.from_json(stored) == value
    assert type_.parse(type_.to_raw(value), options=_options(name), context=_CONTEXT) == value


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_value__fills_exactly_the_inputs_of_its_type(name: str, value: object) -> None:
    type_ = field_type(name)
    assert set(type_.to_raw(value)) == {part.name for part in type_.parts(_options(name))}


@pytest.mark.parametrize(("name", "value"), PAIRS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_value__is_shown_printed_and_exported(name: str, value: object, lang: str) -> None:
    type_ = field_type(name)
    assert type_.show(value, lang, _options(name))
    assert type_.print_paper(value, _options(name))
    assert type_.to_csv(value)
    assert type_.item_count(_options(name)) >= 1


@pytest.mark.parametrize("name", SAMPLES)
def test_blank__is_true_for_nothing_and_false_for_a_value(name: str) -> None:
    type_ = field_type(name)
    assert type_.blank({})
    assert type_.blank({part.name: ([] if part.input == "checkbox" else " ") for part in type_.parts(_options(name))})
    assert not type_.blank(type_.to_raw(SAMPLES[name][0]))


@pytest.mark.parametrize("name", SAMPLES)
def test_parse__refuses_a_blank_field_and_names_it(name: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        field_type(name).parse({}, options=_options(name), context=_CONTEXT)
    for error in caught.value.errors:
        assert error.label == "項目"
        assert error_text(error, "ja").startswith("項目：")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("typed", HOSTILE, ids=["nul", "direction", "surrogate", "individual-number", "ten-megabytes"])
def test_parse__refuses_hostile_text_in_every_part_within_milliseconds(name: str, typed: str) -> None:
    type_ = field_type(name)
    parts = [part.name for part in type_.parts(_options(name))]
    began = time.perf_counter()
    for part in parts:
        raw = type_.to_raw(SAMPLES[name][-1]) | {part: typed}
        with pytest.raises(FieldErrors) as caught:
            type_.parse(raw, options=_options(name), context=_CONTEXT)
        assert all(len(error_text(error, lang)) < 300 for error in caught.value.errors for lang in LANGUAGES)
    assert time.perf_counter() - began < 0.25 * len(parts)


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_parse__answers_any_input_with_a_value_or_errors(name: str, data: st.DataObject) -> None:
    type_ = field_type(name)
    raw = {
        part.name: data.draw(st.text(max_size=30) | st.lists(st.text(max_size=5), max_size=3))
        for part in type_.parts(_options(name))
    }
    try:
        value = type_.parse(raw, options=_options(name), context=_CONTEXT)
    except FieldErrors as problem:
        assert problem.errors
        assert all(error_text(error, lang) for error in problem.errors for lang in LANGUAGES)
    else:
        assert type_.from_json(type_.to_json(value)) == value


@pytest.mark.parametrize("name", SAMPLES)
def test_parts__have_labels_in_three_languages(name: str) -> None:
    parts = field_type(name).parts(_options(name))
    assert len({part.name for part in parts}) == len(parts)
    for part in parts:
        assert set(part.label) == set(LANGUAGES)
        assert len(parts) == 1 or all(part.label.values())
        for choice in part.choices:
            assert all(choice.label[lang] for lang in LANGUAGES)


def test_words__exist_in_three_languages() -> None:
    for texts in (*list(PART_LABELS.values())[1:], *SAID.values()):
        assert set(texts) == set(LANGUAGES)
        assert all(texts.values())


@pytest.mark.parametrize("code", TABLE)
def test_messages__say_fault_and_mend_with_the_same_parameters_in_each_language(code: str) -> None:
    asked = {
        lang: {
            name
            for template in wording
            for _text, name, _spec, _conversion in string.Formatter().parse(template)
            if name is not None
        }
        for lang, wording in zip(LANGUAGES, TABLE[code], strict=True)
    }
    assert all(all(wording) for wording in TABLE[code])
    known = {"part", "max", "min", "found", "number", "month", "month_name", "last", "year", "era", "begins", "ends",
             "instead", "earliest", "latest", "towns", "count"}  # fmt: skip
    assert set().union(*asked.values()) <= known


def test_collect_raw__gathers_one_field_of_a_form() -> None:
    data = {"child.name.family": ["山田"], "child.name.given": ["花子", "x"], "other.name.family": ["y"]}
    raw = collect_raw(data, field_key="child.name", parts=field_type("person_name").parts())
    assert raw == {"family": "山田", "given": "花子", "family_kana": "", "given_kana": ""}
    boxes = collect_raw({"a.b.value": ["one", "two"]}, field_key="a.b", parts=field_type("choices").parts(CHOICES))
    assert boxes == {"value": ["one", "two"]}


def test_field_error__has_message_and_mend_of_its_own() -> None:
    error = FieldError("day_out_of_month", part="day", year=2026, month=11, last=30)
    assert (error.message, error.mend) == ("11月は30日までです。", "日を直してください。")
    assert error.errors == (error,)
    assert error.labelled("生まれた日").label == "生まれた日"
    assert str(error).startswith("day: day_out_of_month")


def test_options__without_any_are_no_problem_except_where_choices_are_needed() -> None:
    for name, type_ in FIELD_TYPES.items():
        problems = type_.option_problems(NO_OPTIONS)
        assert [problem.option for problem in problems] == (["choices"] if name in ("choice", "choices") else [])

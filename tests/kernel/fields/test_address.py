"""`address`."""

import pytest

from murakami.kernel.addresses import Address
from murakami.kernel.fields import ParseContext, field_type, fill_from_postal_code
from murakami.kernel.postal import Town
from tests.kernel.fields.reading import CONTEXT, parsed, refused, said

ADDRESS = field_type("address")
TABATA = Address("9580854", "新潟県", "村上市", "田端町", "1-2")


@pytest.mark.parametrize(
    "raw",
    [
        {"postal_code": "958-0854", "block": "1-2"},
        {"postal_code": "〒９５８ー０８５４", "block": "１－２"},
        {"postal_code": "9580854", "prefecture": "新潟", "block": "1‐2"},
        {
            "postal_code": "9580854",
            "prefecture": "新潟県",
            "city": "村上市",
            "town": "田端町",
            "block": "1-2",
            "building": "",
        },
        {"postal_code": "9580854", "town": "田端町", "block": "1-2"},
    ],
)
def test_parse__fills_what_the_postal_code_decides(raw: dict[str, str]) -> None:
    assert parsed("address", raw) == TABATA


def test_parse__keeps_a_town_that_was_typed() -> None:
    value = parsed("address", {"postal_code": "9580854", "town": "田端町字川原", "block": "無番地"})
    assert value == Address("9580854", "新潟県", "村上市", "田端町字川原", "無番地")


def test_parse__takes_an_unknown_code_with_a_whole_address() -> None:
    raw = {"postal_code": "0000000", "prefecture": "新潟県", "city": "村上市", "town": "新町", "block": "1"}
    assert parsed("address", raw) == Address("0000000", "新潟県", "村上市", "新町", "1")


@pytest.mark.parametrize(
    ("raw", "errors"),
    [
        ({}, [("postal_code", "part_missing"), ("block", "part_missing")]),
        ({"postal_code": "958", "block": "1"}, [("postal_code", "postal_code_digits")]),
        ({"postal_code": "0000000", "block": "1"}, [("postal_code", "postal_code_unknown")]),
        ({"postal_code": "4520961", "block": "1"}, [("town", "postal_code_ambiguous")]),
        ({"postal_code": "9580000", "block": "1"}, [("town", "part_missing")]),
        ({"postal_code": "9580854", "prefecture": "東京都", "block": "1"}, [("postal_code", "postal_code_elsewhere")]),
        ({"postal_code": "9580854", "prefecture": "江戸", "block": "1"}, [("prefecture", "prefecture_unknown")]),
        ({"postal_code": "9580854", "block": "1", "building": "あ\x07"}, [("building", "control_character")]),
        ({"postal_code": "9580854", "block": "1", "building": "x" * 10_000_000}, [("building", "too_long")]),
        ({"postal_code": "9580854", "block": "1", "building": "1234 5678 9018"}, [("building", "individual_number")]),
        ({"postal_code": "9580854", "block": "1", "town": "あ" * 101}, [("town", "too_long")]),
    ],
)
def test_parse__names_the_part_to_mend(raw: dict[str, str], errors: list[tuple[str, str]]) -> None:
    assert refused("address", raw) == errors


def test_error__offers_the_towns_of_an_ambiguous_code() -> None:
    (text,) = said("address", {"postal_code": "4520961", "block": "1"}, label="住所")
    assert text.startswith("住所：この郵便番号には、いくつかの町があります。町名を入力してください（春日明河原、")
    assert text.endswith(" …）。")


def test_parse__asks_the_lookup_of_the_context_only() -> None:
    asked: list[str] = []

    def towns_of(code: str) -> tuple[Town, ...]:
        asked.append(code)
        return ()

    context = ParseContext(CONTEXT.today, "住所", towns_of=towns_of)
    raw = {"postal_code": "1", "block": "1"}
    with pytest.raises(Exception, match="postal_code_digits"):
        ADDRESS.parse(raw, context=context)
    assert asked == []
    ADDRESS.parse(ADDRESS.to_raw(TABATA), context=context)
    assert asked == ["9580854"]


def test_fill_from_postal_code__fills_empty_inputs_and_keeps_typed_ones() -> None:
    assert fill_from_postal_code({"postal_code": "958-0854", "block": "1"}, CONTEXT) == {
        "postal_code": "958-0854",
        "prefecture": "新潟県",
        "city": "村上市",
        "town": "田端町",
        "block": "1",
    }
    shared = fill_from_postal_code({"postal_code": "4520961", "town": ""}, CONTEXT)
    assert (shared["city"], shared["town"]) == ("清須市", "")
    assert fill_from_postal_code({"postal_code": "x"}, CONTEXT) == {"postal_code": "x"}


def test_forms__come_back_the_same() -> None:
    value = Address("9588501", "新潟県", "村上市", "三之町", "1-1", "庁舎 3階")
    assert ADDRESS.from_json(ADDRESS.to_json(value)) == value
    assert parsed("address", ADDRESS.to_raw(value)) == value
    assert ADDRESS.show(value) == "〒958-8501 新潟県村上市三之町1-1 庁舎 3階"
    assert ADDRESS.to_csv(value) == "新潟県村上市三之町1-1 庁舎 3階"


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        (("postal_code",), "958-8501"),
        (("prefecture", "city", "town", "block", "building"), "新潟県村上市三之町1-1　庁舎"),
        (("town", "block"), "三之町1-1"),
    ],
)
def test_print_paper__prints_the_parts_of_the_form(parts: tuple[str, ...], printed: str) -> None:
    assert ADDRESS.print_paper(Address("9588501", "新潟県", "村上市", "三之町", "1-1", "庁舎"), {}, parts) == printed

"""`person_name`."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.fields import field_type
from murakami.kernel.names import PersonName
from tests.kernel.fields.reading import parsed, refused, said

NAME = field_type("person_name")


def _raw(family: str, given: str, family_kana: str = "ヤマダ", given_kana: str = "ハナコ") -> dict[str, str]:
    return {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}


@pytest.mark.parametrize(
    "family",
    [
        "葛󠄀城",
        "𠮷田",
        "髙﨑",
        "\ufa19田",
        "\ufa26",
        "辻󠄂",
        "か\u3099",
        "O'Brien-Smith",
        "Nguyễn",
        "de la Cruz",
        "<b>山田</b>",
        "=1+1",
        "\ue000田",
        "㈱",
    ],
)
def test_parse__keeps_every_character_as_it_was_typed(family: str) -> None:
    value = parsed("person_name", _raw(f" {family}　", "花子"))
    assert isinstance(value, PersonName)
    assert value.family == family
    assert NAME.from_json(NAME.to_json(value)) == value


def test_parse__never_normalises_a_compatibility_ideograph() -> None:
    name = "\ufa19"
    assert unicodedata.normalize("NFC", name) != name
    value = parsed("person_name", _raw(name, "\ufa1b"))
    assert isinstance(value, PersonName)
    assert (value.family, value.given) == (name, "\ufa1b")


def test_parse__folds_readings_to_full_katakana() -> None:
    value = parsed("person_name", _raw("山田", "花子", "やまだ", "ﾊﾅｺ"))
    assert value == PersonName("山田", "花子", "ヤマダ", "ハナコ")


@pytest.mark.parametrize(
    ("raw", "errors"),
    [
        (_raw("", ""), [("family", "part_missing"), ("given", "given_name_missing")]),
        (_raw("山田", "花子", "", ""), [("family_kana", "part_missing"), ("given_kana", "part_missing")]),
        (_raw("山田", "花子", "山田"), [("family_kana", "not_kana")]),
        (_raw("山田", "花子", "ヤマダ", "Hanako"), [("given_kana", "not_kana")]),
        (_raw("山田\x00", "花子"), [("family", "control_character")]),
        (_raw("山\u202e田", "花子"), [("family", "direction_mark")]),
        (_raw("\ud842", "花子"), [("family", "broken_character")]),
        (_raw("あ" * 51, "花子"), [("family", "too_long")]),
        (_raw("葛󠄀" * 51, "花子"), [("family", "too_long")]),
        (_raw("x" * 10_000_000, "y" * 10_000_000), [("family", "too_long"), ("given", "too_long")]),
        (_raw("1234-5678-9018", "花子"), [("family", "individual_number")]),
        (_raw("e" + "\u0301" * 30, "花子"), [("family", "overladen_character")]),
        ({}, [("family", "part_missing"), ("given", "given_name_missing"), ("family_kana", "part_missing"), ("given_kana", "part_missing")]),
    ],
)  # fmt: skip
def test_parse__names_the_part_to_mend(raw: dict[str, str], errors: list[tuple[str, str]]) -> None:
    assert refused("person_name", raw) == errors


def test_parse__counts_graphemes_against_the_pack() -> None:
    assert parsed("person_name", _raw("葛󠄀" * 50, "花子"))
    assert parsed("person_name", _raw("葛󠄀城", "花"), max="2")
    assert said("person_name", _raw("葛󠄀城家", "花", "ヤ", "ハ"), label="お名前", max="2") == [
        "お名前：氏が長すぎます。2文字までで入力してください。"
    ]


@pytest.mark.parametrize("sign", ["-", "－", "ー", "―", "‐"])
def test_parse__takes_a_name_of_one_word(sign: str) -> None:
    value = parsed("person_name", _raw("スカルノ", sign, "スカルノ", ""))
    assert value == PersonName("スカルノ", "", "スカルノ", "")
    assert parsed("person_name", NAME.to_raw(value)) == value
    assert NAME.print_paper(value) == "スカルノ"


def test_parse__asks_no_reading_where_the_pack_wants_none() -> None:
    assert parsed("person_name", {"family": "山田", "given": "花子"}, kana="no") == PersonName("山田", "花子")
    assert [part.name for part in NAME.parts({"kana": "no"})] == ["family", "given"]
    assert (NAME.item_count(), NAME.item_count({"kana": "no"})) == (2, 1)


def test_error__speaks_three_languages() -> None:
    raw = _raw("山田", "花子", "山田")
    assert said("person_name", raw, "ja", label="お名前") == [
        "お名前：氏（フリガナ）にカタカナでない文字「山」があります。カタカナで入力してください。"
    ]
    assert said("person_name", raw, "en", label="Name") == [
        "Name: Family name in katakana contains “山”, which is not katakana. Write it in katakana."
    ]


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ((), "山田　花子"),
        (("family", "given"), "山田　花子"),
        (("family_kana", "given_kana"), "ヤマダ　ハナコ"),
        (("given",), "花子"),
    ],
)
def test_print_paper__prints_the_parts_of_the_form(parts: tuple[str, ...], printed: str) -> None:
    assert NAME.print_paper(PersonName("山田", "花子", "ヤマダ", "ハナコ"), {}, parts) == printed


_WRITTEN = st.text(st.characters(categories=["Lo", "Lu", "Ll", "Mn"]), min_size=1, max_size=12)


@given(_WRITTEN, _WRITTEN)
def test_parse__stores_exactly_what_was_typed(family: str, given_name: str) -> None:
    raw = _raw(family, given_name)
    try:
        value = parsed("person_name", raw)
    except Exception:
        assert refused("person_name", raw)
        return
    assert isinstance(value, PersonName)
    assert value.family == family
    assert value.given in (given_name, "")

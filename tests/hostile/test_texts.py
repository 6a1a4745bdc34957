"""What must not be kept is refused in every field of every form: the page says so, shows it again, and stores nothing."""

from datetime import date
from itertools import cycle, islice

import pytest

from murakami.kernel.fields.base import AnyFieldType, ParseContext
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.messages import error_text
from murakami.kernel.fields.registry import FIELD_TYPES
from murakami.kernel.individual_number import check_digit_of
from tests.hostile.forms import BANK, PLACES, Place
from tests.scene import Scene
from tests.tables import all_content, changed_since

NUMBER = f"12345678901{check_digit_of('12345678901')}"
REFUSED = {
    "NUL": "葛城\x00", "bell": "\x07葛城", "escape": "\x1b[31m葛城", "C1": "葛城\x9b", "line separator": "葛\u2028城",
    "right to left": "葛城\u202egnp.exe", "isolate": "\u2066葛城\u2069", "mark": "葛\u200f城", "tag": "葛城\U000e0001",
    "noncharacter": "葛城\uffff", "object": "\ufffc葛城", "too many marks": "葛" + "\u0301" * 40, "too long": "葛" * 20_000,
    "individual number": NUMBER, "individual number in a sentence": f"番号は{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}です",
    "individual number in other digits": NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}


AT_ONCE = 4  # of these texts in each field; the kernel's parsers meet all of them below


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_form__refuses_in_every_field_what_must_not_be_kept(place: Place, scene: Scene) -> None:
    opened, texts = place.open(scene), cycle(REFUSED.items())
    before = all_content()
    for name in opened.typed:
        for what, text in islice(texts, AT_ONCE):
            answer = opened.send(**{name: text})
            assert answer.status_code == 422, f"{name}: {what}: {answer.status_code}"
            said = b'href="#' in answer.content and "直してほしいところが" in answer.content.decode()
            assert said, f"{name}: {what}"
    assert changed_since(before) == set()


TYPES = [field for field in FIELD_TYPES.values() if field.name not in {"file", "consent", "yes_no", "choice", "choices"}]


@pytest.mark.parametrize("field", TYPES, ids=lambda field: field.name)
@pytest.mark.parametrize("what", [*REFUSED, "lone surrogate", "pair the wrong way"])
def test_field__refuses_in_every_part_what_must_not_be_kept(field: AnyFieldType, what: str) -> None:
    text = {**REFUSED, "lone surrogate": "葛\ud800城", "pair the wrong way": "\udc00\ud800"}[what]
    for part in field.parts():
        if part.input in {"radio", "select", "checkbox"}:
            continue
        with pytest.raises(FieldErrors) as refused:
            field.parse({**RIGHT[field.name], part.name: text}, context=ParseContext(date(2026, 11, 23), "欄"))
        for language in ("ja", "ja-easy", "en"):
            for error in refused.value.errors:
                assert error_text(error, language).isprintable(), f"{part.name}: the message itself carries it on"


RIGHT: dict[str, dict[str, str]] = {
    "person_name": {"family": "葛城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"},
    "date": {"year": "2026", "month": "11", "day": "3"}, "phone": {"value": "0254-53-2111"}, "text": {"value": "あ"},
    "address": {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232-1", "building": ""},
    "bank_account": {name.rpartition(".")[2]: value for name, value in BANK}, "email": {"value": "a@example.jp"},
    "integer": {"value": "1"}, "amount_yen": {"value": "1"}, "long_text": {"value": "あ"}, "corporate_number": {"value": "1180301018771"},
}


@pytest.mark.parametrize("field", TYPES, ids=lambda field: field.name)
def test_field__takes_what_is_right(field: AnyFieldType) -> None:
    """The refusals above are of the text and not of what stands around it."""
    assert field.parse(RIGHT[field.name], context=ParseContext(date(2026, 11, 23), "欄")) is not None

"""Too much of anything: refused at once, with a page that costs little, and nothing kept."""

import io
import time
import tracemalloc
from datetime import date

import pytest

from murakami.kernel.fields.base import AnyFieldType, ParseContext
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.registry import FIELD_TYPES
from tests.cast import Who
from tests.hostile.forms import PLACES, Place
from tests.scene import Scene, picture
from tests.tables import all_content, changed_since

TEN_MEGABYTES = 10_000_000
ATTACHMENTS = Place("attachments", Who.RESIDENT, lambda scene: f"/talks/{scene.draft}/attachments/", holding='type="file"')
MOST_MEMORY = 60 * 1024**2  # ten megabytes as the test client makes them, and their copies: twice on this side alone


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_form__of_ten_megabytes_is_refused_before_it_is_read(place: Place, scene: Scene) -> None:
    opened, before = place.open(scene), all_content()
    name = next(iter(opened.typed), "x")
    body = f"{name}=".encode() + b"9" * TEN_MEGABYTES
    parts = b'--b\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + b"9" * TEN_MEGABYTES + b"\r\n--b--\r\n"
    for kind, sent in (("application/x-www-form-urlencoded", body), ("multipart/form-data; boundary=b", parts)):
        tracemalloc.start()
        answer = opened.browser.generic("POST", opened.address, sent, content_type=kind)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert answer.status_code in {400, 413}
        assert len(answer.content) < 20_000
        assert peak < MOST_MEMORY
    assert changed_since(before) == set()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_form__as_long_as_a_form_may_be_says_what_is_wrong(place: Place, scene: Scene) -> None:
    """Just below the limit of a request everything reaches the parsers, which look at the length first."""
    opened, before = place.open(scene), all_content()
    for name in opened.typed[:1]:
        for sign in ("9", "葛", "\u0301"):
            answer = opened.send(**{name: sign * (100_000 if sign == "9" else 50_000)})
            assert answer.status_code == 422
    assert changed_since(before) == set()


TYPED = [field for field in FIELD_TYPES.values() if field.name not in {"file"}]
LONG = {"digits": "9", "letters": "a", "kanji": "葛", "marks": "\u0301", "flags": "\U0001f1ef", "families": "👨‍👩‍👧", "spaces": " ",
        "hyphens": "-", "at signs": "a@", "dots": "a.", "kana": "カ", "half-width kana": "ｶﾞ", "line breaks": "\r\n", "surrogates": "\ud800",
        "zero width": "\u200b", "grouped digits": "1234 ", "selectors": "\U000e0100"}


@pytest.mark.parametrize("field", TYPED, ids=lambda field: field.name)
def test_field__refuses_a_megabyte_at_once(field: AnyFieldType) -> None:
    context = ParseContext(date(2026, 11, 23), "欄")
    for what, sign in LONG.items():
        text = sign * (1_000_000 // len(sign))
        started = time.process_time()
        with pytest.raises(FieldErrors):
            field.parse({part.name: text for part in field.parts()}, context=context)
        assert time.process_time() - started < 0.5, what


def test_upload__larger_than_a_file_may_be_is_refused_and_named(scene: Scene) -> None:
    opened, before = ATTACHMENTS.open(scene), all_content()
    upload = io.BytesIO(picture() + b"\0" * (21 * 1024**2))
    upload.name = "大きな写真.png"
    answer = opened.send(**{opened.form.files[0]: upload})
    assert answer.status_code == 422
    assert "大きな写真.png" in answer.content.decode()
    assert changed_since(before) == set()


def test_upload__larger_than_a_request_may_be_is_refused_unread(scene: Scene) -> None:
    opened, before = ATTACHMENTS.open(scene), all_content()
    answer = opened.browser.generic("POST", opened.address, b"x" * (31 * 1024**2), content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413
    assert "大き" in answer.content.decode()
    assert changed_since(before) == set()

"""Canonical JSON and its fingerprint."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.json_values import (
    JsonShapeError,
    canonical_json,
    plain_json,
    read_bool,
    read_int,
    read_list,
    read_object,
    read_str,
    sha256_of,
)

_KEYS = st.text("abcい", max_size=3)
_JSON = st.recursive(
    st.none() | st.integers() | _KEYS, lambda inner: st.dictionaries(_KEYS, inner, max_size=3), max_leaves=6
)


def test_canonical_json__sorts_keys_and_keeps_characters() -> None:
    assert canonical_json({"ろ": 1, "い": ["𠮷", None, True]}) == '{"い":["𠮷",null,true],"ろ":1}'


def test_sha256__is_of_the_canonical_text_in_utf_8() -> None:
    assert sha256_of({"b": 1, "a": "髙"}) == hashlib.sha256('{"a":"髙","b":1}'.encode()).hexdigest()


@given(st.dictionaries(_KEYS, _JSON, max_size=5))
def test_sha256__does_not_depend_on_the_order_of_keys(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert sha256_of(plain_json(value, where="x")) == sha256_of(plain_json(turned, where="x"))


def test_canonical_json__refuses_numbers_that_json_has_not() -> None:
    with pytest.raises(ValueError):
        canonical_json(float("nan"))


@pytest.mark.parametrize(
    ("reader", "wrong"),
    [
        (read_object, []),
        (read_object, {1: 2}),
        (read_list, "ab"),
        (read_str, 1),
        (read_int, True),
        (read_int, "1"),
        (read_bool, 0),
    ],
)
def test_read__says_where_the_shape_is_wrong(reader: object, wrong: object) -> None:
    with pytest.raises(JsonShapeError) as caught:
        reader(wrong, where="topic.rows")  # type: ignore[operator]
    assert caught.value.where == "topic.rows"


def test_plain_json__refuses_what_is_no_json() -> None:
    with pytest.raises(JsonShapeError):
        plain_json({"a": [object()]}, where="x")

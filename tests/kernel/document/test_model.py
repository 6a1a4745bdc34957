"""The document as one value."""

import json
from dataclasses import FrozenInstanceError

import pytest

from murakami.kernel.document import Document
from murakami.kernel.json_values import JsonShapeError
from tests.kernel.document.filed import document, with_value


def test_document__comes_back_the_same_from_stored_json() -> None:
    filed = document()
    stored = json.loads(json.dumps(filed.to_json()))
    back = Document.from_json(stored)
    assert back.canonical() == filed.canonical()
    assert back.sha256() == filed.sha256()
    assert back.topics == filed.topics
    assert back.attachments == filed.attachments


def test_sha256__changes_with_any_answer() -> None:
    filed = document()
    assert len(filed.sha256()) == 64
    assert with_value(filed, "me.born_on", "1990-04-02").sha256() != filed.sha256()
    # A variation sequence is another name.
    assert with_value(filed, "me.name", {"family": "葛城"}).sha256() != filed.sha256()


def test_sha256__does_not_depend_on_the_order_of_stored_keys() -> None:
    stored = document().to_json()
    turned = json.loads(json.dumps(stored, sort_keys=True))
    assert Document.from_json(turned).sha256() == document().sha256()


def test_document__cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        document().filed_at = "later"  # type: ignore[misc]


def test_find_row__finds_by_key() -> None:
    filed = document()
    found = filed.find_row("child-2.name")
    assert found is not None
    assert (found.instance, found.role, found.fact) == ("child-2", "child", "name")
    assert filed.find_row("child-3.name") is None
    assert [row.key for row in filed.rows][:2] == ["me.name", "me.born_on"]


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": 2},
        {"schema": "1"},
        {"topics": None},
        {"topics": [{"id": "x"}]},
        {"roles": {"child": "child-1"}},
        {"attachments": [{"id": "a", "label": {"ja": "x"}, "need": "copy", "state": "lost", "files": []}]},
        {"title": "児童手当"},
    ],
)
def test_read_document__refuses_another_shape(damage: dict[str, object]) -> None:
    with pytest.raises(JsonShapeError):
        Document.from_json({**document().to_json(), **damage})

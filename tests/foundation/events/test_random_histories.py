"""Whatever a history was and whatever is done to it: the verifier accepts the one that was signed and no other."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from murakami.foundation.events.leaves import COLUMNS, leaf_hash_of, leaf_values
from murakami.kernel.merkle.checkpoints import Head, sign_checkpoint
from murakami.kernel.merkle.tree import Frontier
from tests.foundation.events.sealed import SCRIPT, SIGNER


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_events", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_events"] = module
    spec.loader.exec_module(module)
    return module


verifier = _load()
KEYS = [verifier.read_key(str(SIGNER.public))]
codes = st.text("abcdefghij_.-0123456789", max_size=12)
texts = st.one_of(codes, st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
details = st.dictionaries(codes, st.one_of(st.none(), st.booleans(), st.integers(-10**7, 10**7), texts), max_size=4)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def events(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Rows of the book in the order of `COLUMNS`, with ids that may have gaps."""
    gaps = draw(st.lists(st.integers(1, 3), min_size=1, max_size=24))
    return [(sum(gaps[:number + 1]), draw(texts), draw(codes), draw(moments), draw(texts), draw(codes), draw(codes), draw(details),
             draw(codes), draw(st.none() | st.integers(-10**12, 10**12))) for number in range(len(gaps))]


@dataclass(frozen=True)
class Books:
    """All three books in memory, as the verifier's source."""

    events: dict[int, dict[str, Any]]
    leaves: tuple[tuple[int, int, bytes], ...]
    seals: tuple[dict[str, Any], ...]
    database: str = "sqlite"

    def checkpoints(self) -> Iterator[dict[str, Any]]:
        yield from self.seals

    def rows(self) -> Iterator[Any]:
        for index, event_id, leaf in sorted(self.leaves):
            yield verifier.Row(index, event_id, leaf, self.events.get(event_id))

    def waiting(self) -> Iterator[dict[str, Any]]:
        sealed = {event_id for _, event_id, _ in self.leaves}
        yield from (event for event_id, event in sorted(self.events.items()) if event_id not in sealed)


def _event(row: tuple[Any, ...]) -> dict[str, Any]:
    values = leaf_values(row)
    del values["v"]
    return values


def _sealed(rows: list[tuple[Any, ...]], cuts: set[int]) -> Books:
    hashes = [leaf_hash_of(row) for row in rows]
    seals = []
    for size in sorted({cut for cut in cuts if cut <= len(rows)} | {len(rows)}):
        head = Head(SIGNER.origin, size, Frontier().grown(hashes[:size]).root())
        note = sign_checkpoint(head, private=SIGNER.private)
        seals.append({"size": size, "origin": head.origin, "root": head.root.hex(), "note": note})
    leaves = tuple((index, row[0], leaf) for index, (row, leaf) in enumerate(zip(rows, hashes, strict=True)))
    return Books({row[0]: _event(row) for row in rows}, leaves, tuple(seals))


books = st.builds(_sealed, events(), st.sets(st.integers(1, 24)))


@given(books)
def test_verifier__accepts_what_was_signed(sealed: Books) -> None:
    found = verifier.verify(sealed, KEYS, [])
    assert (found.tree.size, found.waiting, found.late) == (len(sealed.leaves), 0, 0)


@given(events())
def test_verifier__writes_every_leaf_as_we_do(rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        assert verifier.leaf_of(_event(row)) == leaf_hash_of(row)


@given(moments)
def test_verifier__reads_times_as_sqlite_holds_them(at: datetime) -> None:
    for stored in {str(at.replace(tzinfo=None)), at.strftime("%Y-%m-%d %H:%M:%S.%f")}:
        assert verifier._time_of(stored) == leaf_values((0, "", "", at, "", "", "", {}, "", None))["at"]


@given(books, st.data())
def test_verifier__refuses_any_change_of_any_column(sealed: Books, data: st.DataObject) -> None:
    event_id, column = data.draw(st.sampled_from(sorted(sealed.events))), data.draw(st.sampled_from(COLUMNS[1:]))
    before = sealed.events[event_id]
    after = data.draw(_other(column, before[column]))
    assume(after != before[column] or type(after) is not type(before[column]))
    changed = replace(sealed, events=sealed.events | {event_id: before | {column: after}})
    with pytest.raises(verifier.Broken, match=rf"(altered|deleted|inserted|reordered) event={event_id} "):
        verifier.verify(changed, KEYS, [])


@given(books, st.data(), st.booleans())
def test_verifier__refuses_a_missing_or_exchanged_event(sealed: Books, data: st.DataObject, is_leaf_mended: bool) -> None:
    kept = dict(sealed.events)
    one, other = (data.draw(st.sampled_from(sorted(kept))) for _ in range(2))
    if one == other:
        del kept[one]
    else:
        kept[one], kept[other] = kept[other] | {"id": one}, kept[one] | {"id": other}
    assume(kept != sealed.events)
    leaves = sealed.leaves
    if is_leaf_mended:
        leaves = tuple((index, event_id, verifier.leaf_of(kept[event_id])) for index, event_id, _ in leaves if event_id in kept)
    with pytest.raises(verifier.Broken):
        verifier.verify(replace(sealed, events=kept, leaves=leaves), KEYS, [])


@given(books, st.data())
def test_verifier__refuses_any_change_of_the_tree_itself(sealed: Books, data: st.DataObject) -> None:
    leaves = list(sealed.leaves)
    one, other = (data.draw(st.integers(0, len(leaves) - 1)) for _ in range(2))
    how = data.draw(st.sampled_from(["drop", "close up", "exchange", "another"]))
    if how == "drop":
        del leaves[one]
    elif how == "close up":
        del leaves[one]
        leaves = [(index, event_id, leaf) for index, (_, event_id, leaf) in enumerate(leaves)]
    elif how == "exchange":
        leaves[one], leaves[other] = (one, *leaves[other][1:]), (other, *leaves[one][1:])
    else:
        leaves[one] = (one, leaves[one][1], bytes(32))
    assume(tuple(leaves) != sealed.leaves)
    with pytest.raises(verifier.Broken):
        verifier.verify(replace(sealed, leaves=tuple(leaves)), KEYS, [])


@given(books, st.data())
def test_verifier__holds_a_witness_against_a_history_signed_anew(sealed: Books, data: st.DataObject) -> None:
    seal = data.draw(st.sampled_from(sealed.seals))
    witness = verifier.read_checkpoint(seal["note"], KEYS, place="kept")
    assert verifier.verify(sealed, KEYS, [witness]).tree.size == len(sealed.leaves)
    victim = sealed.leaves[data.draw(st.integers(0, seal["size"] - 1))][1]
    events = sealed.events | {victim: sealed.events[victim] | {"unit": sealed.events[victim]["unit"] + "x"}}
    forged = _signed_anew(replace(sealed, events=events))
    verifier.verify(forged, KEYS, [])
    with pytest.raises(verifier.Broken, match="rolled-back"):
        verifier.verify(forged, KEYS, [witness])


def _signed_anew(changed: Books) -> Books:
    leaves = tuple((index, event_id, verifier.leaf_of(changed.events[event_id])) for index, event_id, _ in changed.leaves)
    seals = []
    for seal in changed.seals:
        head = Head(SIGNER.origin, seal["size"], Frontier().grown(leaf for *_, leaf in leaves[:seal["size"]]).root())
        seals.append(seal | {"root": head.root.hex(), "note": sign_checkpoint(head, private=SIGNER.private)})
    return replace(changed, leaves=leaves, seals=tuple(seals))


def _other(column: str, before: Any) -> st.SearchStrategy[Any]:
    if column == "details":
        return details
    if column == "at":
        return moments.map(lambda at: leaf_values((0, "", "", at, "", "", "", {}, "", None))["at"])
    if column == "since_previous_ms":
        return st.none() | st.integers()
    return st.one_of(texts, st.just(f"{before} "))


def test_moments__are_told_apart_to_the_microsecond() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    written = {leaf_values((0, "", "", at + timedelta(microseconds=n), "", "", "", {}, "", None))["at"] for n in range(3)}
    assert len(written) == 3

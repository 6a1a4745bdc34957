#!/usr/bin/env python3
"""Check the events of a Smart Murakami installation from outside.

    verify_events.py --key KEY [--witness NOTE …] DATABASE.sqlite3    the database file itself (it is only read)
    verify_events.py --key KEY [--witness NOTE …] EXPORT.jsonl        what `murakami events export` wrote
    verify_events.py --key KEY --proof PROOF.json                     what `murakami events prove` wrote, or the proof of
                                                                      a filing that its page gave
    verify_events.py --key KEY --witness NOTE --proof GROWTH.json     that today's tree grew out of the one that you kept

KEY is what `murakami events key` prints, or a file that holds one such line or more; NOTE is a checkpoint that was kept
elsewhere: a page that was printed, a mail to the auditor. Needs Python 3.11 and the package `cryptography`, nothing of
the software that it checks. What is checked, byte by byte, is in docs/evidence.md.

Ends with 0: everything holds · 1: something was changed, and the first place of it is named · 2: it cannot be checked
(a file, a key or an option is wrong) · 3: there is no checkpoint, so nothing is shown.
"""

import argparse
import base64
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, BROKEN, UNREADABLE, NOTHING = 0, 1, 2, 3
COLUMNS = ("id", "kind", "subject_key", "at", "procedure", "unit", "channel", "details", "previous_kind", "since_previous_ms")
EXPORT, INCLUSION, CONSISTENCY = "murakami-events-export/1", "murakami-events-inclusion/1", "murakami-events-consistency/1"
FILING = "murakami-filing-proof/1"
Event = dict[str, Any]


class Broken(Exception):
    """The first thing that does not hold: a word for it, where, and a sentence in each language."""

    def __init__(self, word: str, *, where: str, ja: str, en: str) -> None:
        super().__init__(f"BROKEN {word} {where}\n{ja}\n{en}")


class Unreadable(Exception):
    """What was given cannot be checked at all."""


# --- trees (RFC 9162, 2.1) ----------------------------------------------------------------------------------------------
def hash_leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Tree:
    """A tree that grows at the right: the roots of its whole subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        self.peaks.append(leaf)
        self.size += 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            right = self.peaks.pop()
            self.peaks.append(hash_node(self.peaks.pop(), right))

    def root(self) -> bytes:
        if not self.peaks:
            return sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = hash_node(peak, root)
        return root


def holds_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = hash_node(step, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = hash_node(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def holds_consistency(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not path and old_root == root
    steps = ([old_root] if old_size & (old_size - 1) == 0 else []) + list(path)
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not steps:
        return False
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = hash_node(step, old), hash_node(step, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = hash_node(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, root)


# --- keys and checkpoints (C2SP signed-note and tlog-checkpoint) --------------------------------------------------------
@dataclass(frozen=True)
class Key:
    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint whose signature holds, and where it was found."""

    origin: str
    size: int
    root: bytes
    place: str


def read_key(line: str) -> Key:
    name, identity, public = [*line.strip().split("+", 2), "", ""][:3]
    try:
        raw = base64.b64decode(public, validate=True)
    except ValueError:
        raw = b""
    key = Key(name, raw[1:])
    if len(raw) != 33 or raw[0] != 1 or key.id.hex() != identity:
        raise Unreadable(f"{line.strip()!r} is no key. `murakami events key` prints one: name+id+base64")
    return key


def read_keys(given: str) -> list[Key]:
    path = Path(given)
    is_file = len(given) < 200 and path.is_file()
    lines = path.read_text(encoding="utf-8").splitlines() if is_file else [given]
    return [read_key(line) for line in lines if line.strip()]


def read_checkpoint(note: str, keys: Iterable[Key], *, place: str) -> Checkpoint:
    """Check a note and read it. Raises ValueError with the reason."""
    text, separator, lines = note.rpartition("\n\n")
    if not separator or not note.endswith("\n"):
        raise ValueError("it is no signed note")
    text += "\n"
    origin, size, root, *_ = [*text.split("\n"), "", "", ""]
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", size):
        raise ValueError("its size is no number")
    for line in lines.splitlines():
        signature = re.fullmatch(r"— (\S+) (\S+)", line)
        raw = base64.b64decode(signature[2], validate=True) if signature else b""
        for key in keys:
            if signature and signature[1] == key.name == origin and raw[:4] == key.id:
                check_signature(key, raw[4:], text)
                return Checkpoint(origin, int(size), base64.b64decode(root, validate=True), place)
    raise ValueError("none of the given keys has signed it")


def check_signature(key: Key, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except InvalidSignature:
        raise ValueError("its signature is wrong") from None


# --- what is checked ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """A row of the tree with the event it points to; None where there is no such event."""

    index: int
    event_id: int
    leaf_hash: bytes
    event: Event | None


class Source(Protocol):
    """Where the rows come from. Everything may be asked for again."""

    database: str

    def checkpoints(self) -> Iterator[dict[str, Any]]: ...
    def rows(self) -> Iterator[Row]: ...
    def waiting(self) -> Iterator[Event]: ...


def leaf_of(event: Event) -> bytes:
    """Write the canonical text of an event (RFC 8785) and hash it as a leaf."""
    text = json.dumps({**event, "v": 1}, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr)
    return hash_leaf(text.encode("utf-8", "surrogateescape"))


class Database:
    """An SQLite file, read as it lies there."""

    database = "sqlite"
    _EVENT = ", ".join(f'e."{column}"' for column in COLUMNS)
    _ROWS = (f'SELECT l."index", l.event_id, l.leaf_hash, {_EVENT} FROM events_eventleaf l '  # noqa: S608 - constants
             'LEFT JOIN events_event e ON e.id = l.event_id ORDER BY l."index"')
    _WAITING = (f"SELECT {_EVENT} FROM events_event e LEFT JOIN events_eventleaf l ON l.event_id = e.id "  # noqa: S608
                "WHERE l.event_id IS NULL ORDER BY e.id")

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        self._connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        self._connection.execute("BEGIN")  # one moment for everything that is read

    def checkpoints(self) -> Iterator[dict[str, Any]]:
        found = self._connection.execute("SELECT size, origin, root, note FROM events_checkpoint ORDER BY size")
        for size, origin, root, note in found:
            yield {"size": size, "origin": origin, "root": bytes(root).hex(), "note": note}

    def rows(self) -> Iterator[Row]:
        for index, event_id, leaf_hash, *event in self._connection.execute(self._ROWS):
            yield Row(index, event_id, bytes(leaf_hash), None if event[0] is None else _event_of(event))

    def waiting(self) -> Iterator[Event]:
        yield from map(_event_of, self._connection.execute(self._WAITING))


def _event_of(values: Sequence[Any]) -> Event:
    event = dict(zip(COLUMNS, values, strict=True))
    return {**event, "at": _time_of(event["at"]), "details": _details_of(event["details"])}


def _time_of(written: Any) -> Any:
    """`2026-11-23 00:00:00[.123456]` (UTC) as leaves write it; what is no time stays what it is and fits no leaf."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?", written) if isinstance(written, str) else None
    return f"{found[1]}T{found[2]}{(found[3] or '.').ljust(7, '0')}Z" if found else written


def _details_of(written: Any) -> Any:
    try:
        return json.loads(written, object_pairs_hook=_each_once)
    except (ValueError, TypeError):
        return written


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


class Export:
    """A file of JSON lines that `murakami events export` wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        head: dict[str, Any] = {}
        end: dict[str, Any] = {}
        for line in self._lines():
            head, end = head or line, line
        if head.get("form") != EXPORT:
            raise Unreadable(f"{path} is neither an SQLite database nor an export of events")
        if "end" not in end:
            raise Unreadable(f"{path} breaks off: its last line is missing. Export again.")
        self.database = str(head["database"])

    def checkpoints(self) -> Iterator[dict[str, Any]]:
        return (line["checkpoint"] for line in self._lines() if "checkpoint" in line)

    def rows(self) -> Iterator[Row]:
        for line in self._lines():
            leaf = line.get("leaf")
            if leaf:
                yield Row(leaf["index"], leaf["event_id"], bytes.fromhex(leaf["hash"]), line["event"])

    def waiting(self) -> Iterator[Event]:
        return (line["event"] for line in self._lines() if "event" in line and line["leaf"] is None)

    def _lines(self) -> Iterator[dict[str, Any]]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def open_source(path: Path) -> Source:
    with path.open("rb") as file:
        is_sqlite = file.read(16) == b"SQLite format 3\x00"
    return Database(path) if is_sqlite else Export(path)


# --- checking all of it ---------------------------------------------------------------------------------------------------
@dataclass
class Outcome:
    tree: Tree
    newest_event: int = 0
    late: int = 0
    waiting: int = 0


def verify(source: Source, keys: Sequence[Key], witnesses: Sequence[Checkpoint]) -> Outcome:
    """Compute everything again. Raises Broken at the first thing that does not hold."""
    found = Outcome(Tree())
    rows = source.rows()
    for checkpoint in _in_order(source, witnesses):
        before = Tree(found.tree.size, list(found.tree.peaks))
        part = list(islice(rows, max(0, int(checkpoint["size"]) - before.size)))
        for row in part:
            _take(source, row, found, lambda: _leaf_is_wrong(before, part, checkpoint, keys))  # noqa: B023 - asked at once
        _check_checkpoint(checkpoint, keys, found.tree, before=before.size)
    for row in rows:
        raise Broken("deleted", where=f"checkpoint leaf={row.index}", ja="木の終わりを覆うチェックポイントが消されました。",
                     en="the tree goes on beyond its newest checkpoint: a checkpoint was deleted.")
    for event in source.waiting():
        _wait(source, event, found)
    return found


def _in_order(source: Source, witnesses: Sequence[Checkpoint]) -> list[dict[str, Any]]:
    """List the checkpoints by size; of one size, the witnesses' last: a forged one is named before it contradicts."""
    outside = [{"size": each.size, "witness": each} for each in witnesses]
    return sorted([*source.checkpoints(), *outside], key=lambda each: int(each["size"]))


def _leaf_is_wrong(tree: Tree, part: Sequence[Row], checkpoint: dict[str, Any], keys: Sequence[Key]) -> bool:
    """Say whether the events are what was signed, so that it is the tree's own rows that were changed."""
    for row in part:
        tree.add(leaf_of(row.event) if row.event else row.leaf_hash)
    try:
        return (checkpoint.get("witness") or _open(checkpoint, keys)).root == tree.root()
    except Broken:
        return False


def _take(source: Source, row: Row, found: Outcome, is_leaf_wrong: Callable[[], bool]) -> None:
    index, where = found.tree.size, f"event={row.event_id} leaf={row.index}"
    if row.index != index:
        raise Broken("deleted", where=f"leaf={index}", ja=f"木の{index}番の行がありません（次は{row.index}番です）。",
                     en=f"row {index} of the tree is missing; the next one is {row.index}.")
    if row.event is None:
        raise Broken("deleted", where=where, ja=f"できごと{row.event_id}の行が消されました。", en=f"event {row.event_id} was deleted.")
    if leaf_of(row.event) != row.leaf_hash:
        if is_leaf_wrong():
            raise Broken("forged", where=where, ja=f"木の{index}番の行が書き換えられました（できごと{row.event_id}は署名のとおりです）。",
                         en=f"row {index} of the tree was changed; event {row.event_id} itself is what was signed.")
        raise _changed(source, row, where)
    found.late += row.event_id < found.newest_event
    found.newest_event = max(found.newest_event, row.event_id)
    found.tree.add(row.leaf_hash)


def _changed(source: Source, row: Row, where: str) -> Broken:
    """Say what became of an event that is not what its leaf says: look where its content went, and whose this is."""
    now = row.event or {}
    at = next((other.event_id for other in source.rows() if other.event and other.event_id != row.event_id
               and leaf_of({**other.event, "id": row.event_id}) == row.leaf_hash), None)
    whose = next((other.event_id for other in source.rows() if other.event_id != row.event_id
                  and leaf_of({**now, "id": other.event_id}) == other.leaf_hash), None)
    here = row.event_id
    if at is None and whose is None:
        return Broken("altered", where=where, ja=f"できごと{here}の行が書き換えられました。", en=f"event {here} was altered.")
    if whose is None:
        return Broken("inserted", where=where, ja=f"できごと{here}の行は割り込みです。もとの内容は{at}にあります。",
                      en=f"event {here} was inserted; what it said stands in {at}.")
    if at is None:
        return Broken("deleted", where=where, ja=f"できごと{here}が消され、{whose}の内容が詰められています。",
                      en=f"event {here} was deleted; what {whose} said stands in its place.")
    return Broken("reordered", where=where, ja=f"できごとの順が変えられました：{here}に{whose}の内容、{at}に{here}の内容があります。",
                  en=f"events were reordered: {here} holds what {whose} said, {at} holds what {here} said.")


def _check_checkpoint(checkpoint: dict[str, Any], keys: Sequence[Key], tree: Tree, *, before: int) -> None:
    size, witness = int(checkpoint["size"]), checkpoint.get("witness")
    if tree.size < size:
        word, place = ("rolled-back", witness.place) if witness else ("deleted", "")
        raise Broken(word, where=f"leaf={tree.size} checkpoint={size}", en=f"{place} only {tree.size} of {size} events are left.",
                     ja=f"{place} {size}件あったできごとが{tree.size}件しかありません。")
    head = witness or _open(checkpoint, keys)
    if head.root == tree.root():
        return
    if witness:
        raise Broken("rolled-back", where=f"checkpoint={size}", ja=f"外に保管された{witness.place}と違う履歴です：書き換えて署名し直されています。",
                     en=f"this history is not the one of {witness.place}: it was rewritten and signed anew.")
    where = f"leaf={before}..{size - 1} checkpoint={size}"
    raise Broken("rewritten", where=where, ja=f"木の{before}番から{size - 1}番までの行が、木ごと書き換えられました（署名と合いません）。",
                 en=f"rows {before} to {size - 1} were rewritten together with their leaves: they are not what was signed.")


def _open(row: dict[str, Any], keys: Sequence[Key]) -> Checkpoint:
    size = row["size"]
    try:
        head = read_checkpoint(row["note"], keys, place="")
    except ValueError as error:
        raise Broken("forged", where=f"checkpoint={size}", ja=f"チェックポイント{size}は本物ではありません（{error}）。",
                     en=f"checkpoint {size} is not genuine: {error}.") from None
    if (head.origin, head.size, head.root.hex()) != (row["origin"], size, row["root"]):
        raise Broken("forged", where=f"checkpoint={size}", ja=f"チェックポイント{size}の列が署名された文と違います。",
                     en=f"the columns of checkpoint {size} are not what its note says.")
    return head


def _wait(source: Source, event: Event, found: Outcome) -> None:
    found.waiting += 1
    if event["id"] > found.newest_event or not found.tree.size:
        return
    found.late += 1
    if source.database == "sqlite":
        raise Broken("inserted", where=f"event={event['id']}", ja=f"できごと{event['id']}の行が後から割り込まれました。",
                     en=f"event {event['id']} was inserted afterwards between sealed ones.")


# --- proofs -------------------------------------------------------------------------------------------------------------------
def verify_proof(proof: dict[str, Any], keys: Sequence[Key], witnesses: Sequence[Checkpoint] = ()) -> str:
    """Check a proof, say what it shows. Raises Broken."""
    try:
        if proof["form"] == FILING:
            return "\n".join(_included(each, keys) for each in proof["proofs"] or _none())
        if proof["form"] == CONSISTENCY:
            return _grown(proof, keys, witnesses)
        return _included(proof, keys)
    except ValueError as error:
        raise Broken("proof", where="", ja=f"証明が成り立ちません（{error}）。", en=f"the proof does not hold: {error}.") from None


def _none() -> Iterator[dict[str, Any]]:
    raise ValueError("it holds no proof")


def _grown(proof: dict[str, Any], keys: Sequence[Key], witnesses: Sequence[Checkpoint]) -> str:
    head, old = (read_checkpoint(proof[name], keys, place="") for name in ("checkpoint", "older"))
    for witness in witnesses:
        if (witness.origin, witness.size, witness.root) != (old.origin, old.size, old.root):
            raise ValueError(f"it begins at another tree than {witness.place}")
    if not holds_consistency(old.size, old.root, head.size, head.root, [bytes.fromhex(step) for step in proof["path"]]):
        raise ValueError("the older tree is not the beginning of the newer one")
    return f"OK consistent {old.size} -> {head.size}"


def _included(proof: dict[str, Any], keys: Sequence[Key]) -> str:
    head, path = read_checkpoint(proof["checkpoint"], keys, place=""), [bytes.fromhex(step) for step in proof["path"]]
    if not holds_inclusion(hash_leaf(proof["leaf"].encode()), proof["index"], head.size, path, head.root):
        raise ValueError("the event does not stand in this tree")
    return f"OK included {proof['index']} in {head.size}: {proof['leaf']}" + _opened(proof)


def _opened(proof: dict[str, Any]) -> str:
    """Open the event's commitment where the proof brings the salt: which content it stands for."""
    content = proof.get("content")
    if not content:
        return ""
    made = "sha256:" + sha256(f"{content['salt']}{content['sha256']}".encode()).hexdigest()
    if made != json.loads(proof["leaf"])["details"].get("commitment"):
        raise ValueError("the salt and the content do not open the event's commitment")
    return f"\nOK content sha256 {content['sha256']}" + _written(content)


def _written(content: dict[str, Any]) -> str:
    """Show what was written, where the proof brings it: signs that could steer a terminal are left out."""
    text = content.get("text")
    if text is None:
        return ""
    if sha256(text.encode()).hexdigest() != content["sha256"]:
        raise ValueError("the text is not the one that was filed")
    return "\n  " + "".join(sign if sign.isprintable() else " " for sign in text)


# --- the command line ---------------------------------------------------------------------------------------------------------
def main() -> int:
    """Check what was asked for and say what was found."""
    asked = _parser().parse_args()
    try:
        keys = [key for given in asked.key for key in read_keys(given)]
        if asked.proof:
            witnesses = [_witness(path, keys) for path in asked.witness]
            print(verify_proof(json.loads(asked.file.read_text(encoding="utf-8")), keys, witnesses))
            return HOLDS
        return _verify_all(open_source(asked.file), keys, [_witness(path, keys) for path in asked.witness])
    except Broken as broken:
        print(broken)
        return BROKEN
    except (Unreadable, OSError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
        print(f"verify_events: {type(error).__name__}: {error}", file=sys.stderr)
        return UNREADABLE


def _verify_all(source: Source, keys: Sequence[Key], witnesses: Sequence[Checkpoint]) -> int:
    found = verify(source, keys, witnesses)
    if not found.tree.size:
        print(f"NOTHING size=0 waiting={found.waiting}\n署名されたチェックポイントがまだありません。\nthere is no checkpoint yet.")
        return NOTHING
    root = base64.b64encode(found.tree.root()).decode()
    print(f"OK size={found.tree.size} root={root} waiting={found.waiting} late={found.late} witnesses={len(witnesses)}")
    return HOLDS


def _witness(path: Path, keys: Sequence[Key]) -> Checkpoint:
    try:
        return read_checkpoint(path.read_text(encoding="utf-8"), keys, place=path.name)
    except ValueError as error:
        raise Unreadable(f"{path}: {error}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or ""), formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="SQLite database, export, or with --proof a proof")
    parser.add_argument("--key", action="append", required=True, metavar="KEY", help="a key, or a file of keys; may be repeated")
    parser.add_argument("--witness", action="append", default=[], type=Path, metavar="NOTE", help="a checkpoint kept elsewhere")
    parser.add_argument("--proof", action="store_true", help="the file is one proof")
    return parser


if __name__ == "__main__":
    sys.exit(main())

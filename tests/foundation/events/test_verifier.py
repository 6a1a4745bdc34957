"""The verifier outside finds whatever the owner of the database does to the events, and names where it begins."""

import sys
from datetime import datetime
from pathlib import Path
from subprocess import run

import pytest
from django.db import connection

from murakami.foundation.events.leaves import COLUMNS, leaf_hash_of
from murakami.foundation.events.models import Checkpoint, Event, EventLeaf
from murakami.foundation.events.proving import NotSealed, prove_event, prove_growth
from murakami.kernel.merkle.checkpoints import Head, sign_checkpoint
from murakami.kernel.merkle.tree import Frontier
from tests.foundation.events.sealed import (
    SCRIPT,
    SIGNER,
    THIEF,
    attacked,
    copy_database,
    rewrite,
    seal,
    verify,
    write_export,
    write_history,
    write_proof,
)

pytestmark = pytest.mark.django_db
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="the verifier opens SQLite files itself")

_TEMPORARY = 1_000_000
# named: a database that was migrated back and forth has them in another order
_COLUMNS = "id, kind, subject_key, at, procedure, unit, channel, details, previous_kind, since_previous_ms"
# what is done to the books; {3} is the id of the fourth event, {sealed} the newest sealed one
ATTACKS = {
    "deleted": (["DELETE FROM events_event WHERE id = {3}"], "BROKEN deleted event={3} leaf=3"),
    "first deleted": (["DELETE FROM events_event WHERE id = {0}"], "BROKEN deleted event={0} leaf=0"),
    "last deleted": (["DELETE FROM events_event WHERE id = {11}"], "BROKEN deleted event={11} leaf=11"),
    "deleted with its leaf": (["DELETE FROM events_event WHERE id = {3}", 'DELETE FROM events_eventleaf WHERE "index" = 3'],
                              "BROKEN deleted leaf=3"),
    "deleted and closed up": (
        ["DELETE FROM events_event WHERE id = {3}", f"UPDATE events_event SET id = id + {_TEMPORARY} WHERE id > {{3}}",
         f"UPDATE events_event SET id = id - {_TEMPORARY} - 1 WHERE id > {_TEMPORARY}"], "BROKEN deleted event={3} leaf=3"),
    "all deleted with the tree": (["DELETE FROM events_event", "DELETE FROM events_eventleaf"],
                                  "BROKEN deleted leaf=0 checkpoint=5"),
    "two reordered": (
        [f"UPDATE events_event SET id = {_TEMPORARY} WHERE id = {{2}}", "UPDATE events_event SET id = {2} WHERE id = {6}",
         f"UPDATE events_event SET id = {{6}} WHERE id = {_TEMPORARY}"], "BROKEN reordered event={2} leaf=2"),
    "leaves reordered": (
        ['UPDATE events_eventleaf SET "index" = 99 WHERE "index" = 2', 'UPDATE events_eventleaf SET "index" = 2 WHERE "index" = 6',
         'UPDATE events_eventleaf SET "index" = 6 WHERE "index" = 99'], "BROKEN rewritten leaf=0..4 checkpoint=5"),
    "one inserted": (
        [f"UPDATE events_event SET id = id + {_TEMPORARY} WHERE id >= {{3}}",
         f"UPDATE events_event SET id = id - {_TEMPORARY} + 1 WHERE id > {_TEMPORARY}",
         f"INSERT INTO events_event ({_COLUMNS}) SELECT {{3}}, 'case.put_in', subject_key, at, procedure, unit, channel, details, "
         "previous_kind, since_previous_ms FROM events_event WHERE id = {1}"], "BROKEN inserted event={3} leaf=3"),
    "newest checkpoint deleted": (["DELETE FROM events_checkpoint WHERE size = 12"], "BROKEN deleted checkpoint leaf=9"),
    "tail of the tree deleted": (['DELETE FROM events_eventleaf WHERE "index" > 9'], "BROKEN deleted leaf=10 checkpoint=12"),
    "note altered": (["UPDATE events_checkpoint SET note = REPLACE(note, '12', '11') WHERE size = 12"],
                     "BROKEN forged checkpoint=12"),
    "checkpoint renamed": (["UPDATE events_checkpoint SET origin = 'x' WHERE size = 9"], "BROKEN forged checkpoint=9"),
    "note emptied": (["UPDATE events_checkpoint SET note = '' WHERE size = 5"], "BROKEN forged checkpoint=5"),
}
COLUMN_CHANGES = {
    "id": "999", "kind": "'case.other'", "subject_key": "'another'", "at": "'2026-11-23 00:01:00.000001'",
    "procedure": "'other'", "unit": "''", "channel": "'paper'",
    "details": """'{"number": 7, "outcome": "granted", "in_time": true, "none": 1}'""", "previous_kind": "'case.other'",
    "since_previous_ms": "since_previous_ms + 1"}


@pytest.fixture
def ids(at: datetime) -> list[int]:
    return write_history(at)


def _fill(statements: list[str], ids: list[int]) -> list[str]:
    return [statement.format(*ids) for statement in statements]


def test_verifier__imports_nothing_of_ours() -> None:
    said = run([sys.executable, "-I", "-X", "importtime", str(SCRIPT), "--help"], capture_output=True, text=True, check=True,
               cwd="/").stderr
    assert "cryptography" in said
    assert "django" not in said
    assert "murakami" not in said.replace(str(SCRIPT), "")


def test_verifier__says_ok_with_size_and_root(ids: list[int], at: datetime, tmp_path: Path) -> None:
    said = verify(write_export(tmp_path / "export", at))
    root = Checkpoint.objects.get(size=12).note.split("\n")[2]
    assert (said.code, said.first) == (0, f"OK size=12 root={root} waiting=1 late=0 witnesses=0")


@sqlite_only
def test_verifier__opens_the_database_itself(ids: list[int], at: datetime, tmp_path: Path) -> None:
    said = verify(copy_database(tmp_path / "file"))
    assert (said.code, said.first) == (0, verify(write_export(tmp_path / "export", at)).first)


@pytest.mark.parametrize("name", ATTACKS)
def test_verifier__finds_what_was_done_in_an_export(name: str, ids: list[int], at: datetime, tmp_path: Path) -> None:
    statements, expected = ATTACKS[name]
    with attacked(_fill(statements, ids)):
        said = verify(write_export(tmp_path / "export", at))
    assert (said.code, said.first) == (1, expected.format(*ids)), said.said


@sqlite_only
@pytest.mark.parametrize("name", ATTACKS)
def test_verifier__finds_what_was_done_in_the_file(name: str, ids: list[int], tmp_path: Path) -> None:
    statements, expected = ATTACKS[name]
    said = verify(rewrite(copy_database(tmp_path / "file"), _fill(statements, ids)))
    assert (said.code, said.first) == (1, expected.format(*ids)), said.said


def test_column_changes__are_of_every_column() -> None:
    assert set(COLUMN_CHANGES) == set(COLUMNS)


@pytest.mark.parametrize("column", COLUMNS)
def test_verifier__finds_a_change_of_any_column_of_any_event(column: str, ids: list[int], at: datetime, tmp_path: Path) -> None:
    row = 7
    with attacked([f"UPDATE events_event SET {column} = {COLUMN_CHANGES[column]} WHERE id = {ids[row]}"]):
        said = verify(write_export(tmp_path / "export", at))
        files = [copy_database(tmp_path / "file")] if connection.vendor == "sqlite" else []
    word = "deleted" if column == "id" else "altered"
    for found in (said, *(verify(file) for file in files)):
        assert (found.code, found.first) == (1, f"BROKEN {word} event={ids[row]} leaf={row}"), found.said


def test_verifier__tells_a_changed_leaf_from_a_changed_event(ids: list[int], at: datetime, tmp_path: Path) -> None:
    zeros = "decode(repeat('00', 32), 'hex')" if connection.vendor == "postgresql" else "zeroblob(32)"
    with attacked([f'UPDATE events_eventleaf SET leaf_hash = {zeros} WHERE "index" = 6']):
        said = verify(write_export(tmp_path / "export", at))
    assert (said.code, said.first) == (1, f"BROKEN forged event={ids[6]} leaf=6")


def test_verifier__finds_events_rewritten_together_with_their_leaves(ids: list[int], at: datetime, tmp_path: Path) -> None:
    with attacked([f"UPDATE events_event SET unit = 'x' WHERE id = {ids[7]}"]):
        _rewrite_leaves()
        said = verify(write_export(tmp_path / "export", at))
    assert (said.code, said.first) == (1, "BROKEN rewritten leaf=5..8 checkpoint=9")


def test_verifier__knows_a_history_that_somebody_else_signed(ids: list[int], at: datetime, tmp_path: Path) -> None:
    with attacked([f"UPDATE events_event SET unit = 'x' WHERE id = {ids[7]}"]):
        _rewrite_leaves()
        _sign_again(THIEF.private)
        said = verify(write_export(tmp_path / "export", at))
    assert (said.code, said.first) == (1, "BROKEN forged checkpoint=5")


def test_verifier__needs_a_witness_against_whoever_has_the_key_too(ids: list[int], at: datetime, tmp_path: Path) -> None:
    witness = tmp_path / "printed.txt"
    witness.write_text(Checkpoint.objects.get(size=9).note, encoding="utf-8")
    with attacked([f"UPDATE events_event SET unit = 'x' WHERE id = {ids[7]}"]):
        _rewrite_leaves()
        _sign_again(SIGNER.private)
        export = write_export(tmp_path / "export", at)
    assert verify(export).code == 0
    said = verify(export, "--witness", str(witness))
    assert (said.code, said.first) == (1, "BROKEN rolled-back checkpoint=9"), said.said
    assert "printed.txt" in said.said


def test_verifier__finds_a_history_cut_short_by_its_witness(ids: list[int], at: datetime, tmp_path: Path) -> None:
    witness = tmp_path / "printed.txt"
    witness.write_text(Checkpoint.objects.get(size=12).note, encoding="utf-8")
    cut = ["DELETE FROM events_checkpoint WHERE size > 9", 'DELETE FROM events_eventleaf WHERE "index" > 8',
           f"DELETE FROM events_event WHERE id > {ids[8]}"]
    with attacked(cut):
        export = write_export(tmp_path / "export", at)
    assert verify(export).code == 0
    said = verify(export, "--witness", str(witness))
    assert (said.code, said.first) == (1, "BROKEN rolled-back leaf=9 checkpoint=12")


def test_verifier__goes_on_with_the_old_and_the_new_key(ids: list[int], at: datetime, tmp_path: Path) -> None:
    seal(at, THIEF, may_change_signer=True)
    export = write_export(tmp_path / "export", at)
    keys = tmp_path / "keys"
    keys.write_text(f"{SIGNER.public}\n{THIEF.public}\n", encoding="utf-8")
    assert verify(export, key=str(keys)).code == 0
    assert verify(export).first == "BROKEN forged checkpoint=13"


@sqlite_only
@pytest.mark.parametrize("details", ['{"number": 7, "number": 7, "outcome": "granted", "in_time": true, "none": null}', "{", "7"])
def test_verifier__takes_no_json_that_can_be_read_in_two_ways(details: str, ids: list[int], tmp_path: Path) -> None:
    changes = ["PRAGMA ignore_check_constraints = 1", f"UPDATE events_event SET details = '{details}' WHERE id = {ids[7]}"]
    said = verify(rewrite(copy_database(tmp_path / "file"), changes))
    assert (said.code, said.first) == (1, f"BROKEN altered event={ids[7]} leaf=7"), said.said


@sqlite_only
def test_verifier__finds_a_row_put_between_sealed_ones(ids: list[int], at: datetime, tmp_path: Path) -> None:
    put = (f"INSERT INTO events_event ({_COLUMNS}) SELECT 0, 'case.put_in', subject_key, at, procedure, unit, channel, details, "
           f"previous_kind, since_previous_ms FROM events_event WHERE id = {ids[1]}")
    assert verify(rewrite(copy_database(tmp_path / "file"), [put])).first == "BROKEN inserted event=0"


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "neither"), (b"{}\n", "neither"), (b"no json\n", "JSONDecodeError"), (b'{"form": "murakami-events-export/1"}\n', "breaks off")])
def test_verifier__says_what_it_cannot_read(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    said = verify(tmp_path / "file")
    assert said.code == 2
    assert reason in said.said


def test_verifier__does_not_call_an_empty_book_proven(at: datetime, tmp_path: Path) -> None:
    assert verify(write_export(tmp_path / "export", at)).code == 3


def test_verifier__takes_no_broken_key(at: datetime, tmp_path: Path) -> None:
    said = verify(write_export(tmp_path / "export", at), key=str(SIGNER.public)[:-3])
    assert said.code == 2


def test_prove__an_event_and_the_growth_of_the_tree(ids: list[int], tmp_path: Path) -> None:
    said = verify(write_proof(tmp_path / "proof", prove_event(ids[7])), "--proof")
    assert (said.code, said.first[:21]) == (0, 'OK included 7 in 12: ')
    assert f'"id":{ids[7]},' in said.first
    growth = prove_growth(Checkpoint.objects.get(size=5).note)
    assert verify(write_proof(tmp_path / "growth", growth), "--proof").first == "OK consistent 5 -> 12"


@pytest.mark.parametrize("change", [
    lambda proof: proof | {"index": 6}, lambda proof: proof | {"leaf": proof["leaf"].replace("granted", "refused")},
    lambda proof: proof | {"path": proof["path"][1:]}, lambda proof: proof | {"checkpoint": proof["checkpoint"].replace("12", "13")},
])
def test_verifier__refuses_a_proof_that_was_changed(change, ids: list[int], tmp_path: Path) -> None:
    said = verify(write_proof(tmp_path / "proof", change(prove_event(ids[7]))), "--proof")
    assert (said.code, said.first) == (1, "BROKEN proof ")


def test_prove__what_waits_to_be_sealed_is_refused(ids: list[int]) -> None:
    for missing in (ids[12], 999_999):
        with pytest.raises(NotSealed):
            prove_event(missing)


def _rewrite_leaves() -> None:
    """Make every leaf fit its event again."""
    for row in Event.objects.filter(leaf__isnull=False).values_list(*COLUMNS):
        EventLeaf.objects.filter(event_id=row[0]).update(leaf_hash=leaf_hash_of(row))


def _sign_again(private) -> None:
    """Make every checkpoint fit the leaves again."""
    leaves = [bytes(leaf) for leaf in EventLeaf.objects.order_by("index").values_list("leaf_hash", flat=True)]
    for row in Checkpoint.objects.all():
        frontier = Frontier().grown(leaves[:row.size])
        head = Head(row.origin, row.size, frontier.root())
        Checkpoint.objects.filter(size=row.size).update(root=head.root, frontier=frontier.to_bytes(),
                                                        note=sign_checkpoint(head, private=private))

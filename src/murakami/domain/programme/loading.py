"""Loads the editions of packs: keeps them, brings the plan's initiatives in step, publishes what is adopted."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.models import Edition
from murakami.domain.programme.operations.initiatives import keep_initiatives
from murakami.domain.programme.operations.publishing import publish_edition, withdraw_edition
from murakami.domain.programme.queries.shelf import read_shelf
from murakami.domain.programme.rules.edition_document import Shelf, shelf_of, stored_document
from murakami.domain.programme.rules.lineage import in_order
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder
from murakami.kernel.dates import JAPAN
from murakami.kernel.json_values import sha256_of


def load_programme(library: Library, *, order: LoadOrder) -> Iterable[Change]:
    """Keep every edition of the packs; one that packs no longer hold stays, because it was the policy once.

    SQL: 2 per edition when nothing changed, and 4.

    Raises:
        LoadConflict: an edition of the packs has the code of one that is written or being heard in the browser.
    """
    written = shelf_of(library)
    rows = {row.code: row for row in Edition.objects.select_for_update()}
    changes = [change for edition in in_order(written.editions.values())
               for change in _keep(edition, written, rows, at=order.at)]
    if not written.editions:
        return changes
    changes += [Change(ChangeKind.CHANGED, "initiative", code) for code in keep_initiatives(at=order.at)]
    shelf = read_shelf()
    for row in rows.values():
        if row.state == Edition.State.ADOPTED:
            publish_edition(row, shelf=shelf, at=order.at)
        else:
            withdraw_edition(row, at=order.at)
    return changes


def _keep(edition: EditionFile, shelf: Shelf, rows: dict[str, Edition], *, at: datetime) -> Iterator[Change]:
    document = stored_document(edition, shelf)
    sha256, row = sha256_of(document), rows.get(edition.edition)
    if row is not None and row.sha256 == sha256:
        return
    if row is not None and (row.origin == Edition.Origin.BROWSER or row.state == Edition.State.HEARING):
        raise _written_in_browser(edition.edition)
    yield Change(ChangeKind.ADDED if row is None else ChangeKind.CHANGED, "edition", edition.edition)
    row = row or Edition(code=edition.edition, origin=Edition.Origin.PACK)
    _write(row, edition, document, rows.get(edition.based_on or ""), at=at)
    row.sha256 = sha256
    row.save()
    rows[row.code] = row


def _write(row: Edition, edition: EditionFile, document: dict[str, Any], base: Edition | None, *, at: datetime) -> None:
    row.based_on, row.document, row.changed_at = base, document, at
    row.revision += 1
    row.state = Edition.State(edition.status)
    row.adopted_at = _first_day(edition.dated) if row.state == Edition.State.ADOPTED else None


def _first_day(dated: str) -> datetime:
    """Take the first day of the month that an edition is dated: packs tell no more."""
    return datetime.fromisoformat(dated if len(dated) > len("2024-07") else f"{dated}-01").replace(tzinfo=JAPAN)


def _written_in_browser(code: str) -> LoadConflict:
    return LoadConflict(
        Said(f"版「{code}」は、画面で作られたものがすでにあります。", f"Edition {code} has been written in the browser."),
        Said("画面で作った版は置き換えられません。パックの版の番号を変えるか、パックから消してください。",
             "What was written in the browser is never replaced: give the pack's edition another code, or delete it."))

"""What the office reads for one screen: a case with the register beside it, looked at on the record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.case_page import CasePage, get_case, read_case
from murakami.domain.procedures.queries import get_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.register_match import Comparison, compare_people
from murakami.flows.agency.signature import SignatureReading, read_signature
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.looks.operations import record_look
from murakami.kernel.document import Document, Row
from murakami.kernel.search_keys import search_key

_TELLING: Final = 3  # characters; a shorter block stands in too many texts that are no address
MASK: Final = "秘匿（支援措置の対象）"


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case as staff may see it. Where one of its people is protected, nothing in it holds an address any more."""

    page: CasePage
    version: ProcedureVersion
    people: tuple[Comparison, ...]
    signature: SignatureReading | None = None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.page.case

    @property
    def is_protected(self) -> bool:
        """Whether addresses are masked."""
        return any(person.is_protected for person in self.people)


def open_case(*, receipt_number: str, actor: Actor, route: str, at: datetime) -> CaseReading:
    """Read a case of the actor's units; the look is recorded before anything can be shown.

    Raises CaseNotFound. SQL: 11, and 1 more the first time that this process meets the procedure version.
    """
    page = read_case(receipt_number=receipt_number, actor=actor)
    version = get_version(page.case.procedure, page.case.version)
    reading = with_signature(CaseReading(page, version, compare_people(page, version=version)))
    _record(page.case, actor=actor, route=route, at=at)
    return masked(reading) if reading.is_protected else reading


def with_signature(reading: CaseReading) -> CaseReading:
    """Check the signature of the filing, before anything is masked: it is over what was filed. SQL: none."""
    return replace(reading, signature=read_signature(reading.page, version=reading.version))


def look_at_case(*, receipt_number: str, actor: Actor, route: str, at: datetime) -> Case:
    """Find a case of the actor's units of which one file is to be shown, and record the look.

    Raises CaseNotFound. SQL: 2.
    """
    case = get_case(receipt_number=receipt_number, actor=actor)
    _record(case, actor=actor, route=route, at=at)
    return case


def masked(reading: CaseReading) -> CaseReading:
    """Take every address out, of the filing and of the register: who sees one of a household knows where all live.

    What somebody wrote into another answer or into the name of a file goes too, where it names one of the addresses.
    """
    places = frozenset(place for one in reading.page.revisions for row in one.document.rows for place in _places(row))
    revisions = [replace(one, document=_without_addresses(one.document, places)) for one in reading.page.revisions]
    return replace(reading, page=replace(reading.page, revisions=revisions),
                   people=tuple(person.without_addresses() for person in reading.people))


def _without_addresses(document: Document, places: frozenset[str]) -> Document:
    return replace(
        document,
        topics=tuple(replace(topic, rows=tuple(_masked(row, places) for row in topic.rows)) for topic in document.topics),
        attachments=tuple(replace(one, files=tuple(
            replace(file, name=MASK) if _names_place(file.name, places) else file for file in one.files))
            for one in document.attachments))


def _masked(row: Row, places: frozenset[str]) -> Row:
    told = row.type == "address" or (isinstance(row.value, str) and _names_place(row.value, places))
    if not told or row.value is None:
        return row
    return replace(row, type="text", value=MASK, options={})


def _places(row: Row) -> Iterable[str]:
    """Say what would give an address away: the block with or without its town, the building."""
    value = row.value if row.type == "address" and isinstance(row.value, dict) else {}
    yield from (search_key(str(value[part])) for part in ("block", "building") if value.get(part))


def _names_place(text: str, places: frozenset[str]) -> bool:
    folded = search_key(text)
    return any(place in folded for place in places if len(place) >= _TELLING)


def _record(case: Case, *, actor: Actor, route: str, at: datetime) -> None:
    record_look(actor=actor, at=at, unit=case.unit, route=route, receipt_number=case.receipt_number,
                subject_key=case.subject_key)

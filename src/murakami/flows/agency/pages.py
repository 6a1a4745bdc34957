"""What the office reads for one screen: a case with the register beside it, looked at on the record."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from murakami.domain.cases.alarms import AlarmKind, may_release
from murakami.domain.cases.models import Alarm, Case
from murakami.domain.cases.operations.protect import find_unmasking
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
_KANJI_DIGITS: Final = str.maketrans("〇一二三四五六七八九", "0123456789")
_COUNTED: Final = re.compile("(?<=[0-9])(?:丁目|番地?ノ?|号|ノ)")
MASK: Final = "秘匿（支援措置の対象）"
_ABOUT: Final = frozenset({AlarmKind.ABOUT_PROTECTED, AlarmKind.BY_PROXY})


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case as staff may see it. Where one of its people is protected, nothing in it holds an address any more.

    `unmasked_until`: its head has asked to see the addresses, until then.
    """

    page: CasePage
    version: ProcedureVersion
    people: tuple[Comparison, ...]
    alarms: tuple[Alarm, ...] = ()
    unmasked_until: datetime | None = None
    signature: SignatureReading | None = None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.page.case

    @property
    def is_protected(self) -> bool:
        """Whether somebody in it is protected: addresses are masked, unless `unmasked_until`."""
        return any(person.is_protected for person in self.people) or any(alarm.kind in _ABOUT for alarm in self.alarms)

    @property
    def is_masked(self) -> bool:
        """Whether addresses were taken out."""
        return self.is_protected and self.unmasked_until is None

    @property
    def standing_alarms(self) -> tuple[Alarm, ...]:
        """The alarms that no head has released."""
        return tuple(alarm for alarm in self.alarms if alarm.released_at is None)


def open_case(*, receipt_number: str, actor: Actor, route: str, at: datetime) -> CaseReading:
    """Read a case of the actor's units; the look is recorded before anything can be shown.

    Raises CaseNotFound. SQL: 11, and 1 more the first time that this process meets the procedure version; where somebody is
    protected 1 more, for the head 2.
    """
    page = read_case(receipt_number=receipt_number, actor=actor)
    reading = with_signature(read_people(page))
    _record(page.case, actor=actor, route=route, at=at)
    if reading.is_protected and may_release(actor, unit=page.case.unit, procedure=page.case.procedure):
        unmasking = find_unmasking(page.case, actor=actor, at=at)
        reading = replace(reading, unmasked_until=unmasking.until if unmasking else None)
    return masked(reading) if reading.is_masked else reading


def read_people(page: CasePage) -> CaseReading:
    """Put the register and the alarms beside a case, nothing taken out yet. SQL: 1, 2 with alarms, and the version's."""
    version = get_version(page.case.procedure, page.case.version)
    alarms = tuple(page.case.alarms.select_related("released_by__staff").order_by("id")) if page.case.alarm else ()
    return CaseReading(page, version, compare_people(page, version=version), alarms)


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


def withholds_files(case: Case, *, actor: Actor, at: datetime) -> bool:
    """Say whether what came with a case is kept from somebody: it may show where somebody protected lives. SQL: 2, mostly none."""
    if not case.alarm or not case.alarms.filter(kind__in=_ABOUT).exists():
        return False
    return find_unmasking(case, actor=actor, at=at) is None


def masked(reading: CaseReading) -> CaseReading:
    """Take every address out, of the filing and of the register: who sees one of a household knows where all live.

    What somebody wrote into another answer, a message, a reason or the name of a file goes too, where it names an address.
    """
    page = reading.page
    places = frozenset(place for one in page.revisions for row in one.document.rows for place in _places(row))
    places |= {way for person in reading.people for home in person.homes for way in _ways(home)}
    revisions = [replace(one, document=_without_addresses(one.document, places)) for one in page.revisions]
    texts: dict[str, Any] = {
        "files": _told(page.files, places, "name"), "messages": _told(page.messages, places, "body"),
        "entries": _told(page.entries, places, "text"), "corrections": _told(page.corrections, places, "message", "items"),
        "decisions": _told(page.decisions, places, "reasons", "note", "return_reason", "letter_problem")}
    homes = frozenset(row.key for row in page.document.rows if row.type == "address")
    return replace(reading, page=replace(page, revisions=revisions, **texts),
                   people=tuple(person.without_addresses(homes) for person in reading.people))


def _told(rows: Sequence[Any], places: frozenset[str], *names: str) -> list[Any]:
    """Copy rows, with the texts of these names taken out that name a place; the rows themselves stay as they are stored."""
    return [_without_places(row, places, names) for row in rows]


def _without_places(row: Any, places: frozenset[str], names: Iterable[str]) -> Any:
    copied = copy(row)
    for name in names:
        setattr(copied, name, _cut(getattr(row, name), places))
    return copied


def _cut(value: Any, places: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_cut(one, places) for one in value]
    if isinstance(value, dict):
        return {name: _cut(one, places) for name, one in value.items()}
    return MASK if isinstance(value, str) and _names_place(value, places) else value


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
    yield from (way for part in ("block", "building") if value.get(part) for way in _ways(str(value[part])))


def _names_place(text: str, places: frozenset[str]) -> bool:
    ways = _ways(text)
    return any(place in way for place in places if len(place) >= _TELLING for way in ways)


def _ways(text: str) -> tuple[str, str]:
    """Fold what may name an address as it stands, and with its numbers alone: 1番2号, 1番地の2 and 一-二 are all 1-2."""
    folded = search_key(text)
    return folded, _COUNTED.sub("-", folded.translate(_KANJI_DIGITS)).replace("--", "-").strip("-")


def _record(case: Case, *, actor: Actor, route: str, at: datetime) -> None:
    record_look(actor=actor, at=at, unit=case.unit, route=route, receipt_number=case.receipt_number,
                subject_key=case.subject_key)

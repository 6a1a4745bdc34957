"""The data of somebody who asks for their own (開示・訂正・利用停止の請求): gathered out of every unit's cases, on the record.

What belongs to other people is withheld before anybody sees it; what is left is a draft, and a clerk decides what goes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from murakami.domain.cases.models import Case, CaseMessage, Decision
from murakami.domain.cases.operations.own_data import note_gathered
from murakami.domain.cases.queries.of_person import list_cases_of, list_naming
from murakami.domain.cases.summary import full_name
from murakami.domain.procedures.queries import find_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.pages import CaseReading
from murakami.flows.agency.register_match import BIRTH, NAME, Candidate
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.looks.operations import NewLook, record_looks
from murakami.foundation.looks.queries import list_looks_at
from murakami.foundation.looks.rules import HourOfLooks, gather_hours
from murakami.kernel.document import Document, Row
from murakami.kernel.search_keys import search_key

# Source: 個人情報の保護に関する法律 78条1項2号
OTHERS: Final = "■■（ほかの人の情報。法78条1項2号）"
PROTECTED: Final = "■■（支援措置の対象の住所）"


class NotAsked(LookupError):
    """The case asks for nobody's own data."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case of the person; `withheld` counts the answers that were taken out, `looks_withheld` says why no looks are listed."""

    case: Case
    title: str
    document: Document
    withheld: int
    messages: Sequence[CaseMessage]
    decisions: Sequence[Decision]
    looks: Sequence[HourOfLooks]
    looks_withheld: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the agency's zone holds of one person.

    `register` is the copy of the resident record that a clerk has confirmed; `mentions` are cases of other people that name
    the person: they are no part of what goes out before their units have been asked.
    """

    name: str
    register: Candidate | None
    cases: Sequence[OwnCase]
    mentions: Sequence[Case]

    @property
    def withheld(self) -> int:
        """How many answers were taken out."""
        return sum(one.withheld for one in self.cases)


@dataclass(frozen=True, slots=True)
class _Me:
    name_key: str
    born_on: str

    def is_(self, other: "_Me") -> bool:
        return self.name_key == other.name_key and (not self.born_on or not other.born_on or self.born_on == other.born_on)


def gather(reading: CaseReading, *, actor: Actor, at: datetime, route: str) -> OwnData:
    """Gather the data of whoever filed a request about their own; a look at each case is recorded first.

    Raises NotAsked. SQL: 8, and 1 for each procedure version that this process has not met.
    """
    if not reading.version.gathers_own_data:
        raise NotAsked(reading.case.receipt_number)
    cases = list_cases_of(reading.case.mailbox_key)
    looks = gather_hours(list_looks_at((case.receipt_number for case in cases), before=at))
    record_looks((NewLook(case.receipt_number, case.subject_key, case.unit) for case in cases), actor=actor, at=at, route=route)
    instance, me = _requester(reading)
    matched = next((one.matched for one in reading.people if one.instance == instance), None)
    mentions = list_naming(matched.register_number, except_mailbox=reading.case.mailbox_key) if matched else ()
    own = tuple(_own_case(case, me=me, looks=looks, is_protected=reading.is_protected) for case in cases)
    return OwnData(name=full_name(_names(reading.page.document)[instance]), register=matched, cases=own, mentions=mentions)


def gather_and_note(reading: CaseReading, *, actor: Actor, at: datetime, route: str) -> OwnData:
    """Gather and write an event of it on the case. Raises NotAsked, CaseNotFound, StepRefused(`finished`). SQL: 13."""
    found = gather(reading, actor=actor, at=at, route=route)
    note_gathered(receipt_number=reading.case.receipt_number, actor=actor, at=at, cases=len(found.cases), withheld=found.withheld)
    return found


def _own_case(case: Case, *, me: _Me, looks: Mapping[str, Sequence[HourOfLooks]], is_protected: bool) -> OwnCase:
    version = find_version(case.procedure, case.version)
    newest = max(case.revisions.all(), key=lambda one: one.number)
    document, withheld = _masked(Document.from_json(newest.document), version=version, me=me, is_protected=is_protected)
    why = version.looks_withheld if version else ""
    return OwnCase(case=case, title=version.text("title", "ja") if version else case.procedure, document=document, withheld=withheld,
                   messages=sorted(case.messages.all(), key=lambda one: one.sent_at),
                   decisions=[one for one in case.decisions.all() if one.approved_at], looks_withheld=why,
                   looks=() if why else looks.get(case.receipt_number, ()))


def _masked(document: Document, *, version: ProcedureVersion | None, me: _Me, is_protected: bool) -> tuple[Document, int]:
    mine = {instance for instance, person in _people(document, version).items() if person.is_(me)}
    topics, withheld = [], 0
    for topic in document.topics:
        rows = tuple(_shown(row, version=version, mine=mine, is_protected=is_protected) for row in topic.rows)
        withheld += sum(before is not after for before, after in zip(topic.rows, rows, strict=True))
        subject = None if any(row.instance not in mine and _is_persons(row, version) for row in topic.rows) else topic.subject
        topics.append(replace(topic, rows=rows, subject=subject))
    return replace(document, topics=tuple(topics)), withheld


def _shown(row: Row, *, version: ProcedureVersion | None, mine: Iterable[str], is_protected: bool) -> Row:
    if row.value is None:
        return row
    if row.instance not in mine and (row.type == "address" or _is_persons(row, version)):
        return replace(row, type="text", value=OTHERS, options={})
    if is_protected and row.type == "address":
        return replace(row, type="text", value=PROTECTED, options={})
    return row


def _is_persons(row: Row, version: ProcedureVersion | None) -> bool:
    """Say whether a row is about a person; of a procedure that is not known any more, every row is."""
    role = version.roles.get(row.role) if version else None
    return role is None or any(fact.gif == NAME for fact in version.kinds[role.kind].facts.values())  # type: ignore[union-attr]


def _requester(reading: CaseReading) -> tuple[str, _Me]:
    document = reading.page.document
    people = _people(document, reading.version)
    instance = next((row.instance for row in document.rows if row.role == document.whose and row.instance in people), "")
    if not instance:
        raise NotAsked(reading.case.receipt_number)
    return instance, people[instance]


def _people(document: Document, version: ProcedureVersion | None) -> dict[str, _Me]:
    births = {row.instance: str(row.value) for row in document.rows if row.value and _meaning(row, version) == BIRTH}
    return {instance: _Me(search_key(full_name(name)), births.get(instance, "")) for instance, name in _names(document).items()}


def _names(document: Document) -> dict[str, object]:
    return {row.instance: row.value for row in document.rows if row.type == "person_name" and row.value}


def _meaning(row: Row, version: ProcedureVersion | None) -> str:
    role = version.roles.get(row.role) if version else None
    fact = version.kinds[role.kind].facts.get(row.fact) if version and role else None
    return (fact.gif or "") if fact else ""

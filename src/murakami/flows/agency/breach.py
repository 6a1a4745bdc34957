"""The breach kit (漏えい等): who was affected, how many, which items; notices prepared, and sent when the head has decided."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db import transaction

from murakami.domain.cases.models import Case
from murakami.domain.cases.queries.affected import MOST_AFFECTED, CaseSet, list_in_set, list_with_documents
from murakami.domain.cases.summary import full_name
from murakami.domain.procedures.queries import find_version
from murakami.domain.register.queries import list_possible
from murakami.flows.agency.register_match import ADDRESS, BIRTH
from murakami.flows.agency.work import send_message
from murakami.foundation.accounts.rules import Actor, may_decide_in
from murakami.foundation.looks.breaches import Duty, decide_breach, duties_of, get_breach
from murakami.foundation.looks.models import Breach
from murakami.foundation.looks.operations import NewLook, record_looks
from murakami.foundation.looks.queries import list_looked_at
from murakami.kernel.dates import JAPAN
from murakami.kernel.document import Document, Row, review_attachments, row_text
from murakami.kernel.facts import Sensitivity
from murakami.kernel.languages import text_in
from murakami.kernel.search_keys import search_key


class TooMany(Exception):
    """The set holds more cases than can be worked on at once; it has to be narrowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The set as the head describes it; days inclusive, in Japan. With `staff` the days are those of the looks."""

    unit: str
    procedure: str = ""
    since: date | None = None
    until: date | None = None
    staff: int | None = None
    numbers: Collection[str] = ()
    digests: Collection[str] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it means less than everything that the unit has."""
        return any((self.procedure, self.since, self.until, self.staff, self.numbers, self.digests))

    def to_json(self) -> dict[str, object]:
        """Say what was chosen, for the record."""
        chosen = {"procedure": self.procedure, "since": self.since and self.since.isoformat(),
                  "until": self.until and self.until.isoformat(), "staff": self.staff, "named": sorted({*self.numbers, *self.digests})}
        return {name: value for name, value in chosen.items() if value}


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of item that was in the cases."""

    label: str
    is_sensitive: bool
    cases: int


@dataclass(frozen=True, slots=True)
class Notice:
    """The letter of one mailbox: to whom, about which cases and items; `address` is "" where it must not be shown."""

    name: str
    address: str
    is_protected: bool
    cases: tuple[Case, ...]
    titles: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """What a breach touches. `people` counts everybody whom the cases name, each once by name and day of birth."""

    cases: Sequence[Case]
    people: int
    items: tuple[Item, ...]
    files: int
    notices: tuple[Notice, ...]
    gone: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    case: Case
    title: str
    rows: tuple[tuple[Row, str, bool], ...]  # row, meaning, sensitive
    attached: frozenset[str]

    def texts_of(self, meaning: str) -> Mapping[str, Row]:
        return {row.instance: row for row, means, _sensitive in self.rows if means == meaning}


def find_cases(wanted: Wanted) -> Sequence[str]:
    """Find the cases of a set by receipt number. Raises TooMany. SQL: 1, 1 more with a member of staff."""
    since, until = _moment(wanted.since), _moment(wanted.until and wanted.until + timedelta(days=1))
    only = None
    if wanted.staff is not None:
        only, since, until = list_looked_at(wanted.staff, unit=wanted.unit, since=since, until=until), None, None
    found = list_in_set(CaseSet(unit=wanted.unit, procedure=wanted.procedure, since=since, until=until,
                                numbers=wanted.numbers, digests=wanted.digests, only=only))
    if len(found) > MOST_AFFECTED:
        raise TooMany(len(found))
    return found


def read_affected(breach: Breach, *, actor: Actor, route: str, at: datetime) -> Affected:
    """Say whom and what a breach touches; a look at each case is recorded first. SQL: 5, 1 for each unknown version."""
    cases = [case for case in list_with_documents(breach.receipts, unit=breach.unit)
             if may_decide_in(actor, case.unit, procedure=case.procedure)]
    record_looks((NewLook(case.receipt_number, case.subject_key, case.unit) for case in cases), actor=actor, at=at, route=route)
    opened = [_open(case) for case in cases]
    people = {person for one in opened for person in _people(one)}
    protected = {one.name_key for one in list_possible(register_numbers=(), born_on=(), name_keys={name for name, _born in people})
                 if one.is_protected}
    items = _items(opened)
    return Affected(
        cases=cases, people=len(people), items=items, files=sum(len(case.files.all()) for case in cases),
        notices=_notices(opened, protected), gone=len(breach.receipts) - len(cases),
        duties=duties_of(people=len(people), has_sensitive=any(item.is_sensitive for item in items), fears=breach.fears))


@transaction.atomic
def decide(key: str, *, actor: Actor, decision: Breach.Decision, reason: str, compose: Callable[[Breach, Notice], str],
           at: datetime) -> int:
    """Let the head decide; to notify sends what `compose` writes to each mailbox once, with its newest case.

    Returns how many were sent.

    Raises BreachNotFound, AlreadyDecided. SQL: 10, and 10 for each mailbox.
    """
    breach = get_breach(key, actor=actor)
    decide_breach(key, actor=actor, decision=decision, reason=reason, at=at)
    if decision is not Breach.Decision.NOTIFY:
        return 0
    notices = read_affected(breach, actor=actor, route="office:breach-decide", at=at).notices
    for notice in notices:
        receipt = notice.cases[-1].receipt_number
        send_message(receipt_number=receipt, actor=actor, key=sha256(f"{key} {receipt}".encode()).hexdigest()[:32],
                     body=compose(breach, notice), at=at)
    return len(notices)


def _open(case: Case) -> _Opened:
    version = find_version(case.procedure, case.version)
    newest = max(case.revisions.all(), key=lambda one: one.number)
    rows = []
    document = Document.from_json(newest.document)
    for row in document.rows:
        role = version.roles.get(row.role) if version else None
        fact = version.kinds[role.kind].facts.get(row.fact) if version and role else None
        if row.value is not None:
            rows.append((row, (fact.gif or "") if fact else "", fact is not None and fact.sensitivity is Sensitivity.SPECIAL))
    attached = frozenset(f"添付：{one.label}" for one in review_attachments(document, "ja") if one.files)
    return _Opened(case, version.text("title", "ja") if version else case.procedure, tuple(rows), attached)


def _people(one: _Opened) -> set[tuple[str, str]]:
    births = one.texts_of(BIRTH)
    return {(search_key(full_name(row.value)), str(births[row.instance].value) if row.instance in births else "")
            for row, _meaning, _sensitive in one.rows if row.type == "person_name"}


def _items(opened: Sequence[_Opened]) -> tuple[Item, ...]:
    counted: Counter[tuple[str, bool]] = Counter()
    for one in opened:
        counted.update({(text_in(row.label, "ja"), sensitive) for row, _meaning, sensitive in one.rows})
        counted.update((label, False) for label in one.attached)
    return tuple(Item(label, sensitive, n) for (label, sensitive), n in sorted(counted.items(), key=lambda found: (-found[1], found[0])))


def _notices(opened: Sequence[_Opened], protected: Collection[str]) -> tuple[Notice, ...]:
    boxes: dict[str, list[_Opened]] = {}
    for one in opened:
        boxes.setdefault(one.case.mailbox_key, []).append(one)
    return tuple(_notice(box, protected) for box in boxes.values())


def _notice(box: Sequence[_Opened], protected: Collection[str]) -> Notice:
    newest = box[-1]
    is_protected = any(name in protected for one in box for name, _born in _people(one))
    home = next(iter(newest.texts_of(ADDRESS).values()), None)
    return Notice(name=newest.case.applicant_name, is_protected=is_protected, cases=tuple(one.case for one in box),
                  titles=tuple(dict.fromkeys(one.title for one in box)), items=_items(box),
                  address="" if is_protected or home is None else row_text(home, "ja"))


def _moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), tzinfo=JAPAN)

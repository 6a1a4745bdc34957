"""What the fictitious staff have learned: checks passed and failed, skills run out, sessions held and to come."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from murakami.demo.town.staff import OFFICE, Place, list_places, office_head, office_hour, weekday_before
from murakami.domain.learning.attendance_code import make_code
from murakami.domain.learning.catalogue import Catalogue, Course
from murakami.domain.learning.models import CheckTaken, Session
from murakami.domain.learning.operations.assigning import assign_role
from murakami.domain.learning.operations.attendance import attend_by_code, note_by_hand
from murakami.domain.learning.operations.checks import take_check
from murakami.domain.learning.operations.seats import take_seat
from murakami.domain.learning.operations.sessions import NewSession, call_off_session, open_session
from murakami.domain.learning.operations.standings import note_standings
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.foundation.accounts.rules import Actor

_LONGEST_AGO, _RENEWED, _CARE = 540, 330, 0.9
_DILIGENCE = (1.0, 1.0, 0.35)  # two in three go through everything that is asked of them
_NOBODY: frozenset[str] = frozenset()


def learn(*, seed: int, today: date) -> str:
    """Let the fictitious staff learn, the same for the same seed and day; says how many checks were taken.

    Nothing happens where somebody has learned already, or where packs bring no courses.
    """
    catalogue = current_catalogue()
    places = list(list_places())
    if CheckTaken.objects.exists() or not catalogue.courses or not places:
        return f"{CheckTaken.objects.count()} checks were taken already"
    rng = Random(f"learning {seed}")
    _assign(places, at=office_hour(today, days_ago=_LONGEST_AGO, rng=rng), rng=rng)
    for place in places:
        for worker in place.workers:
            _read(worker, catalogue, today=today, rng=rng)
    _meet(places, catalogue, today=today, rng=rng)
    for at in _evenings(today):
        note_standings(at=at)
    return f"{CheckTaken.objects.count()} checks taken, {Session.objects.count()} sessions"


def _assign(places: Sequence[Place], *, at: datetime, rng: Random) -> None:
    for number, place in enumerate(places):
        if place.keeper is None:
            continue
        chosen = place.workers if place.unit == OFFICE else place.workers[:1]
        for worker in chosen:
            role = "specialist" if place.unit == OFFICE else "leader" if number % 3 else ""
            assign_role(actor=place.keeper, office=_NOBODY, account_id=worker.account_id or 0, role=role,
                        subject_key=_key(rng), at=at)


def _read(worker: Actor, catalogue: Catalogue, *, today: date, rng: Random) -> None:
    """Take the checks of some courses, a second time after failing, and once more before they run out."""
    diligence = rng.choice(_DILIGENCE)
    for course in catalogue.courses.values():
        if course.completion == "attendance" or rng.random() > diligence:
            continue
        days_ago = rng.randint(2, _LONGEST_AGO)
        _take(worker, course, catalogue, days_ago=days_ago, today=today, rng=rng)
        if course.valid_months and days_ago > _RENEWED and rng.random() <= diligence:
            _take(worker, course, catalogue, days_ago=days_ago - _RENEWED, today=today, rng=rng)


def _take(worker: Actor, course: Course, catalogue: Catalogue, *, days_ago: int, today: date, rng: Random) -> None:
    for again in range(2):
        taken = take_check(
            actor=worker, key=_key(rng), course=course.code, sheet=catalogue.sha256, answers=_answers(course, rng),
            at=office_hour(today, days_ago=days_ago - again, rng=rng))
        if taken.passed:
            break


def _answers(course: Course, rng: Random) -> list[frozenset[str]]:
    questions = course.check.questions if course.check else ()
    return [one.right if rng.random() < _CARE else frozenset({rng.choice(sorted(one.choices))}) for one in questions]


def _meet(places: Sequence[Place], catalogue: Catalogue, *, today: date, rng: Random) -> None:
    """Hold one session, and have others before us: one open, one full, one called off."""
    host = office_head()
    if host is None or not {"bpr-workshop", "data-workshop", "incident-drill", "case-clinic"} <= catalogue.courses.keys():
        return
    workers = [worker for place in places for worker in place.workers if worker != host]
    _hold(host, rng.sample(workers, min(14, len(workers))), today=today, rng=rng)
    coming = _open(host, "data-workshop", days=9, capacity=16, today=today, rng=rng, note="ノートPCを持ってきてください。")
    full = _open(host, "incident-drill", days=17, capacity=8, today=today, rng=rng)
    for session, count in ((coming, 9), (full, 8)):
        for worker in rng.sample(workers, min(count, len(workers))):
            take_seat(actor=worker, key=session.key, at=office_hour(today, days_ago=3, rng=rng))
    off = _open(host, "case-clinic", days=24, capacity=20, today=today, rng=rng)
    call_off_session(actor=host, office=_NOBODY, key=off.key, reason="講師の都合により、来年2月に改めて開きます（架空の例）。",
                     at=office_hour(today, days_ago=1, rng=rng))


def _hold(host: Actor, workers: Sequence[Actor], *, today: date, rng: Random) -> None:
    session = _open(host, "bpr-workshop", days=-26, capacity=20, today=today, rng=rng)
    for worker in workers:
        take_seat(actor=worker, key=session.key, at=session.starts_at - timedelta(days=4))
    in_room = session.starts_at + timedelta(minutes=3)
    shown = make_code(session=session.key, good_until=in_room + timedelta(minutes=5))
    for worker in workers[:9]:
        attend_by_code(actor=worker, code=shown, at=in_room)
    present = {worker.account_id for worker in workers[:11] if worker.account_id is not None}
    note_by_hand(actor=host, office=_NOBODY, key=session.key, present=present, at=in_room + timedelta(minutes=20))


def _open(host: Actor, course: str, *, days: int, capacity: int, today: date, rng: Random, note: str = "") -> Session:
    starts_at = timezone.make_aware(datetime.combine(weekday_before(today + timedelta(days=days)), time(13, 30)))
    return open_session(
        NewSession(course=course, place="市役所本庁 大会議室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
                   capacity=capacity, note=note),
        actor=host, office=_NOBODY, key=_key(rng), subject_key=_key(rng), at=min(starts_at, office_hour(today, days_ago=0, rng=rng))
        - timedelta(days=20))


def _evenings(today: date) -> Iterator[datetime]:
    """The last evening of every month since somebody learned something, and this morning."""
    begun = today - timedelta(days=_LONGEST_AGO)
    for number in range(begun.year * 12 + begun.month, today.year * 12 + today.month):
        last = date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
        yield timezone.make_aware(datetime.combine(last, time(23, 30)))
    yield timezone.make_aware(datetime.combine(today, time(0, 5)))


def _key(rng: Random) -> str:
    return f"{rng.getrandbits(128):032x}"

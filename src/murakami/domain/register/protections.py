"""Reading protections: for whoever keeps them, and for whoever has to know whether a filing touches one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from murakami.domain.register.models import ProtectedPerson, Protection, RefusedPerson, Resident
from murakami.domain.register.rules import REMINDER, is_same_person

SHOWN_AT_ONCE = 200


class ProtectionNotFound(LookupError):
    """There is no such protection."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of a filing, or of the register, by what identifies them."""

    name_key: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Sheltered:
    """Somebody under a protection as its page names them; `name` is "" where the register does not know the number."""

    register_number: str
    name: str
    born_on: date | None
    accompanies: bool


@dataclass(frozen=True, slots=True)
class ProtectionPage:
    """A protection with its people; nobody's address."""

    protection: Protection
    people: Sequence[Sheltered]
    refused: Sequence[RefusedPerson]


def list_protections(*, ended: bool = False) -> Sequence[tuple[Protection, str]]:
    """List the protections that stand (or have ended), by the end of their period, each with the number of whom it is about. SQL: 2."""
    rows = list(Protection.objects.filter(ended_at__isnull=not ended).prefetch_related("people").order_by(
        *(["-ended_at"] if ended else ["until"]), "id")[:SHOWN_AT_ONCE])
    main = {row.pk: next((one.register_number for one in row.people.all() if not one.accompanies), "") for row in rows}
    return [(row, main[row.pk]) for row in rows]


def get_protection(key: str) -> ProtectionPage:
    """Read a protection. Raises ProtectionNotFound. SQL: 4."""
    row = Protection.objects.select_related("set_by__staff", "end_asked_by__staff", "ended_by__staff").filter(key=key).first()
    if row is None:
        raise ProtectionNotFound(key)
    people = list(row.people.order_by("accompanies", "id"))
    names = _names(one.register_number for one in people)
    return ProtectionPage(row, [Sheltered(one.register_number, *names.get(one.register_number, ("", None)), one.accompanies)
                                for one in people], list(row.refused.order_by("id")))


def list_due(*, today: date) -> Sequence[Protection]:
    """List the protections that end within a month and nobody was reminded of since the period was set. SQL: 1."""
    return list(Protection.objects.filter(ended_at=None, until__lte=today + REMINDER).exclude(
        reminded_on__gte=F("until") - REMINDER).order_by("until", "id"))


def count_endings_asked() -> int:
    """Count the protections whose end waits for a second person. SQL: 1."""
    return Protection.objects.filter(ended_at=None, end_asked_at__isnull=False).count()


def protected_among(register_numbers: Iterable[str]) -> frozenset[str]:
    """Say who of these is protected, by the record or by a protection kept here. SQL: 2."""
    numbers = sorted(set(register_numbers))
    recorded = Resident.objects.filter(register_number__in=numbers, is_protected=True)
    kept = ProtectedPerson.objects.filter(register_number__in=numbers, protection__ended_at=None)
    return frozenset(recorded.values_list("register_number", flat=True)) | frozenset(kept.values_list("register_number", flat=True))


def list_protected() -> frozenset[str]:
    """List the register numbers of everybody protected. SQL: 2."""
    recorded = Resident.objects.filter(is_protected=True).values_list("register_number", flat=True)
    kept = ProtectedPerson.objects.filter(protection__ended_at=None).values_list("register_number", flat=True)
    return frozenset(recorded) | frozenset(kept)


def names_refused(people: Collection[Named]) -> bool:
    """Say whether one of these may be somebody who is to learn nothing. SQL: 1."""
    rows = RefusedPerson.objects.filter(protection__ended_at=None, name_key__in=sorted({one.name_key for one in people}))
    return any(is_same_person(name_key=one.name_key, born_on=one.born_on, other_key=row.name_key, other_born_on=row.born_on)
               for row in rows for one in people)


def names_old_home(keys: Collection[str]) -> bool:
    """Say whether one of these keys of addresses is somebody's old home. SQL: 1, none for none."""
    return bool(keys) and Protection.objects.filter(ended_at=None, old_home_key__in=sorted(keys)).exclude(old_home_key="").exists()


def _names(numbers: Iterable[str]) -> dict[str, tuple[str, date | None]]:
    rows = Resident.objects.filter(register_number__in=sorted(set(numbers)))
    return {row.register_number: (f"{row.family_name} {row.given_name}", row.born_on) for row in rows}

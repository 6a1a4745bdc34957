"""Who has died as the register says, and of whose mailboxes the edge was told."""

from collections.abc import Collection

from murakami.domain.register.models import DeathTold, Resident


def list_dead() -> frozenset[str]:
    """List the register numbers of everybody who has died. SQL: 1."""
    return frozenset(Resident.objects.exclude(died_on=None).values_list("register_number", flat=True))


def note_told(register_numbers: Collection[str], *, mailbox_key: str) -> tuple[int, ...]:
    """Keep that the edge is told of a mailbox for the deaths of these; gives the numbers of the tellings that are new. SQL: 1, and 4 for each."""
    residents = Resident.objects.filter(register_number__in=sorted(register_numbers)).order_by("id")
    told = [DeathTold.objects.get_or_create(resident=one, mailbox_key=mailbox_key) for one in residents]
    return tuple(row.pk for row, is_new in told if is_new)


def list_told() -> frozenset[tuple[str, str]]:
    """List the pairs of a register number and a mailbox that the edge was told of. SQL: 1."""
    return frozenset(DeathTold.objects.values_list("resident__register_number", "mailbox_key"))


def take_back_told() -> int:
    """Forget the tellings about people whose death was recorded by mistake, so that a later one is told again. SQL: 2."""
    return DeathTold.objects.filter(resident__died_on=None).delete()[0]

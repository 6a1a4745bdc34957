"""The copy of the resident records, and whom it protects."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from murakami.domain.register.rules import Ground

_GROUNDS = [(ground.value, ground.value) for ground in Ground]  # plain texts: a migration needs no enum of today's code


class Resident(models.Model):
    """One person of the resident records, as the last import brought them."""

    register_number = models.CharField(max_length=15, unique=True)  # 宛名番号
    household_number = models.CharField(max_length=15, db_index=True)
    relation = models.CharField(max_length=20)  # 続柄, as the record says it

    family_name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=200)
    family_kana = models.CharField(max_length=200)
    given_kana = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, db_index=True)  # folded for comparison, never shown

    born_on = models.DateField(db_index=True)
    sex = models.CharField(max_length=1)  # ISO/IEC 5218
    postal_code = models.CharField(max_length=7)
    town = models.CharField(max_length=100)
    block = models.CharField(max_length=100)
    building = models.CharField(max_length=200, blank=True)
    district = models.CharField(max_length=20, db_index=True)  # one of the city's five 地域

    is_protected = models.BooleanField(default=False)  # DV等支援措置: the address is masked
    left_on = models.DateField(null=True, blank=True)  # moved away, died, or no longer in a whole file
    died_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["born_on", "name_key"], name="register_match")]

    def __str__(self) -> str:
        return self.register_number


class DeathTold(models.Model):
    """That the edge was told of a mailbox whose owner has died: once, while the record says so."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    mailbox_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident", "mailbox_key"], name="death_told_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Protection(models.Model):
    """A 支援措置: who is protected from whom, until when. It masks until it is ended, also after `until` has passed.

    `until` is the first day after the period. `end_asked_*` and `ended_*` are two people (`refusal_of_ending`).
    """

    key = models.CharField(max_length=32, unique=True)
    subject_key = models.CharField(max_length=64)
    unit = models.CharField(max_length=50)  # whoever keeps it
    ground = models.CharField(max_length=20, choices=_GROUNDS)
    since = models.DateField()
    until = models.DateField()
    old_home = models.CharField(max_length=400, blank=True)  # 町字 and 番地 before the flight, as known to the refused
    old_home_key = models.CharField(max_length=400, blank=True, db_index=True)

    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    reminded_on = models.DateField(null=True)
    end_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_asked_at = models.DateTimeField(null=True)
    end_asked_as_head = models.BooleanField(default=False)
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "until"], name="protection_until")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="protection_lasts"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_by__isnull=False, end_asked_by__isnull=False)
                                   & ~Q(ended_by=F("end_asked_by")), name="protection_ended_by_two"),
        ]

    def __str__(self) -> str:
        return self.key


class ProtectedPerson(models.Model):
    """Somebody under a protection; `accompanies`: together with whoever asked for it (併せて支援を求める者)."""

    protection = models.ForeignKey(Protection, on_delete=models.CASCADE, related_name="people")
    register_number = models.CharField(max_length=15, db_index=True)
    accompanies = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["protection", "register_number"], name="protected_once")]

    def __str__(self) -> str:
        return f"{self.protection_id}: {self.register_number}"


class RefusedPerson(models.Model):
    """Who is to learn nothing (加害者等); often not of this town, so known by name and day of birth."""

    protection = models.ForeignKey(Protection, on_delete=models.CASCADE, related_name="refused")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True)
    born_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.protection_id}: {self.pk}"

"""Units, the places that people hold in them for a time, and how both change."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from murakami.foundation.accounts.models.people import Account
from murakami.foundation.accounts.vocabulary import Role

_ROLES = [(role.value, role.value) for role in Role]


class Unit(models.Model):
    """A section of the city hall, as the packs say; never deleted, only closed."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    offices: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    reorganised_on = models.DateField(null=True)  # from then on the town, not the pack, says its name and whether it is open
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role in a unit for a time: `member_from` counts, `member_until` no longer does.

    `purpose` is the procedure that it is for, "" for all the unit's work; `absent` the colleague for whom it is held.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=_ROLES)
    member_from = models.DateField()
    member_until = models.DateField(null=True)
    purpose = models.CharField(max_length=100, blank=True, default="")
    absent = models.ForeignKey(Account, models.CASCADE, null=True, related_name="stood_in_for")
    arranged_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    arranged_at = models.DateTimeField(null=True)
    subject_key = models.CharField(max_length=64, blank=True, default="")  # under which its events stand

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "unit", "role", "purpose", "member_from"], condition=Q(absent=None),
                name="accounts_one_right"
            ),
            models.UniqueConstraint(
                fields=["account", "unit", "role", "purpose", "member_from", "absent"], condition=~Q(absent=None),
                name="accounts_one_deputy"
            ),
            models.CheckConstraint(
                name="accounts_nobody_stands_in_for_themselves", condition=Q(absent=None) | ~Q(absent=F("account"))
            ),
            models.CheckConstraint(
                name="accounts_membership_lasts",
                condition=Q(member_until__isnull=True) | Q(member_until__gt=F("member_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.unit_id}"


class Succession(models.Model):
    """Which unit does the work that a unit did before (組織改正): all of it, or that of one procedure."""

    unit = models.CharField(max_length=64)
    procedure = models.CharField(max_length=100, blank=True)  # "" for all that no other row names
    successor = models.CharField(max_length=64)
    since = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["unit", "procedure"], name="accounts_one_successor"),
            models.CheckConstraint(condition=~Q(unit=F("successor")), name="accounts_succeeded_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.successor}"


class Reshuffle(models.Model):
    """A reshuffle (人事異動) that somebody has confirmed: the rows of its file, and the day on which they hold."""

    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    rows: "models.JSONField[list[Any], list[Any]]" = models.JSONField()
    apply_on = models.DateField()
    confirmed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # why it could not be applied on its day; the town has changed since it was confirmed
    subject_key = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(cancelled_at=None), name="accounts_applied_or_cancelled"),
        ]

    def __str__(self) -> str:
        return f"{self.apply_on} {self.name}"

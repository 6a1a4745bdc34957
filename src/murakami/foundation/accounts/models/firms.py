"""Firms that act here and the people who act for them, both as a provider of business accounts has checked them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from murakami.foundation.accounts.models.people import Account, new_mailbox_key
from murakami.foundation.accounts.vocabulary import FirmRole, PlaceEnd

_ROLES = [(role.value, role.value) for role in FirmRole]
_ENDS = [(end.value, end.value) for end in PlaceEnd]


class Firm(models.Model):
    """A firm (事業者), one row however many of its people come in; its data are those of the last sign-in (`read_at`).

    A company is known by its 法人番号. A sole proprietor (個人事業主) has none: there it is the provider's pairwise
    subject of the owner's account (`sole_issuer`, `sole_sub`). Everything of the firm stands under its own mailbox:
    `mailbox_key` is never that of a human, and every member who has not left reads it.
    """

    corporate_number = models.CharField(max_length=13, unique=True, null=True)
    sole_issuer = models.CharField(max_length=255, null=True)
    sole_sub = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=200)
    address: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)  # as `CardAddress` writes it
    representative = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField()
    mailbox_key = models.CharField(max_length=32, unique=True, default=new_mailbox_key)
    email = models.EmailField(blank=True)  # where the firm is told of news; "" for nowhere
    electronic_delivery = models.BooleanField(default=False)
    electronic_delivery_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sole_issuer", "sole_sub"], name="accounts_one_firm_per_owner"),
            models.CheckConstraint(
                name="accounts_firm_is_company_or_sole",
                condition=Q(corporate_number__isnull=False, sole_issuer__isnull=True, sole_sub__isnull=True)
                | Q(corporate_number__isnull=True, sole_issuer__isnull=False, sole_sub__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"firm:{self.pk}"

    @property
    def is_company(self) -> bool:
        """A 法人 with its own number; else a sole proprietor (個人事業主)."""
        return self.corporate_number is not None


class FirmMember(models.Model):
    """One account's place in one firm: an account of kind `business` has exactly one and is nobody's private account.

    Somebody whom the provider later names for another firm gets another account there. Whoever has left (`ended_at`)
    comes in no more; the row stays, because filings name who wrote them.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="firm_member")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="members")
    issuer = models.CharField(max_length=255)
    sub = models.CharField(max_length=255)
    role = models.CharField(max_length=16, choices=_ROLES)
    name = models.CharField(max_length=200)
    department = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()  # the last time that the provider said so
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=16, choices=_ENDS, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issuer", "sub", "firm"], name="accounts_one_place_in_a_firm"),
            models.UniqueConstraint(fields=["issuer", "sub"], condition=Q(ended_at=None), name="accounts_in_one_firm_at_once"),
            models.CheckConstraint(name="accounts_left_firm_is_said_by_somebody", condition=Q(ended_at=None, ended_by="")
                                   | Q(ended_at__isnull=False) & ~Q(ended_by="")),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["firm", "ended_at"], name="accounts_firm_members")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} of {self.firm_id}"

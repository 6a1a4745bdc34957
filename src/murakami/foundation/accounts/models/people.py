"""Accounts and the two profiles of those who have one for themselves: residents and staff."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from murakami.foundation.accounts.rules import Tenure
from murakami.foundation.accounts.vocabulary import AccountKind

_KINDS = [(kind.value, kind.value) for kind in AccountKind]


def new_mailbox_key() -> str:
    """Draw the random key that stands for a resident wherever their name must not (events, other zones)."""
    return secrets.token_hex(16)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name; creation is in `operations`."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login_name=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in; says nothing about who that is in life.

    `tenures` is filled only by the session backend, which reads the roles together with the account.
    """

    kind = models.CharField(max_length=16, choices=_KINDS)
    login_name = models.CharField(max_length=64, unique=True, null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    tenures: tuple[Tenure, ...] = ()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="accounts_only_staff_have_login_names",
                condition=Q(kind="staff", login_name__isnull=False)
                | Q(kind__in=("resident", "business"), login_name__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"


class ResidentProfile(models.Model):
    """How a resident signs in and what they allowed; personal values only as the card gave them."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="resident")
    mailbox_key = models.CharField(max_length=32, unique=True, default=new_mailbox_key)
    oidc_issuer = models.CharField(max_length=255, null=True)
    oidc_sub = models.CharField(max_length=255, null=True)
    email = models.EmailField(unique=True, null=True)
    email_confirmed_at = models.DateTimeField(null=True)
    card_items: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    card_read_at = models.DateTimeField(null=True)
    revocation_checked = models.BooleanField(default=False)
    electronic_delivery = models.BooleanField(default=False)
    electronic_delivery_at = models.DateTimeField(null=True)
    memory_allowed = models.BooleanField(default=False)
    memory_allowed_at = models.DateTimeField(null=True)
    told_of_news = models.BooleanField(default=True)  # by mail, that something new is on the page; the resident may stop it
    passkey_declined_at = models.DateTimeField(null=True)  # since then nobody offers one; it is still there to be found

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["oidc_issuer", "oidc_sub"], name="accounts_one_profile_per_card"),
            models.CheckConstraint(
                name="accounts_card_is_issuer_and_sub",
                condition=Q(oidc_issuer__isnull=True, oidc_sub__isnull=True)
                | Q(oidc_issuer__isnull=False, oidc_sub__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"resident:{self.account_id}"


class StaffProfile(models.Model):
    """A member of staff: the name that colleagues and letters show, and the state of the second factor.

    `totp_step` is the last 30-second step whose code was accepted: a code works once.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="staff")
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)  # where reminders of the office's work go; never a way to sign in
    set_up_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)  # shut by an administrator who can open it again
    totp_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name

"""Tables of people who act: accounts, their two profiles, units, memberships, and the books of sign-in."""

import secrets
from hashlib import sha256
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from murakami.foundation.accounts.rules import Tenure
from murakami.foundation.accounts.vocabulary import AccountKind, Role

_KINDS = [(kind.value, kind.value) for kind in AccountKind]
_ROLES = [(role.value, role.value) for role in Role]


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
                | Q(kind="resident", login_name__isnull=True),
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


class EmailCode(models.Model):
    """A one-time code on its way to somebody's e-mail; the browser holds the key, the mail holds the code."""

    key = models.CharField(max_length=43, primary_key=True)
    email = models.EmailField()
    code_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    attempts_left = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"code until {self.expires_at}"


class Passkey(models.Model):
    """A key of somebody's device (WebAuthn): the public half, and how often the device says that it has signed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=1400, unique=True)  # its identifier, base64url
    public_key = models.TextField()  # what the authenticator attested, base64url
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=100)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class OpenSession(models.Model):
    """Where somebody is signed in: the browser's session, since when, on what, from where. Gone when the session is."""

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="open_sessions")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=100)
    place = models.CharField(max_length=45)  # a network address

    def __str__(self) -> str:
        return f"{self.account_id} {self.device}"

    @property
    def handle(self) -> str:
        """What a page calls it: 16 hexadecimal digits that stay the same and open nothing."""
        return sha256(self.session_key.encode()).hexdigest()[:16]


class Attempts(models.Model):
    """How often something failed lately (a sign-in name, an address): the memory behind lock-outs."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.count} since {self.first_at}"


class SignInRecord(models.Model):
    """One line of the sign-in book: who came in or failed to, how, when."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    method = models.CharField(max_length=16)
    outcome = models.CharField(max_length=32)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-at"], name="accounts_sign_in_latest")
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.outcome} {self.at}"

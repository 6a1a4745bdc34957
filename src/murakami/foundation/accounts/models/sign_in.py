"""The books of sign-in: codes on their way, passkeys, open sessions, failures, and who came in."""

from hashlib import sha256
from typing import ClassVar

from django.db import models

from murakami.foundation.accounts.models.people import Account


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

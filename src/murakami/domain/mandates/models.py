"""Mandates and their invitations. Fields and constraints only; every write is an operation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from murakami.domain.mandates.rules import Act, Ender, Kind, Shown, Side, State, Terms

# plain texts, so that a migration never needs the enums of today's code
_KINDS = [(kind.value, kind.value) for kind in Kind]
_STATES = [(state.value, state.value) for state in State]
_SIDES = [(side.value, side.value) for side in Side]
_ENDERS = [(ender.value, ender.value) for ender in Ender]
_WAYS = [(way.value, way.value) for way in Shown]


class Mandate(models.Model):
    """That one account may act for another. The side that has not answered yet is empty; names are as each wrote theirs.

    Shown by document, the giver has no account: names are the filing's, and the mailbox is one that nobody opens.
    """

    key = models.CharField(max_length=32, unique=True)
    subject_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=_KINDS)
    state = models.CharField(max_length=20, choices=_STATES)
    shown = models.CharField(max_length=20, choices=_WAYS, blank=True)

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    giver_mailbox_key = models.CharField(max_length=64, blank=True)
    giver_name = models.CharField(max_length=100, blank=True)
    proxy = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    proxy_name = models.CharField(max_length=100, blank=True)
    # held by a firm: `proxy` is who answered for it, and everybody with a place in it acts
    proxy_firm = models.ForeignKey("accounts.Firm", models.PROTECT, null=True, related_name="+")

    acts = models.JSONField()  # codes of Act
    procedures = models.JSONField(default=list)  # empty: all
    since = models.DateField()
    until = models.DateField()

    asked_by = models.CharField(max_length=10, choices=_SIDES)
    asked_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=10, choices=_ENDERS, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # that its last day comes
    receipt_number = models.CharField(max_length=32, blank=True, default="")  # of the filing that showed it by document

    class Meta:
        constraints = [
            models.CheckConstraint(name="mandate_confirmed_has_both", condition=~Q(state="confirmed") | Q(
                proxy__isnull=False, answered_at__isnull=False) & ~Q(shown="") & (
                    Q(giver__isnull=False) | Q(shown="document"))),
            models.CheckConstraint(name="mandate_nobody_for_themselves",
                                   condition=Q(giver=None) | Q(proxy=None) | ~Q(giver=F("proxy"))),
            models.CheckConstraint(name="mandate_lasts", condition=Q(until__gte=F("since"))),
            models.UniqueConstraint(fields=["receipt_number"], name="mandate_one_paper", condition=~Q(receipt_number="")),
            models.UniqueConstraint(fields=["code_digest"], name="mandate_one_code", condition=~Q(code_digest="")),
        ]
        indexes = [models.Index(fields=["giver", "state"], name="mandate_given"),
                   models.Index(fields=["proxy", "state"], name="mandate_held"),
                   models.Index(fields=["giver_mailbox_key"], name="mandate_matters_of"),
                   models.Index(fields=["state", "until"], name="mandate_last_days")]

    def __str__(self) -> str:
        return self.key

    @property
    def terms(self) -> Terms:
        """What it allows."""
        return Terms(kind=Kind(self.kind), acts=frozenset(map(Act, self.acts)),
                     procedures=frozenset(self.procedures), since=self.since, until=self.until)

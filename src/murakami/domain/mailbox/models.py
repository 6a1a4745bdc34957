"""What stands in a mailbox. Fields and constraints only; every write is an operation."""

from django.db import models
from django.db.models import Q

from murakami.domain.mailbox.rules import EntryKind, ItemState

# plain texts, so that a migration never needs the enums of today's code
_STATES = [(state.value, state.value) for state in ItemState]
_ENTRY_KINDS = [(kind.value, kind.value) for kind in EntryKind]


class MailboxItem(models.Model):
    """One filing as its sender sees it."""

    receipt_number = models.CharField(max_length=32, unique=True)
    mailbox_key = models.CharField(max_length=64)
    subject_key = models.CharField(max_length=64)
    procedure = models.CharField(max_length=100)
    version = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=50)
    title = models.JSONField()  # by language
    about = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=30, choices=_STATES)
    state_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    filed_at = models.DateTimeField()
    withdrawal_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["mailbox_key", "-id"], name="mailbox_newest")]

    def __str__(self) -> str:
        return self.receipt_number


class TimelineEntry(models.Model):
    """One line of what happened to a filing, newest last. `key` makes a message sent twice one line."""

    item = models.ForeignKey(MailboxItem, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=30, choices=_ENTRY_KINDS)
    state = models.CharField(max_length=30, blank=True)
    note = models.JSONField(default=dict)  # by language
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["item", "at", "id"], name="timeline_order")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.kind}"


class Letter(models.Model):
    """A letter delivered by being recorded here; when it was first opened is kept."""

    item = models.ForeignKey(MailboxItem, on_delete=models.CASCADE, related_name="letters")
    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=400)
    outcome = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    issued_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A message between the resident and the unit in charge."""

    item = models.ForeignKey(MailboxItem, on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=64, unique=True)
    from_resident = models.BooleanField()
    from_unit = models.CharField(max_length=100, blank=True)
    body = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class CorrectionRequest(models.Model):
    """What the agency asks to correct (補正), and whether it has been answered.

    `own`: nobody asked; the resident hands in what was promised (追加提出). Such a one has no day and no reasons.
    """

    item = models.ForeignKey(MailboxItem, on_delete=models.CASCADE, related_name="corrections")
    key = models.CharField(max_length=64, unique=True)
    items = models.JSONField()  # [{"key", "kind", "reason"}]
    message = models.TextField(blank=True)
    until = models.DateField(null=True)
    own = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # no longer wanted: taken back, or the case went on

    class Meta:
        indexes = [models.Index(fields=["item"], name="mailbox_correction_open",
                                condition=Q(answered_at=None, closed_at=None))]
        constraints = [models.CheckConstraint(condition=Q(own=True) ^ Q(until__isnull=False),
                                              name="mailbox_asked_has_day")]

    def __str__(self) -> str:
        return self.key


class DeliveryConsent(models.Model):
    """That a mailbox agreed to, or gave up, receiving decisions electronically; the newest row holds.

    Source: 情報通信技術活用法7条1項ただし書 (as of 2025-05-23): only with the recipient's own declaration.
    """

    mailbox_key = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True)
    granted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mailbox_key", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return self.key


class ItemLook(models.Model):
    """That a unit looked at a filing within the hour that begins at `hour`, for what, and how often; never who."""

    item = models.ForeignKey(MailboxItem, on_delete=models.CASCADE, related_name="looks")
    hour = models.DateTimeField()
    unit = models.CharField(max_length=64)
    purpose = models.CharField(max_length=30)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "hour", "unit", "purpose"], name="mailbox_one_look")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.unit} {self.hour}"


class Guard(models.Model):
    """That the agency asked to guard a mailbox, or no longer: nothing of its owner is filled in from elsewhere. Not why.

    `named` is the key by which the agency knows the mailbox, `mailbox_key` where its filings stand now: they are one until
    somebody signs in whose filings were made before.
    """

    named = models.CharField(max_length=64, unique=True)
    mailbox_key = models.CharField(max_length=64, db_index=True)
    guarded = models.BooleanField()
    told = models.PositiveIntegerField()  # the number of the telling; a late one changes nothing

    def __str__(self) -> str:
        return f"{self.guarded} {self.told}"

"""Conversations and what they end in. Fields and constraints only; every write is an operation."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Intake(models.Model):
    """One conversation over a set of procedures. Everything a page needs is in this row."""

    class State(models.TextChoices):
        """Where the conversation stands."""

        OPEN = "open"
        FILED = "filed"
        DISCARDED = "discarded"

    class Purpose(models.TextChoices):
        """What the conversation is for."""

        FILING = "filing"
        CORRECTION = "correction"

    key = models.CharField(max_length=32, unique=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.FILING)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    revision = models.PositiveIntegerField(default=0)  # grows with every write; a stale write finds no row

    # whose it is: an account, or before signing in the visitor of one browser session
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True,
                                related_name="+")
    visitor = models.CharField(max_length=64, blank=True)
    mailbox_key = models.CharField(max_length=64)
    subject_key = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    mandate_key = models.CharField(max_length=32, blank=True, default="")  # the account writes for the mailbox's owner
    prepared = models.JSONField(default=dict)  # {"mandate", "kind", "giver", "proxy"}: who wrote for whom

    life_event = models.CharField(max_length=100, blank=True)  # empty: begun from one procedure's page
    people = models.JSONField(default=dict)  # {role: [instance, …] or null while nobody has said who}
    chosen = models.JSONField(default=dict)  # {procedure: SHA-256 of the version the answers were given under}
    answers = models.JSONField(default=dict)  # {instance: {fact: {"v", "p"}}}
    later = models.JSONField(default=list)  # attachments to be handed in later
    typed = models.JSONField(default=list)  # what the guide had to ask: ["instance.fact"]

    correction_key = models.CharField(max_length=64, blank=True)
    corrects = models.CharField(max_length=32, blank=True)  # receipt number of the filing being corrected

    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)
    has_rated = models.BooleanField(default=False)  # the question after filing was answered; how, is not kept here

    class Meta:
        constraints = [
            models.CheckConstraint(name="intake_filed_has_time",
                                   condition=Q(state="filed", filed_at__isnull=False)
                                   | (~Q(state="filed") & Q(filed_at__isnull=True))),
            models.CheckConstraint(name="intake_is_somebodys",
                                   condition=Q(account__isnull=False) | ~Q(visitor="")),
            models.UniqueConstraint(fields=["correction_key"], name="intake_one_open_correction",
                                    condition=~Q(correction_key="") & Q(state="open")),
        ]
        indexes = [
            models.Index(fields=["account", "state", "-saved_at"], name="intake_drafts"),
            models.Index(fields=["visitor", "state"], name="intake_visitor", condition=~Q(visitor="")),
            models.Index(fields=["state", "saved_at"], name="intake_expiry"),
            models.Index(fields=["mandate_key"], name="intake_mandate", condition=~Q(mandate_key="")),
        ]

    def __str__(self) -> str:
        return self.key


class IntakeFile(models.Model):
    """A file handed in for an attachment; the bytes are in the file store under their hash."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    attachment = models.CharField(max_length=200)  # "procedure/attachment" or "procedure/attachment/instance"
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "attachment", "sha256"], name="intake_file_once")]

    def __str__(self) -> str:
        return self.name


class Filing(models.Model):
    """One procedure's application or declaration, as filed. Never changes: triggers refuse it in both databases."""

    receipt_number = models.CharField(max_length=32, unique=True)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="filings")
    procedure = models.CharField(max_length=100)
    version = models.CharField(max_length=64)
    instance = models.CharField(max_length=60, blank=True)  # the child it is for, where each has its own filing
    unit = models.CharField(max_length=50)
    mailbox_key = models.CharField(max_length=64)
    subject_key = models.CharField(max_length=64)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True, default="")  # opens the commitment in the event; goes with the row
    electronic_delivery = models.BooleanField()
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "procedure", "instance"], name="filing_once")]

    def __str__(self) -> str:
        return self.receipt_number


class FilingRevision(models.Model):
    """The corrected document of a filing, sent as the answer to one request. Never changes either."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    correction_key = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True, default="")
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="filing_revision_once")]

    def __str__(self) -> str:
        return f"{self.filing_id}/{self.number}"


class ReceiptSerial(models.Model):
    """The last receipt serial of a month; taken in the filing transaction, so no number is given out twice."""

    prefix = models.CharField(max_length=10)
    month = models.CharField(max_length=4)  # YYMM
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "month"], name="receipt_serial_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.month}-{self.last}"


class Memory(models.Model):
    """What a resident allowed us to remember for next time, by mailbox. Forgetting deletes the row."""

    mailbox_key = models.CharField(max_length=64, unique=True)
    people = models.JSONField(default=dict)  # {instance: {"role", "kind", "facts": {fact: {"v", "p"}}}}
    consented_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.mailbox_key

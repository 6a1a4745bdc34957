"""Cases and what belongs to them. Fields and constraints only; every write is an operation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from murakami.domain.cases.alarms import AlarmKind, AlarmState
from murakami.domain.cases.rules import CaseKind, Outcome, State

# plain texts, so that a migration never needs the enums of today's code
_ALARMS = [(kind.value, kind.value) for kind in AlarmKind]
_STATES_OF_ALARM = [(state.value, state.value) for state in AlarmState]


class Case(models.Model):
    """One filing in the agency's hands."""

    receipt_number = models.CharField(max_length=32, unique=True)
    procedure = models.CharField(max_length=100)
    version = models.CharField(max_length=64)  # SHA-256 of the procedure version it was filed under
    machine = models.CharField(max_length=20, choices=[(kind, kind) for kind in CaseKind])
    channel = models.CharField(max_length=20)

    state = models.CharField(max_length=30, choices=[(state, state) for state in State])
    last_event = models.ForeignKey("events.Event", on_delete=models.PROTECT, related_name="+")
    lock = models.PositiveIntegerField(default=0)  # grows with every write; a stale page is refused

    unit = models.CharField(max_length=50)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
                                 related_name="+")

    # for lists and search, derived from the newest revision
    applicant_name = models.CharField(max_length=400)
    title = models.CharField(max_length=400)
    search_text = models.TextField()

    filed_at = models.DateTimeField()  # arrival (到達)
    received_at = models.DateTimeField()  # when core took it in
    fulfilled_at = models.DateTimeField(null=True, blank=True)  # 届出: the duty is fulfilled (行政手続法37条)
    due_on = models.DateField(null=True, blank=True)  # null while the clock stands still or when there is no period
    ended_at = models.DateTimeField(null=True, blank=True)  # decided, closed or withdrawn, whichever came first

    mailbox_key = models.CharField(max_length=64)
    subject_key = models.CharField(max_length=64)
    electronic_delivery = models.BooleanField(default=False)
    waits_for_answer = models.BooleanField(default=False)  # something from the resident has not been answered
    alarm = models.CharField(max_length=10, blank=True, default="", choices=_STATES_OF_ALARM)  # "": nobody in it is protected

    worked_on_for: int | None = None  # not stored: the absent colleague for whom this row is being written (代理)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "due_on", "id"], name="case_unit_due"),
            models.Index(fields=["unit", "-id"], name="case_unit_new"),
            models.Index(fields=["assignee", "state", "due_on"], name="case_mine"),
            models.Index(fields=["unit"], name="case_unanswered", condition=Q(waits_for_answer=True)),
            models.Index(fields=["unit"], name="case_alarm", condition=Q(alarm="standing")),
            models.Index(fields=["mailbox_key"], name="case_mailbox"),
        ]

    def __str__(self) -> str:
        return self.receipt_number


class Entry(models.Model):
    """A line of a case's own book (経過): the event, and beside it what the book of events may not hold.

    `by` is the acting member of staff, empty for what came from outside; `text` is what they wrote about it. `acting_for`
    is the absent colleague whose right it was (代理), empty where it was a right of their own.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    event = models.OneToOneField("events.Event", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.case_id} {self.event_id}"


class EmergencyAccess(models.Model):
    """Somebody outside the unit has opened a case in an emergency: why, until when, and what the review said of it.

    Without `until` it waits for the consent of the case's unit and opens nothing.
    """

    class Outcome(models.TextChoices):
        """What whoever reviewed it found."""

        OPEN = ""
        JUSTIFIED = "justified"
        UNJUSTIFIED = "unjustified"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    consented_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome.choices)
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-until"], name="case_emergency_until")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="", reviewed_at=None) | ~Q(outcome="") & Q(reviewed_at__isnull=False),
                                   name="emergency_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.account_id} {self.opened_at}"


class Alarm(models.Model):
    """That a case touches somebody protected (支援措置): why; and, once a head has looked at it, who let it go on and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=20, choices=_ALARMS)
    raised_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="alarm_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Unmasking(models.Model):
    """That a head sees the addresses of a case of protected people for a while: why, until when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unmaskings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-until"], name="case_unmasked_until")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.account_id} {self.opened_at}"


class GuardedMailbox(models.Model):
    """What the edge was told last of a mailbox: whether it is guarded. `told` counts the tellings."""

    mailbox_key = models.CharField(max_length=64, unique=True)
    guarded = models.BooleanField()
    told = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.guarded} {self.told}"


class DeliveryConsent(models.Model):
    """The last word of a mailbox on electronic delivery: it may overtake a filing on its way here."""

    mailbox_key = models.CharField(max_length=64, unique=True)
    granted = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.granted} {self.at}"


class CaseRevision(models.Model):
    """The immutable document of a filing (0) and of each answered correction (1, 2, …)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    correction_key = models.CharField(max_length=64, blank=True)
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"


class Correction(models.Model):
    """A request to correct chosen items (補正); while it is open the clock stands still."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    key = models.CharField(max_length=64, unique=True)
    items = models.JSONField()  # [{"key", "kind", "reason"}]
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key


class ChecklistTick(models.Model):
    """A point of the checklist that somebody has seen to hold."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ticks")
    check_id = models.CharField(max_length=100)
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "check_id"], name="tick_once")]

    def __str__(self) -> str:
        return self.check_id


class Decision(models.Model):
    """A proposed, returned or approved decision (処分) with its letter."""

    class LetterState(models.TextChoices):
        """What has become of the letter."""

        NONE = "none"
        WAITING = "waiting"  # to be rendered
        HELD = "held"  # a name cannot be printed by any font
        DELIVERED = "delivered"  # recorded in the mailbox
        TO_POST = "to_post"  # to be printed and posted: no consent to electronic delivery
        POSTED = "posted"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=20, choices=[(outcome, outcome) for outcome in Outcome])
    reasons = models.TextField(blank=True)
    note = models.TextField(blank=True)  # to the approver, not to the resident
    revision = models.PositiveIntegerField()  # of the document that was decided on

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    document_number = models.CharField(max_length=50, blank=True)
    letter_state = models.CharField(max_length=20, choices=LetterState.choices, default=LetterState.NONE)
    letter_sha256 = models.CharField(max_length=64, blank=True)
    letter_salt = models.CharField(max_length=64, blank=True, default="")  # opens the commitment in the event; goes with the row
    letter_problem = models.TextField(blank=True)
    letter_opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_standing_decision", condition=Q(returned_at=None)),
            models.CheckConstraint(condition=Q(outcome="granted") | ~Q(reasons=""), name="adverse_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.key


class CaseMessage(models.Model):
    """A message between the unit and the resident."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    key = models.CharField(max_length=64, unique=True)
    from_resident = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class CaseFile(models.Model):
    """A file that came with a revision, by its hash in the file store."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    attachment_id = models.CharField(max_length=100)
    revision = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "attachment_id", "sha256"], name="file_once")]

    def __str__(self) -> str:
        return self.name


class PersonMatch(models.Model):
    """A clerk's confirmation that a person of the filing is a person of the register; nothing is matched silently."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="matches")
    instance = models.CharField(max_length=50)
    register_number = models.CharField(max_length=15)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "instance"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.instance} = {self.register_number}"

"""The yearly cycle: evaluations step by step, freezing, corrections, reminders."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Year(models.Model):
    """A fiscal year of the programme. Frozen, its document is what was decided and never changes."""

    class State(models.TextChoices):
        """How far the year has come."""

        OPEN = "open"
        EVALUATING = "evaluating"
        FROZEN = "frozen"

    fiscal_year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    document = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    rolled_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(
            name="programme_frozen_whole",
            condition=Q(state="frozen", document__isnull=False, frozen_at__isnull=False) & ~Q(sha256="")
            | ~Q(state="frozen") & Q(document__isnull=True, frozen_at__isnull=True, sha256=""))]

    def __str__(self) -> str:
        return str(self.fiscal_year)


class EvaluationStep(models.Model):
    """A signed step of an evaluation: a stage said a grade with reasons, or sent the evaluation back. Never changes."""

    class Stage(models.TextChoices):
        """Who evaluates."""

        SELF = "self"  # the owner unit
        GROUP = "group"  # 検討部会
        HEADQUARTERS = "headquarters"  # 推進本部

    class Grade(models.TextChoices):
        """Source of the scale: 浜松市 DX計画 KPI進捗 (A ahead, B on plan, C behind, D cannot be evaluated)."""

        A = "A"
        B = "B"
        C = "C"
        D = "D"

    class Course(models.TextChoices):
        """What follows in the next year (翌年度方針)."""

        CONTINUE = "continue"
        EXPAND = "expand"
        REVISE = "revise"
        END = "end"

    initiative = models.ForeignKey("programme.Initiative", on_delete=models.PROTECT, related_name="evaluations")
    fiscal_year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Stage.choices)
    grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    reason = models.TextField()
    cause = models.TextField(blank=True)  # required for C and D
    next_step = models.TextField(blank=True)  # required for C and D
    course = models.CharField(max_length=8, choices=Course.choices, blank=True)
    returned = models.BooleanField(default=False)  # this step gives the evaluation back to the stage below, for `reason`
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=200, default="")  # the office of whoever signed, as published; no name
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)  # of what was signed, and of the digest of the step before it

    class Meta:
        indexes = [models.Index(fields=["fiscal_year", "initiative", "-id"], name="programme_evaluations")]
        constraints = [
            models.CheckConstraint(name="programme_bad_grade_says_why",
                                   condition=~Q(grade__in=["C", "D"]) | (~Q(cause="") & ~Q(next_step=""))),
            models.CheckConstraint(name="programme_step_says_or_returns",
                                   condition=~Q(reason="") & (Q(returned=True, grade="", course="")
                                                              | (Q(returned=False) & ~Q(grade="") & ~Q(course="")))),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.fiscal_year} {self.stage} {self.grade}"


class FrozenCorrection(models.Model):
    """A recorded, reasoned correction of a frozen year: the old words stay beside the new ones."""

    year = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="corrections")
    initiative = models.CharField(max_length=40)
    field = models.CharField(max_length=60)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.year_id} {self.initiative} {self.field}"


class PeriodEvaluation(models.Model):
    """The evaluation of an initiative over the whole period of an edition."""

    edition = models.ForeignKey("programme.Edition", on_delete=models.PROTECT, related_name="evaluations")
    initiative = models.ForeignKey("programme.Initiative", on_delete=models.PROTECT, related_name="period_evaluations")
    grade = models.CharField(max_length=1, choices=EvaluationStep.Grade.choices)
    achieved = models.TextField()
    left = models.TextField(blank=True)  # what the next edition should take up
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "initiative"], name="programme_period_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.initiative_id}"


class UpdateLink(models.Model):
    """A personal link to update one's initiatives from a phone; only the hash of its token is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.expires_at}"


class Reminder(models.Model):
    """A digest that was sent to somebody: one message for everything that waits for them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()
    items = models.JSONField()  # [kind, code, …] of what it named

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "sent_on"], name="programme_one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.sent_on}"

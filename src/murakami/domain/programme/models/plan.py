"""The action plan (実行計画): initiatives and what is planned, done and measured for each in every fiscal year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class Initiative(models.Model):
    """An initiative (取組事項) as it lives through the editions, under its stable code."""

    code = models.CharField(max_length=40, unique=True)  # "2-1-1"
    title = models.CharField(max_length=200)
    is_current = models.BooleanField(default=True)  # False once no adopted edition names it
    purpose = models.TextField(blank=True)
    issue = models.TextField(blank=True)  # 現状・課題
    owner_unit = models.CharField(max_length=50, blank=True)
    related_units = models.JSONField(default=list)
    promoters = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)  # DX推進員 who update it
    procedures = models.JSONField(default=list)  # ids of procedures that show its live figures
    is_assumed = models.BooleanField(default=False)  # what a pack supposes and nobody of the municipality has confirmed
    revision = models.PositiveIntegerField(default=0)  # grows with every write to it or its years; a stale page is refused
    updated_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class YearPlan(models.Model):
    """What an initiative plans, spends and achieves in a fiscal year (April to March, by the year it begins)."""

    class Status(models.TextChoices):
        """How it goes."""

        NOT_STARTED = "not_started"
        ON_TRACK = "on_track"
        LATE = "late"
        DONE = "done"
        STOPPED = "stopped"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField()
    plan = models.TextField(blank=True)
    result = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.NOT_STARTED)
    status_reason = models.TextField(blank=True)
    budget_yen = models.BigIntegerField(null=True, blank=True)  # tax included
    settlement_yen = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "fiscal_year"], name="programme_year_plan_once"),
            models.CheckConstraint(name="programme_money_not_negative",
                                   condition=(Q(budget_yen__isnull=True) | Q(budget_yen__gte=0))
                                   & (Q(settlement_yen__isnull=True) | Q(settlement_yen__gte=0))),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.fiscal_year}"


class Task(models.Model):
    """A piece of work of a year; carried into the next one with a reason when it is not done."""

    class State(models.TextChoices):
        """Where it stands."""

        TODO = "todo"
        DOING = "doing"
        DONE = "done"
        DROPPED = "dropped"
        CARRIED = "carried"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="tasks")
    fiscal_year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=50, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TODO)
    done_on = models.DateField(null=True, blank=True)
    carried_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to")
    carry_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey("programme.AgendaItem", on_delete=models.PROTECT, null=True, blank=True,
                                   related_name="tasks")

    class Meta:
        indexes = [models.Index(fields=["initiative", "fiscal_year"], name="programme_task_year"),
                   models.Index(fields=["state", "due_on"], name="programme_task_due")]
        constraints = [
            models.CheckConstraint(name="programme_task_done_has_day",
                                   condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True))),
            models.CheckConstraint(name="programme_task_carried_says_why",
                                   condition=Q(carried_from__isnull=True) | ~Q(carry_reason="")),
        ]

    def __str__(self) -> str:
        return self.title


class Risk(models.Model):
    """What could go wrong, how likely (1 to 3), how bad (1 to 3), and what is done about it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="risks")
    key = models.CharField(max_length=32, unique=True)
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(3)])
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(3)])
    measure = models.TextField(blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(
            name="programme_risk_grades",
            condition=Q(likelihood__gte=1, likelihood__lte=3, impact__gte=1, impact__lte=3))]

    def __str__(self) -> str:
        return self.key


class Decision(models.Model):
    """A decision about an initiative, with its reason; `item` is the agenda item it was taken under, if any."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField(max_length=32, unique=True)
    decided_on = models.DateField()
    text = models.TextField()
    reason = models.TextField()
    item = models.ForeignKey("programme.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")

    def __str__(self) -> str:
        return self.key


class DesignCheck(models.Model):
    """How far an initiative keeps an article of サービス設計12箇条 (1 to 12)."""

    class Answer(models.TextChoices):
        """How far."""

        YES = "yes"
        PARTLY = "partly"
        NO = "no"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="checks")
    article = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=6, choices=Answer.choices)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "article"], name="programme_check_once"),
                       models.CheckConstraint(name="programme_check_article", condition=Q(article__gte=1, article__lte=12))]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.article}"


class Observation(models.Model):
    """A note of the quick loop (OODA): observed, judged, decided, done."""

    class Step(models.TextChoices):
        """The step of the loop. Source: 自治体DX推進手順書 ステップ3."""

        OBSERVE = "observe"
        ORIENT = "orient"
        DECIDE = "decide"
        ACT = "act"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="observations")
    step = models.CharField(max_length=8, choices=Step.choices)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["initiative", "-id"], name="programme_observations")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.step}"


class PlanEntry(models.Model):
    """A line of an initiative's own book: who changed what of its plan; `kind` is that of the event beside it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["initiative", "-id"], name="programme_entries")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.kind}"


class Kpi(models.Model):
    """What success is measured by. Bound to an indicator, its results are read there and never typed."""

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "up"
        DOWN = "down"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="kpis")
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    definition = models.TextField()
    unit = models.CharField(max_length=20)  # 件, %, 日
    direction = models.CharField(max_length=4, choices=Direction.choices)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_on = models.CharField(max_length=50, blank=True)  # of which time, in words
    indicator = models.CharField(max_length=100, blank=True)
    is_assumed = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="programme_kpi_name_once")]

    def __str__(self) -> str:
        return self.name


class KpiYear(models.Model):
    """The target and the result of a KPI in a fiscal year; a result says on what evidence."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField()
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    result = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kpi", "fiscal_year"], name="programme_kpi_year_once"),
            models.CheckConstraint(name="programme_result_has_evidence", condition=Q(result__isnull=True) | ~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.kpi_id} {self.fiscal_year}"

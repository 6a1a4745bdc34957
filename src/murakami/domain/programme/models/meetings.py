"""Bodies (本部, 部会 …) and their meetings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Body(models.Model):
    """A body of 図表2.6-1: headquarters, CIO, adviser, DX office, working groups, promoters."""

    class Kind(models.TextChoices):
        """What it is."""

        HEADQUARTERS = "headquarters"  # DX推進本部
        CIO = "cio"
        ADVISER = "adviser"  # CIO補佐官
        OFFICE = "office"  # デジタル化推進室
        WORKING_GROUP = "working_group"  # 検討部会
        PROMOTERS = "promoters"  # DX推進員

    code = models.SlugField(max_length=50, unique=True)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    name = models.CharField(max_length=100)
    role = models.TextField(blank=True)
    unit = models.CharField(max_length=50, blank=True)  # the unit of staff that it is, where it is one (推進室)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class BodyMembership(models.Model):
    """Who belongs to a body, from a day until the day before `until`. An adviser may have no account."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=100)  # 本部長, 副本部長, 部会長, 委員
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="programme_membership_days",
                                              condition=Q(until__isnull=True) | Q(until__gt=F("since")))]

    def __str__(self) -> str:
        return f"{self.body_id} {self.name}"


class Meeting(models.Model):
    """A meeting of a body; its papers are one PDF made from the plan as it stood when they were issued."""

    class State(models.TextChoices):
        """How far it has come."""

        PLANNED = "planned"
        ISSUED = "issued"  # papers are out
        HELD = "held"

    key = models.CharField(max_length=32, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    papers_sha256 = models.CharField(max_length=64, blank=True)
    minutes = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A point of the agenda; about an initiative, its pages of the plan are put into the papers."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    initiative = models.ForeignKey("programme.Initiative", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="programme_agenda_order")]

    def __str__(self) -> str:
        return self.title

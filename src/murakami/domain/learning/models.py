"""What learning keeps. Fields and constraints only; every write is an operation."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q


class LoadedCatalogue(models.Model):
    """Skills, roles and courses as packs brought them; a document never changes, one is current."""

    sha256 = models.CharField(max_length=64, unique=True)
    document = models.JSONField()
    is_current = models.BooleanField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True),
                                               name="learning_one_current_catalogue")]

    def __str__(self) -> str:
        return self.sha256[:8]


class RoleAssignment(models.Model):
    """The role in learning that somebody has from a day until the day before `until`."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(until=None), name="learning_one_role_at_a_time"),
            models.CheckConstraint(name="learning_role_days", condition=Q(until=None) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class Session(models.Model):
    """A course held at a place and time; the host keeps the list of who was there."""

    key = models.CharField(max_length=32, unique=True)
    subject_key = models.CharField(max_length=64)
    course = models.CharField(max_length=100)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    call_off_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["starts_at"], name="learning_session_time")]
        constraints = [
            models.CheckConstraint(name="learning_session_lasts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="learning_session_has_seats", condition=Q(capacity__gte=1)),
            models.CheckConstraint(name="learning_call_off_says_why",
                                   condition=Q(called_off_at=None) | ~Q(call_off_reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.starts_at}"


class Seat(models.Model):
    """Somebody's place in a session: taken, given up, and whether they were there."""

    class Witness(models.TextChoices):
        """How it is known that somebody was there."""

        CODE = "code"  # they opened the code that was shown in the room
        HAND = "hand"  # the host ticked the name

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True)
    attended_at = models.DateTimeField(null=True, blank=True)
    witness = models.CharField(max_length=4, choices=Witness.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "account"], name="learning_one_seat_each"),
            models.CheckConstraint(name="learning_attendance_has_witness",
                                   condition=Q(attended_at=None, witness="") | Q(attended_at__isnull=False) & ~Q(witness="")),
            models.CheckConstraint(name="learning_who_was_there_kept_the_seat",
                                   condition=Q(attended_at=None) | Q(given_up_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.account_id}"


class CheckTaken(models.Model):
    """A check that somebody took: what they chose under which document of the course, and how it came out."""

    key = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course = models.CharField(max_length=100)
    catalogue = models.ForeignKey(LoadedCatalogue, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()  # a list of chosen codes for each question
    right = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="learning_newest_checks")]
        constraints = [models.CheckConstraint(name="learning_right_of_total", condition=Q(right__lte=F("total")))]

    def __str__(self) -> str:
        return f"{self.course} {self.right}/{self.total}"


class Gain(models.Model):
    """A skill that somebody has from a day, at a level, until the day before `until`; no later pack changes it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    skill = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(3)])
    course = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "course", "skill", "since"], name="learning_gain_once_a_day"),
            models.CheckConstraint(name="learning_gain_level", condition=Q(level__gte=1, level__lte=3)),
            models.CheckConstraint(name="learning_gain_days", condition=Q(until=None) | Q(until__gt=F("since"))),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.skill} {self.level}"

"""Public comment (パブリックコメント) on a draft edition."""

from django.db import models
from django.db.models import F, Q


class Hearing(models.Model):
    """A period in which anybody may comment on a draft."""

    edition = models.OneToOneField("programme.Edition", on_delete=models.PROTECT, related_name="hearing")
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which comments are taken
    announcement = models.TextField()
    names_kept_days = models.PositiveSmallIntegerField(default=90)  # promised in public: after the results, then forgotten
    result = models.TextField(blank=True)  # what is said when the answers are published
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="programme_hearing_days", condition=Q(closes_on__gte=F("opens_on")))]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.opens_on}"


class Comment(models.Model):
    """What somebody said. Who it was is never published; `answer` is what the municipality makes of it."""

    class Effect(models.TextChoices):
        """What became of a comment."""

        REFLECTED = "reflected"
        ALREADY = "already"  # the draft says so already
        LATER = "later"  # taken up when the plan is carried out
        NOT_TAKEN = "not_taken"

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(max_length=32, unique=True)
    about = models.CharField(max_length=40, blank=True)  # code of an initiative; empty: the draft as a whole
    body = models.TextField()
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(
            name="programme_comment_answer_whole",
            condition=Q(effect="", answer="", answered_at__isnull=True)
            | (~Q(effect="") & ~Q(answer="") & Q(answered_at__isnull=False)))]

    def __str__(self) -> str:
        return self.key

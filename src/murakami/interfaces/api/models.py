"""What the API itself keeps: tokens by their digest, and for a day what a repeated request is answered."""

from django.conf import settings
from django.db import models


class AccessToken(models.Model):
    """Somebody who was given a token. The token itself is kept nowhere.

    `digest` is also what its conversations carry as their visitor, until an account owns them.
    """

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="api_token_unused")]

    def __str__(self) -> str:
        return f"token {self.pk}"


class Answered(models.Model):
    """What was answered to a request that made something, under the key that the client gave it."""

    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)  # a digest of the operation and of the client's key
    body = models.CharField(max_length=64)  # a digest of what was sent
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_answered_once")]
        indexes = [models.Index(fields=["at"], name="api_answered_old")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

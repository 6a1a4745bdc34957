"""What families answer when they are asked how filing was."""

import secrets
from datetime import datetime

from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.satisfaction import say_satisfied

_SCORES = (5, 4, 5, 3, 4, 5, 4, 2, 4)
_SILENT = 5  # every fifth family does not answer


def say_how_it_was(key: str, *, owner: Owner, number: int, at: datetime) -> None:
    """Let the family of this number answer, or not, for the conversation `key` that it has filed."""
    if number % _SILENT:
        say_satisfied(key=key, owner=owner, score=_SCORES[number % len(_SCORES)], draw_key=lambda: secrets.token_hex(16),
                      at=at)

"""Whether a mandate is held at this moment: what the room of conversations asks before it shows or takes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from murakami.domain.mandates.queries import find_held


@dataclass(frozen=True, slots=True)
class HeldOnADay:
    """The book of mandates as of the day that `today` names."""

    today: Callable[[], date]

    def is_held(self, *, key: str, account_id: int) -> bool:
        """Say whether an account holds a mandate today. SQL: 1."""
        return find_held(key=key, account_id=account_id, day=self.today()) is not None

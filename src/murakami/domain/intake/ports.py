"""What this room asks others: whether somebody may still act for the one whose conversation it is. Bound in config."""

from typing import Protocol


class Mandates(Protocol):
    """Knows who may act for whom at this moment."""

    def is_held(self, *, key: str, account_id: int) -> bool:
        """Say whether an account holds the mandate now. SQL: at most 1."""


_books: list[Mandates] = []


def bind_mandates(book: Mandates) -> None:
    """Say who knows the mandates; called by config."""
    _books[:] = [book]


def is_held(*, key: str, account_id: int | None) -> bool:
    """Say whether an account holds a mandate now; nobody does while nobody knows. SQL: at most 1."""
    return account_id is not None and any(book.is_held(key=key, account_id=account_id) for book in _books)

"""The number of a comment on a draft: told to whoever sent it, published beside what was said, the same in both zones."""

from typing import Final

_LENGTH: Final = 8


def comment_number(key: str) -> str:
    """Write the number of a comment as people read it: 3F2A-90BC."""
    shown = key[:_LENGTH].upper()
    return f"{shown[:4]}-{shown[4:]}"

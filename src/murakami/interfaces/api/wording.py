"""The language of an answer as packs name it."""

from django.utils.translation import get_language


def lang() -> str:
    """Give the language of this answer: ja, ja-easy, en."""
    return get_language() or "ja"

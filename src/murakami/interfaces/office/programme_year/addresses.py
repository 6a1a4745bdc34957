"""How years, bodies, meetings and links are written in addresses."""


class FiscalYearConverter:
    """A fiscal year by the year in which it begins: 2026."""

    regex = r"2[0-9]{3}"

    def to_python(self, value: str) -> int:
        """Read it."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write it as it stands."""
        return str(value)


class WordConverter:
    """The code of a body."""

    regex = r"[a-z][a-z0-9-]{0,49}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class MeetingConverter(WordConverter):
    """The key of a meeting."""

    regex = r"[0-9a-f]{32}"


class EditionConverter(WordConverter):
    """The code of an edition: 2.3."""

    regex = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}"


class TokenConverter(WordConverter):
    """The token of a personal link."""

    regex = r"[A-Za-z0-9_-]{43}"

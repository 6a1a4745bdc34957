"""How sessions, results and codes of attendance are written in addresses."""


class KeyConverter:
    """The random key of a session or a result."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class CodeConverter(KeyConverter):
    """A code of attendance: key, time and signature."""

    regex = r"[0-9a-f]{32}\.[0-9a-f]{1,10}\.[A-Za-z0-9_-]{43}"

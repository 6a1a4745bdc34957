"""What stands in the addresses of the office: anything else is no address, and never reaches the database."""


class ReceiptConverter:
    """A receipt number, as it is stored."""

    regex = "[A-Z]{1,5}-[0-9]{4}-[0-9]{5,12}-[0-9]"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class NumberConverter:
    """The number of a row: never so large that a database would refuse to look."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        """Read it."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write it."""
        return str(value)


class Sha256Converter(ReceiptConverter):
    """The hash of a stored file."""

    regex = "[0-9a-f]{64}"


class DayConverter(ReceiptConverter):
    """A day, as 2026-11-23."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

"""How initiatives, years and keys of the plan are written in addresses."""


class CodeConverter:
    """The code of an initiative: 2-1-1; digits in two or more parts, a word behind one that was merged away."""

    regex = r"[0-9]{1,3}(?:-[0-9]{1,3}){1,4}(?:-[a-z]{1,20}){0,3}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class KeyConverter(CodeConverter):
    """The key of a task, a risk or a KPI."""

    regex = r"[a-z0-9][a-z0-9-]{0,31}"

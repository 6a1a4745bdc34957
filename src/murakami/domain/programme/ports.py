"""What this room needs and does not build: printed papers of a meeting. Bound in config."""

from dataclasses import dataclass
from typing import Protocol


class PapersNotPrinted(Exception):
    """The papers could not be set; `characters` names signs that no font has, or is empty."""

    def __init__(self, characters: str = "") -> None:
        super().__init__(characters)
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of one initiative: label and value pairs, then what each KPI, task and stage says."""

    number: str  # 資料1
    code: str
    title: str
    unit: str
    rows: tuple[tuple[str, str], ...]
    kpis: tuple[tuple[str, str, str, str], ...]  # name, target, result, evidence
    tasks: tuple[tuple[str, str, str], ...]  # title, day, state
    evaluations: tuple[tuple[str, str, str], ...]  # stage, grade, words


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything that lies on the table of a meeting, ready to be set."""

    title: str
    body: str
    held_on: str
    place: str
    year: str
    agenda: tuple[tuple[str, str, str, str], ...]  # number, title, note, sheet
    members: tuple[tuple[str, str], ...]  # position, name
    sheets: tuple[Sheet, ...]
    issued: str


class PapersPrinter(Protocol):
    """Sets the papers of a meeting as one PDF."""

    def print_papers(self, papers: Papers) -> bytes:
        """Return the PDF. Raises PapersNotPrinted."""

"""The whole town: people into the register, sign-ins for the demo, and births filed with cases in every state."""

from datetime import date
from pathlib import Path

from murakami.demo.town.households import draw_households
from murakami.demo.town.register import records_of, write_offered_people
from murakami.domain.register.operations import import_residents

OFFERED_FILE = "demo_residents.json"


def synthesise(*, residents: int, seed: int, births: int, today: date, data_dir: Path) -> str:
    """Draw the town and say what there is now. Drawing it again changes nothing."""
    households = list(draw_households(residents=residents, seed=seed, today=today))
    people = import_residents(records_of(households))
    offered = write_offered_people(households, into=data_dir / OFFERED_FILE, today=today)
    return f"{people:,} residents in {len(households):,} households; {offered} of them can sign in."

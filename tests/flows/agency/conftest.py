"""The family's birth, filed and arrived at the agency."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from murakami.demo.town.register import records_of
from murakami.domain.cases.models import Case
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.register.operations import import_residents
from murakami.flows.agency import letters
from tests.domain.cases.cast import Cast, make_cast
from tests.flows.agency.office import FakePrinter, case_of, deliver
from tests.flows.mailing import filed
from tests.flows.mailing.filed import file_a_birth


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    """A printer that prints nothing."""
    before, fake = letters._printer, FakePrinter()
    letters.bind_printer(fake)
    yield fake
    letters._printer = before


@pytest.fixture
def cast(packs: None) -> Cast:
    """The people of two units."""
    return make_cast()


@pytest.fixture
def registered(db: None) -> None:
    """The family stands in the register."""
    import_residents(records_of([filed._FAMILY]))


@pytest.fixture
def cases(cast: Cast, printer: FakePrinter, resident: Owner, draw_key: Callable[[], str], at: datetime) -> dict[str, Case]:
    """The cases of the birth, by procedure."""
    filings = file_a_birth(resident, draw_key=draw_key, at=at)
    deliver(at)
    return {procedure: case_of(filing.receipt_number) for procedure, filing in filings.items()}


@pytest.fixture
def claim(cases: dict[str, Case]) -> Case:
    """The claim for the child allowance: an application."""
    return cases["child-allowance-claim"]


@pytest.fixture
def insurance(cases: dict[str, Case]) -> Case:
    """The child joins the health insurance: a declaration."""
    return cases["national-health-insurance-child"]

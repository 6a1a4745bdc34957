"""Finding where a conversation stands: its row, and the definitions it speaks of."""

from dataclasses import dataclass
from datetime import date

from murakami.domain.intake.models import Intake
from murakami.domain.intake.queries import get_intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.planning import Definitions, Standing, join_definitions, stand
from murakami.domain.procedures.queries import find_version, get_life_event


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it stands today."""

    intake: Intake
    standing: Standing

    @property
    def moved(self) -> tuple[str, ...]:
        """The chosen procedures of which a newer version is published than the answers were given under."""
        pins = self.intake.chosen
        return tuple(version.id for version in self.standing.definitions.versions
                     if pins.get(version.id) not in {None, version.sha})

    @property
    def reviewed(self) -> str:
        """The answers as saved and the versions in force; it changes when either does. `review_mark` adds the files."""
        return ":".join((str(self.intake.revision),
                         *(version.sha[:12] for version in self.standing.definitions.versions)))


def read_conversation(*, key: str, owner: Owner, today: date) -> Conversation:
    """Read one's own conversation and where it stands.

    Raises:
        IntakeNotFound: it does not exist or is somebody else's.
        LifeEventNotFound: its life event is published no more.
    SQL: 1, and what the definitions take (at most 1).
    """
    intake = get_intake(key=key, owner=owner)
    return Conversation(intake=intake, standing=standing_of(intake, today=today))


def standing_of(intake: Intake, *, today: date) -> Standing:
    """Find where a conversation stands, with the definitions that are in force now. SQL: at most 1."""
    return stand(definitions=definitions_of(intake), people=intake.people, stored=intake.answers, today=today)


def definitions_of(intake: Intake) -> Definitions:
    """Take the definitions a conversation speaks of, as they are in force now. SQL: at most 1.

    A chosen procedure that is published no more is left out. A correction stays with the version that was filed.
    """
    event = get_life_event(intake.life_event) if intake.life_event else None
    is_correction = intake.purpose == Intake.Purpose.CORRECTION
    # a database may give a mapping back in an order of its own: the order of the life event is the order of the filings
    chosen = [procedure for procedure in event.procedures if procedure in intake.chosen] if event else sorted(intake.chosen)
    versions = [find_version(procedure, intake.chosen[procedure] if is_correction else None) for procedure in chosen]
    return join_definitions(event, tuple(version for version in versions if version is not None))

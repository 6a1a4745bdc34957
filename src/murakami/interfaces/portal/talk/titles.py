"""What a conversation is called: its life event, else its procedure."""

from django.utils.translation import gettext as _

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.planning import Definitions
from murakami.domain.procedures.queries import LifeEventNotFound, find_version, get_life_event
from murakami.interfaces.portal.wording import lang


def draft_title(intake: Intake) -> str:
    """Name a conversation in a list. SQL: none beside the definitions' one."""
    if intake.life_event:
        try:
            return get_life_event(intake.life_event).text("title", lang())
        except LifeEventNotFound:
            return _("終わった案内")
    version = next((found for procedure in intake.chosen if (found := find_version(procedure))), None)
    return version.text("title", lang()) if version else _("終わった手続")


def talk_title(definitions: Definitions) -> str:
    """Name a conversation on its own pages."""
    if definitions.event is not None:
        return definitions.event.text("title", lang())
    return next((version.text("title", lang()) for version in definitions.versions), "")

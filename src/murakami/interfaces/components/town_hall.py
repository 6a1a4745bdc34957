"""The town hall in a few words: for mails, and for the pages of what went wrong, which must not ask the database."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from murakami.domain.procedures.queries import Municipality, NoMunicipality, get_municipality, recall_municipality
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class TownHall:
    """What the site is called and whom one can call; each is "" where nothing is known."""

    brand: str = ""
    name: str = ""
    phone: str = ""


def known_town_hall() -> TownHall:
    """Say, in the language of the page, what earlier pages of this process have shown. SQL: none."""
    return _said(recall_municipality())


def town_hall() -> TownHall:
    """Say it as it is published now. SQL: at most the definitions' one."""
    try:
        return _said(get_municipality())
    except NoMunicipality:
        return TownHall()


def _said(town: Municipality | None) -> TownHall:
    if town is None:
        return TownHall()
    lang = get_language() or "ja"
    return TownHall(brand=text_in(town.brand, lang), name=_("{city}役所").format(city=town.name_in(lang)), phone=town.phone)

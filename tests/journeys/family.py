"""The family of the journey: a mother who files, a partner, a child just born and an older one."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Name:
    """A name as one types it: the reading in hiragana, which the software turns into katakana."""

    family: str
    given: str
    family_kana: str
    given_kana: str

    @property
    def shown(self) -> str:
        return f"{self.family} {self.given}"


@dataclass(frozen=True)
class Family:
    """Who is asked about; `me` has a card at the provider."""

    me: Name
    partner: Name
    newborn: Name
    sibling: Name
    born_on: date
    sibling_born_on: date


def family_of(mother: str, *, today: date) -> Family:
    """Make the family of a mother as her card names her; the youngest was born six days ago, the other four years before."""
    family, given = mother.split(" ")

    def named(given: str, given_kana: str) -> Name:
        return Name(family, given, "むらかみ", given_kana)

    born_on = today - timedelta(days=6)
    return Family(me=named(given, "はなこ"), partner=named("健太", "けんた"), newborn=named("凪", "なぎ"),
                  sibling=named("葵", "あおい"), born_on=born_on, sibling_born_on=date(born_on.year - 4, 11, 3))

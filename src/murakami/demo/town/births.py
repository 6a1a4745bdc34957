"""Births filed as families would file them: through the guide, the interview and the filing that residents use."""

from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random

from murakami.demo.town.filling import Family, FormData, Question
from murakami.demo.town.households import Household, Person
from murakami.domain.intake.models import Filing
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import Item
from murakami.flows.conversation import answering, choosing, people, starting
from murakami.flows.conversation.asking import guide_question
from murakami.flows.conversation.filing import file_intake, mark_review
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.kernel.dates import day_in_japan

_MOST_PAGES = 60


class FamilyStuck(RuntimeError):
    """A page of the conversation did not take what the family answered; names the page and the errors."""


def family_of(household: Household, *, at: datetime, rng: Random) -> Family:
    """Cast a household for the life event birth: who fills in, the other parent, the newborn and the siblings."""
    adults = [person for person in household.people if person.relation in {"妻", "世帯主"}]
    children = sorted((person for person in household.people if person.relation == "子"),
                      key=lambda person: person.born_on, reverse=True)
    me, partner = adults[-1], adults[0] if len(adults) > 1 else None
    cast: dict[str, Person] = {"me": me, **({"partner": partner} if partner else {}), "newborn-1": children[0]}
    cast |= {f"sibling-{number}": child for number, child in enumerate(children[1:4], start=1)}
    wishes = {"main_earner": "partner" if partner else "only_me", "gave_birth": "yes" if me.sex == "2" else "no",
              "allowance_status": "receiving" if len(children) > 1 else rng.choice(["not_yet", "not_yet", "public_servant"]),
              "child_insurance": rng.choice(["national_health", "employees", "employees"]),
              "wants_nursery": rng.choice(["yes", "no"])}
    return Family(household=household, people=cast, today=day_in_japan(at), wishes=wishes)


def file_birth(family: Family, *, owner: Owner, consent: bool, draw_key: Callable[[], str],
               at: datetime) -> tuple[Filing, ...]:
    """Walk the conversation from the first question to the filing; returns the filings.

    Raises FamilyStuck when a page refuses what an ordinary family answers.
    """
    talk = Talk(family, owner=owner, at=at)
    intake = starting.begin_life_event(event_id="birth", owner=owner, resident=starting.NOBODY, draw_key=draw_key, at=at)
    talk.answer_guide(intake.key)
    choosable = choosing.list_choosable(talk.read(intake.key).standing)
    if not choosable:
        return ()
    choosing.choose_procedures(key=intake.key, owner=owner, procedures=choosable, at=at)
    siblings = sum(instance.startswith("sibling") for instance in family.people)
    people.set_people(key=intake.key, owner=owner, counts={"newborn": 1, "sibling": siblings}, at=at,
                      resident=starting.NOBODY)
    talk.answer_pages(intake.key)
    return file_intake(key=intake.key, owner=owner, reviewed=mark_review(talk.read(intake.key)), electronic_delivery=consent,
                       memory_allowed=False, draw_key=draw_key, at=at).filings


class Talk:
    """A family at one conversation, answering as it would."""

    def __init__(self, family: Family, *, owner: Owner, at: datetime) -> None:
        self._family, self._owner, self._at = family, owner, at

    def read(self, key: str) -> Conversation:
        """Read the conversation as it stands."""
        return read_conversation(key=key, owner=self._owner, today=day_in_japan(self._at))

    def answer_guide(self, key: str) -> None:
        """Answer every question of the guide. Raises FamilyStuck."""
        for _ in range(_MOST_PAGES):
            standing = self.read(key).standing
            asked = standing.guide.next_question if standing.guide else None
            if asked is None:
                return
            item = guide_question(standing, asked)
            form = self._family.fill([_question(standing, item, required=True)])
            saved = answering.answer_question(key=key, owner=self._owner, question=item.field_key, form=form, seen={},
                                              lang="ja", at=self._at)
            if not saved.is_saved:
                raise FamilyStuck(f"{item.field_key}: {saved.reading.errors}")
        raise FamilyStuck("the guide does not end")

    def form_of(self, standing: Standing, items: tuple[Item, ...]) -> FormData:
        """Fill a page as the family would."""
        return self._family.fill(_questions(standing, items))

    def answer_pages(self, key: str) -> None:
        """Answer every page of the interview. Raises FamilyStuck."""
        done: set[str] = set()
        for _ in range(_MOST_PAGES):
            standing = self.read(key).standing
            page = next((page for page in standing.plan.pages if page.key not in done), None)
            if page is None:
                return
            form = self.form_of(standing, page.items)
            saved = answering.save_page(key=key, owner=self._owner, page_key=page.key, form=form, seen={},
                                        resident=starting.NOBODY, lang="ja", at=self._at)
            if not saved.is_saved:
                raise FamilyStuck(f"{page.key}: {saved.reading.errors}")
            done.add(page.key)
        raise FamilyStuck("the interview does not end")


def _questions(standing: Standing, items: tuple[Item, ...]) -> Iterator[Question]:
    return (_question(standing, item, required=item.required) for item in items)


def _question(standing: Standing, item: Item, *, required: bool) -> Question:
    return Question(field_key=item.field_key, instance=item.key[0], fact=standing.fact(item.key), required=required)

"""A mother who fills in a birth as a browser would send it: guide, choice, people, pages."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.conflicts import seen_to_text
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation import answering, choosing, filing, people, starting
from murakami.flows.conversation.answering import Saved
from murakami.flows.conversation.asking import digests_of
from murakami.flows.conversation.filing import Filed
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.flows.conversation.starting import NOBODY, Acting, Resident
from murakami.kernel.conditions.situation import field_key_of
from murakami.kernel.dates import day_in_japan

HOME = {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋", "block": "232-1"}
ACCOUNT = {"registered": "yes"}
GUIDE: Mapping[str, Any] = {
    "me.lives_in_city": "yes", "household.main_earner": "partner", "household.allowance_status": "not_yet",
    "household.child_insurance": "national_health", "household.wants_nursery": "no", "me.gave_birth": "yes",
    "newborn-1.born_on": {"year": "2026", "month": "11", "day": "3"},
}
ANSWERS: Mapping[str, Any] = GUIDE | {
    "me.name": {"family": "葛\U000e0100城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"},
    "me.born_on": {"year": "平成4", "month": "2", "day": "29"}, "me.residence": HOME, "me.phone": "090-1234-5678",
    "me.work": "employee", "me.babies_count": "1", "me.hospital": "県立坂町病院",
    "partner.name": {"family": "葛\U000e0100城", "given": "健", "family_kana": "カツラギ", "given_kana": "ケン"},
    "partner.born_on": {"year": "1991", "month": "5", "day": "2"}, "partner.sex": "male", "partner.residence": HOME,
    "partner.phone": "090-8765-4321", "partner.work": "self_employed",
    "newborn-1.name": {"family": "葛\U000e0100城", "given": "ひなた", "family_kana": "カツラギ", "given_kana": "ヒナタ"},
    "newborn-1.sex": "female",
    "newborn-2.name": {"family": "葛\U000e0100城", "given": "みなと", "family_kana": "カツラギ", "given_kana": "ミナト"},
    "newborn-2.born_on": {"year": "令和8", "month": "11", "day": "3"}, "newborn-2.sex": "male",
    "household.special_cases": ["none"], "household.circumstances": ["none"],
    "account.account": ACCOUNT, "mother_account.account": ACCOUNT,
}
Form = dict[str, list[str]]


def form_of(**answers: Any) -> Form:
    """Write answers as a browser sends them: "instance.fact" to a text, several, or the texts of its parts."""
    form: Form = {}
    for name, value in answers.items():
        parts = value if isinstance(value, dict) else {"value": value}
        form.update({f"{name}.{part}": list(text) if isinstance(text, list) else [text] for part, text in parts.items()})
    return form


class Mother:
    """Somebody at one conversation. `answers` may be changed on the way."""

    def __init__(self, *, owner: Owner, draw_key: Callable[[], str], at: datetime, resident: Resident = NOBODY,
                 acting: Acting | None = None) -> None:
        self.owner, self.at, self.resident, self._draw_key = owner, at, resident, draw_key
        self.answers: dict[str, Any] = dict(ANSWERS)
        self.key = starting.begin_life_event(event_id="birth", owner=owner, resident=resident, draw_key=draw_key,
                                             at=at, acting=acting).key

    @property
    def conversation(self) -> Conversation:
        return read_conversation(key=self.key, owner=self.owner, today=day_in_japan(self.at))

    @property
    def intake(self) -> Intake:
        return Intake.objects.get(key=self.key)

    def answer_guide(self) -> list[str]:
        """Answer until nothing is left to ask; the questions asked, in order."""
        asked = []
        while (guide := self.conversation.standing.guide) and guide.next_question:
            name = field_key_of(guide.next_question)
            assert self.ask(name).is_saved
            asked.append(name)
        return asked

    def ask(self, name: str) -> Saved:
        return answering.answer_question(key=self.key, owner=self.owner, question=name, seen={}, lang="ja", at=self.at,
                                         form=form_of(**{name: self.answers[name]}))

    def choose(self, procedures: Collection[str] | None = None) -> None:
        choosable = choosing.list_choosable(self.conversation.standing)
        choosing.choose_procedures(key=self.key, owner=self.owner, at=self.at,
                                   procedures=choosable if procedures is None else procedures)

    def say_people(self, **counts: int) -> None:
        people.set_people(key=self.key, owner=self.owner, counts=counts, at=self.at, resident=self.resident)

    def fill(self, page_key: str, *, seen: str | None = None, leave: bool = False, **changes: Any) -> Saved:
        """Fill in one page; `seen` as the page carried it, None for a page made just now."""
        page = self.conversation.standing.plan.page(page_key)
        assert page is not None, page_key
        told = {item.field_key: self.answers.get(item.field_key, "") for item in page.items} | changes
        carried = self.seen(page_key) if seen is None else seen
        return answering.save_page(
            key=self.key, owner=self.owner, page_key=page_key, form=form_of(**told), lang="ja", at=self.at, leave=leave,
            seen=dict(part.rsplit(":", 1) for part in carried.split()), resident=self.resident)

    def seen(self, page_key: str) -> str:
        standing = self.conversation.standing
        page = standing.plan.page(page_key)
        assert page is not None
        return seen_to_text(digests_of(standing, page.items))

    def fill_all(self) -> list[str]:
        """Fill in every page that the plan shows, also those that answers bring about."""
        done: list[str] = []
        while page := next((page for page in self.conversation.standing.plan.pages if page.key not in done), None):
            saved = self.fill(page.key)
            assert saved.is_saved, {key: str(error) for key, error in saved.reading.errors.items()}
            done.append(page.key)
        return done

    def come_to_the_review(self, *, newborn: int = 1) -> None:
        self.answer_guide()
        self.choose()
        self.say_people(newborn=newborn, sibling=0)
        self.fill_all()

    def file(self, *, reviewed: str | None = None, memory_allowed: bool = False) -> Filed:
        return filing.file_intake(
            key=self.key, owner=self.owner, electronic_delivery=True, memory_allowed=memory_allowed, at=self.at,
            draw_key=self._draw_key, reviewed=filing.mark_review(self.conversation) if reviewed is None else reviewed)

"""Fills pages of an interview as a fictitious family would, through the same form names that a browser sends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from murakami.demo.town.households import Household, Person
from murakami.kernel.facts import Fact

FormData = dict[str, list[str]]

# what an ordinary family answers; anything else takes the first choice, "no", or a word
_LIKELY: Mapping[str, str] = {
    "work": "employee", "living": "together", "relation": "child", "support": "shares_livelihood",
    "main_earner": "partner", "allowance_status": "not_yet", "child_insurance": "national_health",
    "wants_nursery": "yes", "gave_birth": "yes", "lives_in_city": "yes", "care_reason": "work",
    "care_hours": "standard", "care_notes": "nothing_special",
}
_WORDS: Mapping[str, str] = {"hospital": "村上総合病院", "examined_by": "村上総合病院", "pick_up": "母が車で",
                             "care_place_1": "第一保育園", "school": "村上小学校", "insurer": "協会けんぽ 新潟支部"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a page asks it: the HTML name of its field, whom it is about, and the fact."""

    field_key: str
    instance: str
    fact: Fact
    required: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Who stands behind the instances of a conversation (me, partner, newborn-1 …), at one address."""

    household: Household
    people: Mapping[str, Person]
    today: date
    wishes: Mapping[str, str] = field(default_factory=dict)

    def fill(self, questions: Iterable[Question]) -> FormData:
        """Answer every required question."""
        form: FormData = {}
        for question in questions:
            if question.required:
                parts = dict(self._parts(question))
                form.update({f"{question.field_key}.{name}": values for name, values in parts.items()})
        return form

    def _parts(self, question: Question) -> Iterator[tuple[str, list[str]]]:
        fact, person = question.fact, self.people.get(question.instance)
        match fact.type:
            case "person_name":
                yield from _name(person or next(iter(self.people.values())))
            case "date":
                yield from _date(person.born_on if person and fact.id == "born_on" else self._day(fact))
            case "address":
                yield from self._address()
            case "choice" | "choices" | "yes_no":
                yield "value", [self._choice(fact)]
            case "bank_account":
                yield "registered", ["yes"]
            case "consent":
                yield "value", ["yes"]
            case "phone":
                yield "value", ["090-0000-0000"]
            case "email":
                yield "value", ["fictitious@example.jp"]
            case "integer" | "amount_yen":
                yield "value", [str(fact.options.get("min", "1"))]
            case _:
                yield "value", [_WORDS.get(fact.id, "なし")]

    def _choice(self, fact: Fact) -> str:
        offered: Sequence[str] = [str(code) for code in fact.options.get("choices", ())] or ["no", "yes"]  # type: ignore[attr-defined]
        wished = self.wishes.get(fact.id) or _LIKELY.get(fact.id, "")
        return wished if wished in offered else offered[0]

    def _day(self, fact: Fact) -> date:
        return date(self.today.year + 1, 4, 1) if fact.id == "care_from" else self.today

    def _address(self) -> Iterator[tuple[str, list[str]]]:
        home = self.household
        yield from {"postal_code": [home.town.postal_code], "prefecture": ["新潟県"], "city": ["村上市"],
                    "town": [home.town.name], "block": [home.block], "building": [home.building]}.items()


def _name(person: Person) -> Iterator[tuple[str, list[str]]]:
    yield from {"family": [person.family[0]], "given": [person.given[0]], "family_kana": [person.family[1]],
                "given_kana": [person.given[1]]}.items()


def _date(day: date) -> Iterator[tuple[str, list[str]]]:
    yield from {"year": [str(day.year)], "month": [str(day.month)], "day": [str(day.day)]}.items()

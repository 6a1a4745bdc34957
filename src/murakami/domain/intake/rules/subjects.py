"""What people are called on pages and in documents: あなた, パートナー, 生まれたお子さん（2人目）."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from murakami.domain.intake.rules.planning import ME, Definitions, Standing
from murakami.kernel.ages import age_on
from murakami.kernel.conditions.situation import People
from murakami.kernel.facts import RoleSpec
from murakami.kernel.languages import EASY, EN, JA, Text, text_in
from murakami.kernel.names import PersonName

OF_AGE: Final = 18
_NUMBERED: Final = {JA: "{title}（{number}人目）", EASY: "{title}（{number}人目（にんめ））", EN: "{title} {number}"}
_NAMED: Final = {JA: "{title}（{name}）", EASY: "{title}（{name}）", EN: "{title} ({name})"}


def subjects_of(standing: Standing) -> dict[str, Text]:
    """Name everybody and everything that takes part, by language: by role, and by number where a role has several."""
    titles: dict[str, Text] = {}
    for role, instances in standing.people.items():
        spec = standing.definitions.cast.get(role)
        for number, instance in enumerate(instances or (), start=1):
            titles.setdefault(instance, _title(standing.definitions, role, spec, number, len(instances or ())))
    return titles


def name_of(standing: Standing, instance: str) -> PersonName | None:
    """Find the name that was answered for somebody."""
    values = (standing.situation.facts.get((instance, fact)) for fact in standing.stored.get(instance, {}))
    return next((value for value in values if isinstance(value, PersonName)), None)


def called(standing: Standing, instance: str, lang: str) -> str:
    """Say who somebody is in a language, with the name where it is known and tells more than the role."""
    title = text_in(subjects_of(standing).get(instance, {}), lang)
    name = name_of(standing, instance)
    if name is None or instance == my_instance(standing):
        return title
    role = text_in(standing.definitions.role_title(role_holding(standing.people, instance)), lang)
    return _NAMED.get(lang, _NAMED[JA]).format(title=role or title, name=name.full)


def my_instance(standing: Standing) -> str:
    """Say who of those taking part is the person who fills in: `me`, else whose application it is."""
    people = standing.people
    if people.get(ME):
        return (people[ME] or ("",))[0]
    whose = next((version.whose for version in standing.definitions.versions), "")
    return next(iter(people.get(whose) or ()), "")


def is_minor(standing: Standing, instance: str) -> bool:
    """Say whether somebody is under 18 today, as far as the conversation says when they were born.

    Source: 民法4条, 818条 (as of 2022-04-01): parents act for their children until the 18th birthday.
    """
    facts = standing.definitions.kinds[standing.kind_of[instance]].facts if instance in standing.kind_of else {}
    born_on = next((standing.situation.facts.get((instance, fact.id)) for fact in facts.values()
                    if fact.gif == "個人.生年月日"), None)
    return isinstance(born_on, date) and age_on(born_on, standing.today) < OF_AGE


def role_holding(people: People, instance: str) -> str:
    """Find the cast role that somebody takes; empty for nobody known."""
    return next((role for role, instances in people.items() if instance in (instances or ())), "")


def _title(definitions: Definitions, role: str, spec: RoleSpec | None, number: int, count: int) -> Text:
    title: Mapping[str, str] = definitions.role_title(role)
    if spec is None or not spec.plural or count < 2:
        return title
    return {lang: _NUMBERED.get(lang, _NUMBERED[JA]).format(title=text, number=number) for lang, text in title.items()}

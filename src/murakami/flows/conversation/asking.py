"""What a page asks: items with their definitions, labels in the reader's language, and what fills them already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from murakami.domain.intake.rules.answers import find_answer
from murakami.domain.intake.rules.conflicts import digest_of
from murakami.domain.intake.rules.pages import Asked
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.subjects import role_holding
from murakami.engines.interview import Item, Page
from murakami.kernel.conditions.situation import FactKey
from murakami.kernel.facts import UNKNOWN
from murakami.kernel.languages import text_in

_NOTHING = Prefill()


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page of the interview and what it asks."""

    page: Page
    items: tuple[Asked, ...]


def asked_page(standing: Standing, page: Page, *, lang: str, prefill: Prefill = _NOTHING) -> AskedPage:
    """Lay out a page for reading and showing."""
    return AskedPage(page=page, items=tuple(asked_items(standing, page.items, lang=lang, prefill=prefill)))


def asked_items(standing: Standing, items: Sequence[Item], *, lang: str, prefill: Prefill) -> Iterable[Asked]:
    """Join items with what reading them needs."""
    for item in items:
        parts, said = prefill.parts.get(item.key, ({}, None)) if item.value is UNKNOWN else ({}, None)
        yield Asked(item=item, fact=standing.fact(item.key), known_parts=parts, known_by=said,
                    label=text_in(standing.definitions.fact_text(item.kind, item.fact), lang))


def guide_question(standing: Standing, key: FactKey) -> Item:
    """Make the item of a question of the guide.

    Raises KeyError when it speaks of nobody or nothing known here, or where there is a guide is none of its questions:
    what no page asks is not stored.
    """
    standing.fact(key)
    event = standing.definitions.event
    if event is not None and key not in event.plan.stand(standing.situation).questions:
        raise KeyError(key)
    return Item(key=key, role=role_holding(standing.people, key[0]), kind=standing.kind_of[key[0]], required=True,
                used_by=(), reasons=(), suggestion=None, value=standing.situation.facts.get(key, UNKNOWN),
                provenance=standing.known.get(key))


def digests_of(standing: Standing, items: Iterable[Item]) -> Mapping[str, str]:
    """Shorten the stored answer of every item, to tell later whether somebody else has changed it."""
    digests = {}
    for item in items:
        answer = find_answer(standing.stored, item.key)
        digests[item.field_key] = digest_of(answer.value_json if answer else None, known=answer is not None)
    return digests

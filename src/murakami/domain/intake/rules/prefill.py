"""What need not be asked: what the card says of the person who signed in, and what was allowed to be remembered.

Which fact a card item fills is said by the fact itself: its source `card` and its name in the government's core data
model (`gif`). One more fact follows from the address: `lives_in_city`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from murakami.foundation.accounts.card import CardAddress, CardItems
from murakami.kernel.conditions.situation import FactKey
from murakami.kernel.facts import Answer, Assurance, Fact, Kind, Provenance, ValueSource
from murakami.kernel.fields.options import flag_option, list_option
from murakami.kernel.json_values import Json

_NAME: Final = "個人.氏名"
_BORN_ON: Final = "個人.生年月日"
_SEX: Final = "個人.性別"
_ADDRESS: Final = "個人.住所"
_FIRM_NAME: Final = "法人.商号又は名称"
_FIRM_NUMBER: Final = "法人.法人番号"
_FIRM_ADDRESS: Final = "法人.所在地"
_FIRM_HEAD: Final = "法人.代表者名"
LIVES_IN_CITY: Final = "lives_in_city"


@dataclass(frozen=True, slots=True)
class Prefill:
    """Whole answers, and parts of answers that still need the rest (a name without its reading)."""

    answers: Mapping[FactKey, Answer] = field(default_factory=dict)
    parts: Mapping[FactKey, tuple[Mapping[str, str], Provenance]] = field(default_factory=dict)


def from_card(*, items: CardItems, read_at: datetime | None, instance: str, kind: Kind, city: str) -> Prefill:
    """Say what the card tells about `instance`, the person who signed in. `city` is our municipality's name.

    Nothing when no card was read. Source: デジタル認証アプリ, 基本4情報; the reading of a name is not on the card.
    """
    if read_at is None:
        return Prefill()
    said = Provenance(source=ValueSource.CARD, at=read_at.isoformat(), assurance=Assurance.VERIFIED)
    facts = [fact for fact in kind.facts.values() if ValueSource.CARD in fact.sources]
    values = {fact.id: _whole(fact, items, city) for fact in facts}
    parts = {fact.id: _parts(fact, items) for fact in facts if values[fact.id] is None}
    return Prefill(
        answers={(instance, fact): Answer(value, said) for fact, value in values.items() if value is not None},
        parts={(instance, fact): (known, said) for fact, known in parts.items() if known})


@dataclass(frozen=True, slots=True)
class CheckedFirm:
    """What a provider checked of the firm for which somebody acts, and when it was read."""

    name: str
    corporate_number: str
    address: CardAddress | None
    representative: str
    read_at: datetime


def from_firm(*, firm: CheckedFirm, instance: str, kind: Kind) -> Prefill:
    """Say what the provider tells about the firm that `instance` is, for the facts that name it as a source.

    An address without its town is left out: its parts would have to be guessed.
    """
    said = Provenance(source=ValueSource.BUSINESS_ID, at=firm.read_at.isoformat(), assurance=Assurance.VERIFIED)
    told: dict[str, Json] = {_FIRM_NAME: firm.name, _FIRM_NUMBER: firm.corporate_number, _FIRM_HEAD: firm.representative,
                             _FIRM_ADDRESS: _address(firm.address) if firm.address and firm.address.is_matched else None}
    return Prefill(answers={
        (instance, fact.id): Answer(value, said) for fact in kind.facts.values()
        if ValueSource.BUSINESS_ID in fact.sources and (value := told.get(fact.gif or ""))})


def from_memory(*, people: Mapping[str, Any], instances: Mapping[str, str],
                kinds: Mapping[str, Kind]) -> dict[FactKey, Answer]:
    """Offer again what was remembered, for those who take part: `instances` maps who is here to who was remembered."""
    answers: dict[FactKey, Answer] = {}
    for here, remembered in instances.items():
        person = people.get(remembered, {})
        kind = kinds.get(person.get("kind", ""))
        for fact, answer in person.get("facts", {}).items() if kind else ():
            if kind and fact in kind.facts and ValueSource.EARLIER_FILING in kind.facts[fact].sources:
                answers[here, fact] = Answer.from_json(answer)
    return answers


def remembered_facts(*, stored: Mapping[str, Any], kind: Kind, receipt_number: str) -> dict[str, Any]:
    """Pick what may be offered again next time from the answers about one person, with where they come from."""
    kept: dict[str, Any] = {}
    for fact, data in stored.items():
        if fact in kind.facts and ValueSource.EARLIER_FILING in kind.facts[fact].sources and data["v"] is not None:
            said = Answer.from_json(data).provenance
            kept[fact] = Answer(data["v"], Provenance(
                source=ValueSource.EARLIER_FILING, at=said.at, assurance=said.assurance,
                receipt_number=receipt_number)).to_json()
    return kept


def _whole(fact: Fact, items: CardItems, city: str) -> Json:
    if fact.id == LIVES_IN_CITY and items.address and items.address.is_matched:
        return items.address.city == city
    if fact.gif == _BORN_ON and items.born_on:
        return items.born_on.isoformat()
    if fact.gif == _SEX:
        return items.sex if items.sex in list_option(fact.options, "choices") else None
    if fact.gif == _ADDRESS and items.address and items.address.is_matched and items.address.rest:
        return _address(items.address)
    if fact.gif == _NAME and items.name and items.name.is_split and not flag_option(
            fact.options, "kana", default=True):
        return {"family": items.name.family, "given": items.name.given, "family_kana": "", "given_kana": ""}
    return None


def _parts(fact: Fact, items: CardItems) -> dict[str, str]:
    if fact.gif == _NAME and items.name:
        return {"family": items.name.family or items.name.whole, "given": items.name.given}
    if fact.gif == _ADDRESS and items.address and items.address.is_matched:
        return _address(items.address)
    return {}


def _address(address: CardAddress) -> dict[str, str]:
    return {"postal_code": address.postal_code, "prefecture": address.prefecture, "city": address.city,
            "town": address.town, "block": address.rest, "building": ""}

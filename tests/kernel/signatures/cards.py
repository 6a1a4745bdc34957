"""Issuers and cards for tests: keys are made once, because making one takes longer than a test."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from murakami.demo.provider.certificates import Card, Issuer, Kind, issue, make_issuer
from murakami.demo.provider.people import CardHolder
from murakami.kernel.signatures import CardSignature

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HANAKO = CardHolder("test-1", "髙橋　花子", "1994-05-14", "2", "新潟県村上市三之町1番1号", "")
TARO = CardHolder("test-2", "本間 太郎", "19920703", "1", "新潟県村上市塩町4番5号", "")


@cache
def issuer() -> Issuer:
    """The issuer that the tests trust."""
    return make_issuer(at=NOW)


@cache
def card_of(person: CardHolder = HANAKO, kind: Kind = Kind.GOOD) -> Card:
    """A card of a person."""
    return issue(issuer(), person, at=NOW, kind=kind)


def signed(content: bytes, card: Card) -> CardSignature:
    """What a card answers when it signs a text."""
    return CardSignature(value=card.sign_digest(sha256(content).digest()), certificate=card.certificate)

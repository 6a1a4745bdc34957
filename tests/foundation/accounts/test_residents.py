"""Residents' accounts: found, made, linked."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from murakami.foundation.accounts.card import CardAddress, CardIdentity, CardItems, CardName
from murakami.foundation.accounts.models import Account, ResidentProfile, SignInRecord
from murakami.foundation.accounts.operations.residents import (
    LinkRefused,
    allow_electronic_delivery,
    enter_by_card,
    enter_by_email,
)
from murakami.foundation.accounts.queries import get_resident
from murakami.foundation.accounts.vocabulary import Assurance

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(at: datetime) -> CardIdentity:
    items = CardItems(name=CardName("葛󠄀城　花子", "葛󠄀城", "花子"), born_on=date(1990, 4, 1), sex="female",
                      address=CardAddress("新潟県村上市三之町1番1号"))
    return CardIdentity(issuer="https://op.example", sub="pairwise-1", items=items, assurance=Assurance.CARD_AUTH,
                        revocation_checked=False, read_at=at)


def test_enter_by_card__makes_one_account_per_card(identity: CardIdentity, at: datetime) -> None:
    first = enter_by_card(identity=identity, current=None, at=at)
    second = enter_by_card(identity=identity, current=None, at=at + timedelta(days=1))
    other = enter_by_card(identity=replace(identity, sub="pairwise-2"), current=None, at=at)
    assert first.pk == second.pk != other.pk
    assert not first.has_usable_password()
    assert SignInRecord.objects.filter(account=first, outcome="entered").count() == 2


def test_enter_by_card__tells_issuers_apart(identity: CardIdentity, at: datetime) -> None:
    first = enter_by_card(identity=identity, current=None, at=at)
    other = enter_by_card(identity=replace(identity, issuer="https://other.example"), current=None, at=at)
    assert first.pk != other.pk


def test_enter_by_card__keeps_the_items_as_the_card_wrote_them(identity: CardIdentity, at: datetime) -> None:
    resident = get_resident(enter_by_card(identity=identity, current=None, at=at).pk)
    assert resident.card == identity.items
    assert resident.card.name is not None
    assert resident.card.name.family == "葛\U000e0100城"
    assert (resident.card_read_at, resident.revocation_checked) == (at, False)


def test_enter_by_card__replaces_the_items_of_an_earlier_reading(identity: CardIdentity, at: datetime) -> None:
    enter_by_card(identity=identity, current=None, at=at)
    moved = replace(identity, items=replace(identity.items, address=CardAddress("新潟県村上市府屋")),
                    revocation_checked=True, read_at=at + timedelta(days=9))
    resident = get_resident(enter_by_card(identity=moved, current=None, at=at).pk)
    assert resident.card.address == CardAddress("新潟県村上市府屋")
    assert (resident.revocation_checked, resident.card_read_at) == (True, at + timedelta(days=9))


def test_enter_by_email__finds_the_same_account_again(at: datetime) -> None:
    first = enter_by_email(email="hanako@example.jp", current=None, at=at)
    assert enter_by_email(email="hanako@example.jp", current=None, at=at).pk == first.pk
    assert get_resident(first.pk).email == "hanako@example.jp"


def test_link_card__joins_an_account_made_by_email(identity: CardIdentity, at: datetime) -> None:
    account = enter_by_email(email="hanako@example.jp", current=None, at=at)
    linked = enter_by_card(identity=identity, current=account.pk, at=at)
    assert linked.pk == account.pk == enter_by_card(identity=identity, current=None, at=at).pk
    assert enter_by_email(email="hanako@example.jp", current=None, at=at).pk == account.pk
    assert Account.objects.count() == 1


def test_link_email__joins_an_account_made_by_card(identity: CardIdentity, at: datetime) -> None:
    account = enter_by_card(identity=identity, current=None, at=at)
    assert enter_by_email(email="hanako@example.jp", current=account.pk, is_fresh=True, at=at).pk == account.pk
    assert enter_by_email(email="hanako@example.jp", current=None, at=at).pk == account.pk


def test_link_card__refuses_a_card_with_an_account_of_its_own(identity: CardIdentity, at: datetime) -> None:
    enter_by_card(identity=identity, current=None, at=at)
    mailed = enter_by_email(email="hanako@example.jp", current=None, at=at)
    with pytest.raises(LinkRefused, match="card_elsewhere"):
        enter_by_card(identity=identity, current=mailed.pk, at=at)
    assert ResidentProfile.objects.get(account=mailed).oidc_sub is None


def test_link_card__refuses_the_card_of_somebody_else(identity: CardIdentity, at: datetime) -> None:
    account = enter_by_card(identity=identity, current=None, at=at)
    with pytest.raises(LinkRefused, match="other_card"):
        enter_by_card(identity=replace(identity, sub="pairwise-2"), current=account.pk, at=at)
    assert ResidentProfile.objects.get(account=account).oidc_sub == "pairwise-1"


def test_link_email__refuses_an_address_that_opens_another_account(identity: CardIdentity, at: datetime) -> None:
    enter_by_email(email="hanako@example.jp", current=None, at=at)
    carded = enter_by_card(identity=identity, current=None, at=at)
    with pytest.raises(LinkRefused, match="email_elsewhere"):
        enter_by_email(email="hanako@example.jp", current=carded.pk, at=at)
    assert get_resident(carded.pk).email == ""


def test_link__another_address_only_for_whom_has_just_proved_it(at: datetime) -> None:
    account = enter_by_email(email="hanako@example.jp", current=None, at=at)
    with pytest.raises(LinkRefused, match="not_fresh"):
        enter_by_email(email="thief@example.jp", current=account.pk, at=at)
    assert get_resident(account.pk).email == "hanako@example.jp"
    assert enter_by_email(email="hanako@example.jp", current=account.pk, at=at).pk == account.pk
    assert enter_by_email(email="new@example.jp", current=account.pk, is_fresh=True, at=at).pk == account.pk


def test_allow_electronic_delivery__records_when(at: datetime) -> None:
    account = enter_by_email(email="hanako@example.jp", current=None, at=at)
    assert get_resident(account.pk).electronic_delivery is False
    allow_electronic_delivery(account_id=account.pk, granted=True, at=at)
    resident = get_resident(account.pk)
    assert (resident.electronic_delivery, resident.electronic_delivery_at) == (True, at)


def test_make_accounts__gives_each_its_own_random_mailbox_key(at: datetime) -> None:
    keys = {get_resident(enter_by_email(email=f"r{n}@example.jp", current=None, at=at).pk).mailbox_key for n in range(20)}
    assert len(keys) == 20
    assert all(len(key) == 32 and int(key, 16) for key in keys)

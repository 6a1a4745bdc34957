"""A prepared query reads what the plain one reads, in one statement, for every value it is given."""

from datetime import datetime
from threading import Thread

import pytest
from django.db import connection
from django.db.models import F, Value

from murakami.foundation.accounts.models import Account, ResidentProfile
from murakami.foundation.accounts.vocabulary import AccountKind
from murakami.foundation.database.guards import sql_at_most
from murakami.foundation.database.prepared import Given, Prepared, PreparedInsert, PreparedUpdate

BY_ID = Prepared(lambda: Account.objects.filter(pk=Given("id"), is_active=True).select_related("resident")
                 .annotate(mailbox=F("resident__mailbox_key")))
BY_MAILBOX = Prepared(lambda: ResidentProfile.objects.filter(mailbox_key=Given("mailbox_key"))
                      .values_list("card_items", "card_read_at"))

CARD = PreparedUpdate(lambda: ResidentProfile.objects.filter(mailbox_key=Given("mailbox_key")),
                      revocation_checked=Value(value=True))

ACCOUNT = PreparedInsert(Account)


def _resident(at: datetime, **profile: object) -> Account:
    account = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    ResidentProfile.objects.create(account=account, **profile)
    return account


@pytest.mark.django_db
def test_ask__makes_the_objects_of_the_plain_query(at: datetime) -> None:
    account = _resident(at, card_items={"name": "葛󠄀城"}, card_read_at=at)
    with sql_at_most(1):
        (found,) = BY_ID.ask(id=account.pk)
        assert (found, found.created_at, found.resident.card_items) == (account, at, {"name": "葛󠄀城"})
        assert found.mailbox == found.resident.mailbox_key  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_ask__answers_for_each_value_given(at: datetime) -> None:
    accounts = [_resident(at) for _ in range(3)]
    assert [BY_ID.find(id=account.pk) for account in accounts] == accounts
    assert BY_ID.find(id=accounts[-1].pk + 1) is None


@pytest.mark.django_db
def test_rows__converts_as_django_does(at: datetime) -> None:
    account = _resident(at, mailbox_key="here", card_items={"a": [1]}, card_read_at=at)
    assert list(BY_MAILBOX.rows(mailbox_key="here")) == [({"a": [1]}, at)] == [
        (account.resident.card_items, account.resident.card_read_at)]


@pytest.mark.django_db
def test_rows__takes_a_value_as_a_value(at: datetime) -> None:
    _resident(at, mailbox_key="here")
    assert list(BY_MAILBOX.rows(mailbox_key="' OR '1'='1")) == []


@pytest.mark.django_db
def test_write__changes_what_it_is_given_and_what_it_always_changes(at: datetime) -> None:
    first, other = _resident(at, mailbox_key="first"), _resident(at, mailbox_key="other")
    with sql_at_most(1):
        assert CARD.write({"card_items": {"name": "髙﨑"}, "card_read_at": at}, mailbox_key="first") == 1
    assert CARD.write({"card_read_at": None}, mailbox_key="other") == 1
    first.resident.refresh_from_db()
    other.resident.refresh_from_db()
    assert (first.resident.card_items, first.resident.card_read_at) == ({"name": "髙﨑"}, at)
    assert (other.resident.card_items, other.resident.card_read_at) == ({}, None)
    assert first.resident.revocation_checked and other.resident.revocation_checked


@pytest.mark.django_db
def test_write__finds_no_row_where_there_is_none(at: datetime) -> None:
    assert CARD.write({"card_read_at": at}, mailbox_key="nobody") == 0


@pytest.mark.django_db
def test_insert__writes_the_row_that_create_writes(at: datetime) -> None:
    with sql_at_most(1):
        written = ACCOUNT.write(Account(kind=AccountKind.RESIDENT, created_at=at))
    other = ACCOUNT.write(Account(kind=AccountKind.STAFF, created_at=at, login_name="髙﨑"))
    assert other.pk > written.pk
    assert (other._state.adding, other._state.db) == (False, "default")
    kept = {account.pk: account for account in Account.objects.all()}
    for made in (written, other):
        assert {name: value for name, value in vars(kept[made.pk]).items() if name != "_state"} == {
            name: value for name, value in vars(made).items() if name != "_state"}


@pytest.mark.django_db(transaction=True)
def test_ask__uses_the_connection_of_its_thread(at: datetime) -> None:
    account, found = _resident(at), []

    def ask() -> None:
        found.extend(BY_ID.ask(id=account.pk))
        connection.close()

    BY_ID.ask(id=account.pk)
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [account]

"""Whose a conversation is."""

from datetime import UTC, datetime, timedelta

from murakami.domain.intake.rules.ownership import Owner, digest_of_visitor, expires_at, is_owner
from murakami.foundation.accounts.vocabulary import Assurance

VISITOR = Owner(account_id=None, visitor="secret", mailbox_key=None, assurance=Assurance.NONE)
RESIDENT = Owner(account_id=7, visitor="secret", mailbox_key="a" * 32, assurance=Assurance.ACCOUNT)
STRANGER = Owner(account_id=8, visitor="other", mailbox_key="b" * 32, assurance=Assurance.CARD_AUTH)
NOBODY = Owner(account_id=None, visitor="", mailbox_key=None, assurance=Assurance.NONE)


def test_is_owner__before_signing_in_the_browser_holds_it():
    stored = digest_of_visitor("secret")
    assert is_owner(owner=VISITOR, account_id=None, visitor_digest=stored)
    assert is_owner(owner=RESIDENT, account_id=None, visitor_digest=stored)
    assert not is_owner(owner=STRANGER, account_id=None, visitor_digest=stored)
    assert not is_owner(owner=NOBODY, account_id=None, visitor_digest=stored)


def test_is_owner__once_claimed_it_is_the_account_s_alone():
    assert is_owner(owner=RESIDENT, account_id=7, visitor_digest="")
    assert not is_owner(owner=VISITOR, account_id=7, visitor_digest=digest_of_visitor("secret"))
    assert not is_owner(owner=STRANGER, account_id=7, visitor_digest="")


def test_is_owner__nobody_owns_what_has_no_owner():
    assert not is_owner(owner=NOBODY, account_id=None, visitor_digest="")


def test_digest_of_visitor__does_not_give_the_secret_away():
    assert "secret" not in digest_of_visitor("secret")
    assert len(digest_of_visitor("secret")) == 64


def test_expires_at__counts_from_the_last_save():
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert expires_at(saved_at=at, days=60) == at + timedelta(days=60)

"""A mother who gives a mandate and her sister who holds it; both as the flows know them."""

from datetime import datetime, timedelta

from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mandates import operations
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import Person
from murakami.domain.mandates.rules import Act, Kind, Side, Terms
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.dates import day_in_japan
from tests.foundation.accounts.people import make_resident

CODE = "7K3MP2XQ9RTD"
GIVER_BOX, PROXY_BOX = "a" * 32, "b" * 32


def owner(mailbox_key: str) -> Owner:
    """Make an account with a mailbox."""
    account = make_resident(mailbox_key=mailbox_key, email=f"{mailbox_key[0]}@example.jp")
    return Owner(account_id=account.pk, visitor="", mailbox_key=mailbox_key, assurance=Assurance.ACCOUNT)


def person(one: Owner, name: str) -> Person:
    """Say who is a side of a mandate."""
    assert one.account_id is not None and one.mailbox_key is not None
    return Person(one.account_id, one.mailbox_key, name)


def terms_of(at: datetime, *, acts: frozenset[Act] = frozenset(Act),
             procedures: frozenset[str] = frozenset()) -> Terms:
    """Say what is allowed for a year."""
    today = day_in_japan(at)
    return Terms(kind=Kind.FAMILY, acts=acts, procedures=procedures, since=today, until=today + timedelta(days=365))


def give(giver: Owner, proxy: Owner, *, at: datetime, acts: frozenset[Act] = frozenset(Act), code: str = CODE,
         procedures: frozenset[str] = frozenset(), key: str = "f" * 32) -> Mandate:
    """Let the giver ask and the proxy accept."""
    operations.ask(side=Side.GIVER, person=person(giver, "葛\U000e0100城 みのり"), code=code, key=key, subject_key=key[::-1],
                   at=at, terms=terms_of(at, acts=acts, procedures=procedures))
    return operations.answer(code=code, person=person(proxy, "朝日 かえで"), confirmed=True, at=at)

"""What the events can show of filings and letters as long as these are there."""

import pytest

from murakami.domain.cases.models import Decision
from murakami.domain.intake.models import Filing
from murakami.foundation.events.models import Event
from murakami.kernel.merkle.commitments import opens
from tests.flows.agency.office import decide, deliver

pytestmark = pytest.mark.django_db


def commitment_in(kind: str, subject_key: str) -> str:
    return str(Event.objects.get(kind=kind, subject_key=subject_key).details["commitment"])


def test_filing__is_committed_to_in_its_event_each_under_a_salt_of_its_own(cases) -> None:
    filings = list(Filing.objects.all())
    for filing in filings:
        made = commitment_in("filing.filed", filing.subject_key)
        assert opens(made, salt=filing.salt, digest=filing.sha256)
        assert filing.sha256 not in made
    assert len({filing.salt for filing in filings}) == len(filings) > 1


def test_letter__is_committed_to_in_the_event_that_delivers_it(claim, cast, printer, at) -> None:
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    decision = Decision.objects.get()
    made = commitment_in("case.letter_delivered", claim.subject_key)
    assert opens(made, salt=decision.letter_salt, digest=decision.letter_sha256)

"""Somebody is forgotten: nothing about them is left in either zone, no commitment can be opened, every proof holds."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from murakami.domain.cases.models import Case, CaseRevision, Decision
from murakami.domain.cases.operations.forgetting import CaseStillOpen, Ground
from murakami.domain.cases.operations.receive import receive_withdrawal
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.intake.models import Filing, FilingRevision, Memory
from murakami.domain.intake.operations.remembering import remember_people
from murakami.flows.agency import work
from murakami.flows.agency.forgetting import forget
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.events.models import Event
from murakami.foundation.events.queries import find_newest_checkpoint
from murakami.foundation.files.store import FileMissing, path_of, read_file, store
from murakami.foundation.looks.models import Look
from murakami.kernel.merkle.commitments import opens
from tests.flows.agency.office import PHONE, act, decide, deliver, reload
from tests.flows.agency.test_handlers import answer
from tests.foundation.events.sealed import seal, verify, write_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(claim, cast, printer, at) -> Case:
    """A claim that was granted, its letter delivered, its case closed."""
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    act(work.close_case, claim, cast.clerk, at=at)
    deliver(at)
    return reload(claim)


def forgotten(case: Case, at) -> None:
    forget(receipt_number=case.receipt_number, ground=Ground.REQUEST, at=at)
    deliver(at)


def test_forget__leaves_nothing_that_names_them(ended, at) -> None:
    filing = Filing.objects.get(receipt_number=ended.receipt_number)
    salts = {filing.salt, Decision.objects.get().letter_salt}
    letter = Decision.objects.get().letter_sha256
    forgotten(ended, at + timedelta(days=1))
    left = "\n".join(_everything())
    for trace in (ended.receipt_number, filing.sha256, letter, *salts):
        assert trace not in left
    with pytest.raises(FileMissing):
        read_file(letter)
    assert set(Event.objects.filter(subject_key=ended.subject_key).values_list("kind", flat=True)) >= {
        "filing.filed", "case.letter_delivered", "case.forgotten", "filing.forgotten"}


@pytest.mark.parametrize(("ground", "is_left"), [(Ground.REQUEST, False), (Ground.RETENTION_OVER, True)])
def test_forget__takes_the_memory_along_where_the_person_asked(ended, at, ground: Ground, is_left: bool) -> None:
    """Looks and the consent to electronic delivery stay: docs/evidence.md says why."""
    mailbox = Filing.objects.get(receipt_number=ended.receipt_number).intake.mailbox_key
    for key in (mailbox, "f" * 32):
        remember_people(mailbox_key=key, people={"me": {"role": "me", "kind": "Person", "facts": {}}}, at=at)
    Look.objects.create(at=at, account_id=ended.entries.exclude(by=None).first().by_id, unit=ended.unit, route="office:case",
                        receipt_number=ended.receipt_number, subject_key=ended.subject_key)
    forget(receipt_number=ended.receipt_number, ground=ground, at=at)
    deliver(at)
    assert Memory.objects.filter(mailbox_key=mailbox).exists() == is_left
    assert Memory.objects.filter(mailbox_key="f" * 32).exists()
    assert Look.objects.filter(subject_key=ended.subject_key).count() == 1


def test_forget__leaves_the_verifier_green_and_commitments_that_nobody_can_open(ended, at, tmp_path: Path) -> None:
    filing, decision = Filing.objects.get(receipt_number=ended.receipt_number), Decision.objects.get()
    kept = filing.sha256  # whoever still knows the content …
    seal(at)
    (tmp_path / "kept").write_text(_newest_note(), encoding="utf-8")
    forgotten(ended, at + timedelta(days=1))
    seal(at + timedelta(days=1))
    said = verify(write_export(tmp_path / "export", at), "--witness", str(tmp_path / "kept"))
    assert (said.code, said.first[:3]) == (0, "OK "), said.said
    made = Event.objects.get(kind="filing.filed", subject_key=ended.subject_key).details["commitment"]
    assert opens(made, salt=filing.salt, digest=kept)
    for salt in {*Filing.objects.values_list("salt", flat=True), *Decision.objects.values_list("letter_salt", flat=True), ""}:
        assert not opens(made, salt=salt, digest=kept)  # … finds no salt that shows it
    assert decision.letter_salt


def test_forget__touches_no_other_filing_of_the_family(ended, cases, at) -> None:
    others = {case.receipt_number for case in cases.values()} - {ended.receipt_number}
    forgotten(ended, at)
    assert set(Filing.objects.values_list("receipt_number", flat=True)) == others
    assert set(Case.objects.values_list("receipt_number", flat=True)) == others


def test_forget__twice_is_as_once(ended, at) -> None:
    forgotten(ended, at)
    with pytest.raises(CaseNotFound):
        forgotten(ended, at)


def test_forget__takes_revisions_and_their_conversations_along(claim, cast, resident, draw_key, at) -> None:
    act(work.request_correction, claim, cast.clerk, at=at, items=(PHONE,), message="", key="1" * 32,
        until=(at + timedelta(days=9)).date())
    deliver(at)
    answer(claim, resident, draw_key, at, key="1" * 32)
    deliver(at)
    receive_withdrawal(receipt_number=claim.receipt_number, reason="", at=at)
    assert FilingRevision.objects.exists()
    forgotten(claim, at)
    assert not FilingRevision.objects.exists()
    assert claim.receipt_number not in "\n".join(_everything())


def test_forget__refuses_an_open_case(claim, at) -> None:
    with pytest.raises(CaseStillOpen):
        forgotten(claim, at)
    assert Filing.objects.filter(receipt_number=claim.receipt_number).exists()


def test_forget__keeps_a_content_that_somebody_else_names(ended, cases, at) -> None:
    shared = store(b"%PDF the same form", content_type="application/pdf", at=at).sha256
    for case in (ended, next(case for case in cases.values() if case.pk != ended.pk)):
        case.files.create(attachment_id="a", revision=0, sha256=shared, name="a.pdf", content_type="application/pdf", size=18)
    forgotten(ended, at)
    assert path_of(shared).exists()


@pytest.mark.parametrize("model", [Filing, CaseRevision])
def test_books__let_nothing_go_without_the_event(model, ended) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert not [name for name in list_missing_triggers() if "intake_" in name or "cases_" in name]


def _newest_note() -> str:
    newest = find_newest_checkpoint()
    assert newest
    return newest.note


def _everything() -> list[str]:
    """Every value of every row of every room, but the keys by which a message counts once."""
    rooms = [model for model in apps.get_models() if model.__module__.startswith("murakami.")
             and model._meta.model_name not in {"handledmessage", "procedureversion"}]
    return [str(value) for model in rooms for row in model._base_manager.values_list() for value in row
            if not isinstance(value, models.Model)]

"""The database's own guard: no state without its event, no book that is rewritten."""

import pytest
from django.db import IntegrityError, connection, transaction

from murakami.domain.cases.models import Case, CaseRevision, Entry
from murakami.domain.cases.rules import State
from murakami.domain.cases.state_guard import lay_state_guard
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.events.operations import append
from tests.domain.cases.cast import NOW, answer, ask, photograph, receive_one, reload, start

pytestmark = pytest.mark.django_db


def change(sql: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_state__cannot_be_changed_by_hand(case):
    before = photograph(case)
    with pytest.raises(IntegrityError, match="only with its event"):
        change("UPDATE cases_case SET state = 'decided' WHERE id = %s", case.pk)
    with pytest.raises(IntegrityError, match="only with its event"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=State.CLOSED)
    assert photograph(case) == before


@pytest.mark.parametrize(("kind", "subject"), [
    ("case.under_review", None), ("case.decided", "another"), ("case.decided", "mine but long ago")])
def test_state__needs_its_own_new_event(case, cast, kind, subject):
    key = "f" * 32 if subject == "another" else case.subject_key
    event = append(kind=kind, subject_key=key, at=NOW)
    if subject == "mine but long ago":
        start(case, cast.clerk)  # whose event is newer
    with pytest.raises(IntegrityError, match="only with its event"):
        change("UPDATE cases_case SET state = 'decided', last_event_id = %s WHERE id = %s", event.pk, case.pk)


def test_state__goes_with_its_event(case):
    event = append(kind="case.decided", subject_key=case.subject_key, at=NOW)
    change("UPDATE cases_case SET state = 'decided', last_event_id = %s WHERE id = %s", event.pk, case.pk)
    assert reload(case).state == State.DECIDED


def test_other_fields__need_no_event(case):
    change("UPDATE cases_case SET title = %s WHERE id = %s", "別の名", case.pk)
    assert reload(case).title == "別の名"


def test_case__is_not_born_without_its_event(case):
    twin = reload(case)
    twin.pk, twin.receipt_number, twin.state = None, "MK-2611-88888-0", State.UNDER_REVIEW
    with pytest.raises(IntegrityError, match="only with its event"), transaction.atomic():
        twin.save(force_insert=True)


def test_guard__is_laid_again_and_again(case):
    lay_state_guard()
    lay_state_guard()
    with pytest.raises(IntegrityError, match="only with its event"):
        change("UPDATE cases_case SET state = 'decided' WHERE id = %s", case.pk)


def test_revisions_and_entries__are_never_rewritten(cast):
    case = receive_one()
    ask(case, cast.clerk)
    answer(case)
    assert list_missing_triggers() == ()
    for model, value in ((CaseRevision, {"sha256": "0" * 64}), (Entry, {"text": "別のこと"})):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.filter(case=case).update(**value)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.filter(case=case).delete()
    assert [one.number for one in case.revisions.order_by("number")] == [0, 1]

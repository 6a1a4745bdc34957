"""A number planted anywhere is found, its place is named, and the number is not said."""

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.utils import timezone
from typer.testing import CliRunner

from murakami.cli import build
from murakami.domain.mailbox.models import MailboxItem
from murakami.foundation.database.scanning import Finding, holds_number, scan_database, strings_in
from murakami.kernel.individual_number import check_digit_of

pytestmark = pytest.mark.django_db
NUMBER = f"12345678901{check_digit_of('12345678901')}"
SPACED = f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"


def item(**changed: object) -> MailboxItem:
    now = timezone.now()
    return MailboxItem.objects.create(**{
        "receipt_number": "MK-2611-00001-3", "mailbox_key": "a" * 32, "subject_key": "b" * 32, "procedure": "p",
        "version": "c" * 64, "kind": "application", "unit": "kodomo", "title": {"ja": "児童手当"}, "state": "filed",
        "state_at": now, "filed_at": now, **changed})


def test_scan_database__of_clean_rows_finds_nothing():
    item()
    found = scan_database()
    assert found.is_clean
    assert found.tables > 20
    assert found.rows >= 1


@pytest.mark.parametrize(("changed", "column"), [
    ({"about": f"番号は{SPACED}です"}, "about"), ({"title": {"ja": ["児童手当", {"en": NUMBER}]}}, "title"),
    ({"title": {"ja": int(NUMBER)}}, "title"), ({"title": {NUMBER: "x"}}, "title")])
def test_scan_database__finds_a_number_in_texts_and_however_deep(changed, column):
    row = item(**changed)
    assert scan_database().findings == (Finding("mailbox_mailboxitem", column, str(row.pk)),)


def test_scan_database__opens_sessions():
    session = SessionStore()
    session["kept"] = {"form": {"message.value": [SPACED]}}
    session.save()
    assert [finding.column for finding in scan_database().findings] == ["session_data"]


@pytest.mark.parametrize("text", [
    "f" * 20 + NUMBER + "f" * 32, "A" * 20 + NUMBER + "_" * 10, "2026-11-28T09:00:00.123456+09:00", "MK-2611-00001-3", "7000020152129"])
def test_holds_number__knows_what_the_software_draws_itself(text):
    assert not holds_number(text)


def test_strings_in__opens_json_that_lies_in_a_text():
    assert list(strings_in('{"a": ["1", 2, true]} ')) == ["a", "1", "2"]
    assert list(strings_in("[not json")) == ["[not json"]


@pytest.mark.parametrize("depth", [500, 990, 5_000])
def test_strings_in__takes_a_text_that_is_too_deep_as_it_stands(depth: int) -> None:
    hostile = "[" * depth + '"1234"' + "]" * depth
    assert any("1234" in text for text in strings_in(hostile))


def test_scan__says_where_and_never_what(capfd):
    row = item(about=SPACED)
    result = CliRunner().invoke(build(), ["scan"])
    assert result.exit_code == 1
    assert f"mailbox_mailboxitem.about\t{row.pk}" in result.output
    assert NUMBER not in result.output.replace(" ", "")
    row.delete()
    assert CliRunner().invoke(build(), ["scan"]).exit_code == 0


HASHES = {"Checkpoint.frontier", "Checkpoint.root", "EventLeaf.leaf_hash", "EventNode.hash"}


def test_every_column_that_holds_text_is_of_a_kind_that_is_looked_through():
    """A text kept as bytes would be passed over: what is kept as bytes is hashes and what is sealed."""
    binary = {f"{model.__name__}.{field.name}" for model in apps.get_models()
              for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)}
    assert {name for name in binary - HASHES if not name.partition(".")[2].startswith("sealed")} == set()

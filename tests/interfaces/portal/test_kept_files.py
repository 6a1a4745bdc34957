"""The software's own personal information files: every table about people stands in exactly one of them, or in a reason for none."""

import csv
import io
from collections import Counter

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from murakami.interfaces.portal.showcase.kept_files import KEPT, UNPUBLISHED
from tests.packs_loaded import load_packs

# held in the files of the procedures, which are derived from their definitions
OF_PROCEDURES = {
    "intake.Intake", "intake.IntakeFile", "intake.Filing", "intake.FilingRevision",
    "files.StoredFile", "files.FileReport", "files.HeldFile",
    "cases.Case", "cases.Entry", "cases.Alarm", "cases.CaseRevision", "cases.Correction", "cases.ChecklistTick", "cases.Decision",
    "cases.CaseMessage", "cases.CaseFile", "cases.PersonMatch",
}
# plans, definitions, counts, seals and the way of messages: nothing in them is of somebody
OF_NOBODY = {
    "accounts.Unit", "accounts.Succession",
    "events.EventLeaf", "events.Checkpoint", "events.EventNode",
    "indicators.IndicatorVersion", "indicators.Partial", "indicators.SeriesPoint", "indicators.Progress",
    "intake.ReceiptSerial", "learning.LoadedCatalogue", "limits.Count", "looks.Told",
    "procedures.PublishedDocument", "procedures.Head", "procedures.Generation", "publications.Publication",
    "programme.Edition", "programme.Hearing", "programme.Body", "programme.Meeting", "programme.AgendaItem", "programme.Initiative",
    "programme.YearPlan", "programme.Risk", "programme.Decision", "programme.DesignCheck", "programme.Kpi", "programme.KpiYear",
    "programme.SheetMapping", "programme.Year",
    "spool.HandledMessage", "spool.Traffic", "spool.Carrying", "spool.RefusedEnvelope",
}
# columns by which a row is somebody's
OF_SOMEBODY = {"mailbox_key", "subject_key", "receipt_number", "register_number", "email", "contact", "applicant_name", "born_on"}


def _held() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("murakami.")}


def _is_of_somebody(model: type[models.Model]) -> bool:
    points = {field.related_model._meta.label for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    return "accounts.Account" in points or bool(OF_SOMEBODY & {field.name for field in model._meta.concrete_fields})


def test_every_table__stands_in_one_file_or_in_a_reason_for_none() -> None:
    placed = Counter((*OF_PROCEDURES, *OF_NOBODY, *(table for one in KEPT for table in one.tables),
                      *(table for tables in UNPUBLISHED.values() for table in tables)))
    assert set(placed) == set(_held())
    assert [table for table, times in placed.items() if times > 1] == []


def test_table_of_nobody__has_no_column_by_which_it_is_somebodys() -> None:
    held = _held()
    assert [table for table in sorted(OF_NOBODY) if _is_of_somebody(held[table])] == []
    assert _is_of_somebody(held["mandates.Mandate"])
    assert _is_of_somebody(held["mailbox.MailboxItem"])


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("ja", "住民記録の写し"), ("en", "Copy of the resident records"), ("ja-easy", "写（うつ）し")])
def test_page__lists_the_files_of_the_system_and_says_what_each_keeps(client: Client, language: str, name: str) -> None:
    load_packs()
    client.cookies["language"] = language
    listed = client.get("/personal-files/").content.decode()
    for one in KEPT:
        assert f"/personal-files/{one.code}/" in listed
        assert client.get(f"/personal-files/{one.code}/").status_code == 200
    assert name in listed


@pytest.mark.django_db
def test_file__says_what_is_sensitive_who_uses_it_and_leads_to_no_procedure(client: Client) -> None:
    load_packs()
    shown = client.get("/personal-files/kept-register/").content.decode()
    for words in ("村上市長", "宛名番号", "含む：支援措置", "令21条7項", "法110条", "期間を決めていません", "条例要配慮個人情報", "総務課"):
        assert words in shown
    assert "の手続を見る" not in shown
    assert "デジタル化を進める課" in client.get("/personal-files/kept-comments/").content.decode()


@pytest.mark.django_db
def test_csv__has_the_files_of_the_system_after_those_of_the_procedures(client: Client) -> None:
    load_packs()
    rows = list(csv.reader(io.StringIO(client.get("/personal-files.csv").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[-len(KEPT):]] == [str(one.name) for one in KEPT]
    assert not any("protection" in cell or "加害" in cell for row in rows for cell in row)


@pytest.mark.django_db
def test_csv__is_there_before_a_towns_pack_is_loaded(client: Client) -> None:
    answer = client.get("/personal-files.csv")
    assert answer.status_code == 200
    assert "長" not in answer.content.decode("utf-8-sig").splitlines()[1].split(",")[1]

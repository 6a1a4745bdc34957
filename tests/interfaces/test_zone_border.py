"""In one process and one database, too, neither side reads or writes the other's tables."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from benchmarks.families import ready_to_file, resident
from benchmarks.visitors import signed_in_client
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from murakami.config.zones import ROOMS
from murakami.domain.cases.models import Case
from murakami.flows.conversation.filing import file_intake
from murakami.flows.conversation.reading import read_conversation
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import Worker
from tests.foundation.accounts.people import make_staff, sign_in
from tests.packs_loaded import load_packs


def tables_of(home: str) -> tuple[str, ...]:
    """A zone's own tables, as their names stand in SQL."""
    labels = [room.label for room in ROOMS if room.home == home]
    return tuple(f'"{model._meta.db_table}"' for label in labels for model in apps.get_app_config(label).get_models())


@contextmanager
def untouched(home: str) -> Iterator[None]:
    """Fail on the first statement that names a table of that zone."""
    forbidden = tables_of(home)

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        touched = [table for table in forbidden if table in sql]
        assert not touched, f"{touched}: {sql[:300]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def test_tables__of_both_zones_are_known():
    assert {'"looks_look"', '"register_resident"', '"cases_case"'} <= set(tables_of("core"))
    assert {'"intake_intake"', '"intake_filing"', '"mailbox_letter"'} <= set(tables_of("edge"))


@pytest.mark.django_db(transaction=True)
def test_portal__touches_no_table_of_the_core():
    load_packs()
    at = timezone.now()
    owner = resident(at)
    with untouched("core"):
        key = ready_to_file(owner, at)
        client = signed_in_client(owner.account_id or 0)
        reviewed = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).reviewed
        pages = ["/", "/procedures/", "/life-events/birth/", "/search/?q=赤ちゃん", f"/talks/{key}/result/",
                 f"/talks/{key}/people/", f"/talks/{key}/attachments/", f"/talks/{key}/review/"]
        assert [client.get(page).status_code for page in pages] == [200] * len(pages)
        assert client.post(f"/talks/{key}/review/", {"reviewed": reviewed, "delivery": "yes"}).status_code == 302
        for page in (f"/talks/{key}/receipt/", "/my/"):
            assert client.get(page).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_office__touches_no_table_of_the_edge(client: Client):
    load_packs()
    sign_in(client, make_staff(kodomo=Role.CLERK))
    at = timezone.now()
    owner = resident(at)
    key = ready_to_file(owner, at)
    reviewed = read_conversation(key=key, owner=owner, today=timezone.localdate(at)).reviewed
    file_intake(key=key, owner=owner, reviewed=reviewed, electronic_delivery=True, memory_allowed=False,
                draw_key=lambda: secrets.token_hex(16), at=at)
    Worker().work_once()
    receipt = Case.objects.filter(unit="kodomo").earliest("pk").receipt_number
    with untouched("edge"):
        for page in ("/office/", f"/office/cases/{receipt}/", f"/office/cases/{receipt}/form/"):
            assert client.get(page).status_code == 200
        lock = Case.objects.get(receipt_number=receipt).lock
        assert client.post(f"/office/cases/{receipt}/start", {"lock": lock}).status_code == 302

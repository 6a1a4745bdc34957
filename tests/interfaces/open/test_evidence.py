"""The seal in public: the newest checkpoint as a page, a code and a text; the key; nothing before there is one."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from murakami.domain.publications.messages import ISSUED, Issued
from murakami.domain.publications.models import Publication
from murakami.domain.publications.operations import record_issued
from murakami.flows.evidence import seal
from murakami.flows.nightly.evidence import publish_checkpoint
from murakami.foundation.events.models import Checkpoint
from murakami.foundation.events.operations import append
from murakami.foundation.keys.store import path_of_key
from murakami.foundation.spool.models import Message
from murakami.kernel.merkle.checkpoints import open_checkpoint
from murakami.kernel.merkle.notes import read_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def sealed(at: datetime) -> Checkpoint:
    append(kind="a.b", subject_key="s", at=at)
    seal({}, at=at)
    return Checkpoint.objects.get()


def test_page__shows_what_was_signed_to_be_printed(client: Client, sealed: Checkpoint, sql_at_most) -> None:
    with sql_at_most(3):  # and the definitions, once
        shown = client.get("/evidence/").content.decode()
    assert sealed.note.replace("+", "&#x2B;") in shown or sealed.note in shown
    assert "<svg" in shown
    assert "11月23日 09:00" in shown


def test_texts__are_enough_to_check(client: Client, sealed: Checkpoint) -> None:
    note, key = (client.get(f"/evidence/{name}.txt") for name in ("checkpoint", "key"))
    assert note["Content-Type"] == key["Content-Type"] == "text/plain; charset=utf-8"
    head = open_checkpoint(note.content.decode(), keys=[read_key(key.content.decode())])
    assert head.size == 1


def test_page__says_when_there_is_nothing_yet(client: Client) -> None:
    assert "まだ署名がありません" in client.get("/evidence/").content.decode()
    assert client.get("/evidence/checkpoint.txt").status_code == client.get("/evidence/key.txt").status_code == 404
    assert not path_of_key("events").exists()


def test_key__that_others_can_read_is_not_shown(client: Client, sealed: Checkpoint) -> None:
    path_of_key("events").chmod(0o644)
    assert client.get("/evidence/key.txt").status_code == 404


def test_night__sends_the_cores_checkpoint_to_the_edge_where_it_can_be_checked(client: Client, sealed: Checkpoint, at: datetime,
                                                                              settings: Any) -> None:
    settings.ZONE = "core"
    publish_checkpoint({}, at=at)
    [message] = Message.objects.filter(topic=ISSUED)
    Publication.objects.all().delete()
    record_issued(Issued.read(message.payload))
    settings.ZONE = "edge"
    assert "市役所の中の記録の署名" in client.get("/evidence/").content.decode()
    document = Publication.objects.get().document
    assert open_checkpoint(document["note"], keys=[read_key(document["key"])]).size == 1


def test_night__publishes_nothing_twice_nothing_unsigned_and_nothing_where_one_zone_is_all(at: datetime, settings: Any) -> None:
    settings.ZONE = "core"
    publish_checkpoint({}, at=at)
    assert not Publication.objects.exists()
    append(kind="a.b", subject_key="s", at=at)
    seal({}, at=at)
    settings.ZONE = "all"
    publish_checkpoint({}, at=at)
    assert not Publication.objects.exists()
    settings.ZONE = "core"
    for _ in range(2):
        publish_checkpoint({}, at=at)
    assert Message.objects.filter(topic=ISSUED).count() == 1

"""Publications: the newest whole document of a thing, once; what the agency issued, in its order."""

from datetime import datetime, timedelta

import pytest

from murakami.domain.publications.messages import ISSUED, Issued
from murakami.domain.publications.operations import publish_document, record_issued, withdraw_document
from murakami.domain.publications.queries import find_published, list_heads, list_published
from murakami.foundation.events.models import Event
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.registry import Received, find_handler

pytestmark = pytest.mark.django_db


def publish(at: datetime, *, words: str = "初めの文", title: str = "方針") -> bool:
    return publish_document(kind="policy-edition", key="2.3", title=title, document={"text": words}, at=at)


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_publish_document__once_for_the_same_words(at: datetime) -> None:
    assert publish(at)
    assert not publish(at + timedelta(hours=1))
    found = find_published("policy-edition", "2.3")
    assert found is not None
    assert (found.document, found.head.published_at) == ({"text": "初めの文"}, at)
    assert kinds() == ["publication.issued"]


@pytest.mark.parametrize("new", [{"words": "次の文"}, {"title": "方針 改"}])
def test_publish_document__replaces_what_was_public(at: datetime, new: dict[str, str]) -> None:
    publish(at)
    assert publish(at + timedelta(hours=1), **new)
    (head,) = list_heads("policy-edition")
    assert head.published_at == at + timedelta(hours=1)


def test_withdraw_document__leaves_a_mark_and_can_be_taken_back(at: datetime) -> None:
    assert not withdraw_document(kind="policy-edition", key="2.3", at=at)
    publish(at)
    assert withdraw_document(kind="policy-edition", key="2.3", at=at)
    assert not withdraw_document(kind="policy-edition", key="2.3", at=at)
    assert find_published("policy-edition", "2.3") is None
    assert list_heads("policy-edition") == ()
    assert publish(at)
    assert kinds() == ["publication.issued", "publication.withdrawn", "publication.issued"]


def test_publish_document__sends_nothing_where_one_process_serves_both(at: datetime) -> None:
    publish(at)
    assert not Message.objects.exists()


def issued_in_core(at: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    monkeypatch.setattr("django.conf.settings.ZONE", "core")
    publish(at)
    publish(at + timedelta(hours=1), words="次の文")
    withdraw_document(kind="policy-edition", key="2.3", at=at + timedelta(hours=2))
    return list(Message.objects.order_by("pk"))


def test_publish_document__in_the_core_leaves_for_the_edge(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = issued_in_core(at, monkeypatch)
    assert [(one.topic, one.place) for one in sent] == [(ISSUED, "edge")] * 3
    assert len({one.key for one in sent}) == 3
    assert len({one.ordering_key for one in sent}) == 1
    assert [bool(one.payload["withdrawn_at"]) for one in sent] == [False, False, True]


@pytest.mark.parametrize(("order", "text"), [([0], "初めの文"), ([0, 1], "次の文"), ([1, 0], "次の文"), ([0, 1, 0, 1], "次の文"),
                                             ([0, 1, 2], None), ([2, 0, 1], None)])
def test_hear_publication__keeps_the_newest_state(order: list[int], text: str | None, at: datetime,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    sent = issued_in_core(at, monkeypatch)
    payloads = [one.payload for one in sent]
    type(sent[0]).objects.all().delete()
    from murakami.domain.publications.models import Publication

    Publication.objects.all().delete()
    monkeypatch.setattr("django.conf.settings.ZONE", "edge")
    hear = find_handler(ISSUED)
    assert hear is not None
    for number in order:
        hear(Received(topic=ISSUED, key=str(number), payload=payloads[number], files=(), sent_at=at), at=at)
    found = find_published("policy-edition", "2.3")
    assert (found.document["text"] if found else None) == text
    assert not Message.objects.exists()


def test_issued__survives_its_journey(at: datetime) -> None:
    issued = Issued(kind="k", key="1", title="題", document={"a": 1}, sha256="0" * 64, published_at=at, withdrawn_at=None)
    assert Issued.read(issued.payload()) == issued
    assert record_issued(issued)
    assert not record_issued(issued)


def test_list_published__narrows_by_kind_and_key(at: datetime, sql_at_most) -> None:  # type: ignore[no-untyped-def]
    for key in ("1-1", "1-2"):
        publish_document(kind="initiative-plan", key=key, title=key, document={"code": key}, at=at)
    publish(at)
    with sql_at_most(1):
        assert [one.head.key for one in list_published("initiative-plan", "policy-edition")] == ["1-1", "1-2", "2.3"]
    assert [one.head.key for one in list_published("initiative-plan", keys={"1-2"})] == ["1-2"]

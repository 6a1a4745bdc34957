"""The public side of a hearing: read, commented on without signing in, carried to the core, answered."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client, override_settings

from murakami.domain.programme.models import Comment
from murakami.domain.programme.operations.drafting import begin_draft
from murakami.domain.programme.rules import drafting
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.registry import GiveUp, Received, find_handler
from murakami.foundation.spool.worker import run_pending
from tests.domain.programme.drafting.steps import AFTER, CODE, HEADING, adopt, announce, answer, change, publish
from tests.domain.programme.year.cast import NOW, make_town
from tests.interfaces.office.pages import text_of
from tests.interfaces.test_zone_border import untouched
from tests.packs_loaded import LOADED_AT
from tests.page_forms import read_form
from tests.sample_pack import write_pack
from tests.sample_policy import add_policy

pytestmark = pytest.mark.django_db
HERE = f"/policy/hearings/{CODE}/"


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", lambda: NOW):
        yield


@pytest.fixture
def town(tmp_path):
    """A town that hears everybody on its next edition."""
    pack = write_pack(tmp_path)
    add_policy(pack)
    load([pack], order=LoadOrder(at=LOADED_AT))
    town = make_town()
    begin_draft(base="1.1", heading=HEADING, actor=town.office, at=NOW)
    change(town.office, lambda d, b: drafting.withdraw_initiative(d, b, code="2-1-3", note="国に移った。"))
    announce(town.office)
    return town


def send(**typed):
    client = Client()
    form = read_form(client.get(HERE).content, holding='name="nonce"')
    return client.post(HERE, form.filled(**{"body.value": "窓口が遠い", **typed}))


@pytest.mark.parametrize(("where", "words"), [
    ("/policy/hearings/", "意見を募集しています"), (HERE, "あと29日"), (HERE, "ご意見をお寄せください。"), (f"{HERE}?as=changes", "国に移った"),
    (f"{HERE}?as=text", "フロントヤード改革"), (f"{HERE}?as=text", "だれもが使える町")])
def test_pages__are_read_by_everybody(town, sql_at_most, where, words):
    Client().get(where)
    with sql_at_most(4):
        answered = Client().get(where)
    assert words in text_of(answered)


def test_comment__reaches_the_office_once_and_gets_a_number(town):
    client = Client()
    form = read_form(client.get(f"{HERE}?about=2-1-1").content, holding='name="nonce"')
    typed = form.filled(**{"body.value": "窓口が遠い", "name.value": "架空　花子"})
    first = client.post(HERE, typed)
    assert client.post(HERE, typed)["Location"] == first["Location"]
    run_pending()
    comment = Comment.objects.get()
    assert (comment.about, comment.body, comment.name, comment.contact) == ("2-1-1", "窓口が遠い", "架空　花子", "")
    assert f"{comment.key[:4].upper()}-{comment.key[4:8].upper()}" in text_of(client.get(first["Location"]))
    assert client.get(first["Location"][:-2] + "x/").status_code == 404


@pytest.mark.parametrize(("typed", "words"), [
    ({"body.value": ""}, "意見"), ({"body.value": "あ" * 2001}, "2000"), ({"body.value": "番号は 123456789018 です"}, "個人番号"),
    ({"about.value": "9-9"}, "何についての意見")])
def test_comment__says_what_is_wrong_and_loses_nothing(town, typed, words):
    answered = send(**{"name.value": "架空　花子", **typed})
    assert answered.status_code == 422
    assert words in text_of(answered)
    assert "架空　花子" in answered.content.decode()
    assert not Message.objects.filter(topic="hearing.commented").exists()


@pytest.mark.parametrize(("days", "words"), [(-1, "始まりの日から書けます"), (30, "募集は終わりました")])
def test_comment__is_taken_only_while_the_hearing_is_open(town, days, words):
    sent = read_form(Client().get(HERE).content, holding='name="nonce"').filled(**{"body.value": "遅れた意見"})
    with patch("django.utils.timezone.now", lambda: NOW + timedelta(days=days)):
        answered = Client().post(HERE, sent)
        assert words in text_of(Client().get(HERE))
    assert answered.status_code == 422
    assert "遅れた意見" in text_of(answered)
    assert not Message.objects.filter(topic="hearing.commented").exists()


def test_comment__travels_from_the_edge_to_the_core(town):
    with override_settings(ZONE="edge"), untouched("core"):
        assert send()["Location"].startswith(f"{HERE}thanks/")
    message = Message.objects.get(topic="hearing.commented")
    assert message.place == "core"
    hear = find_handler("hearing.commented")
    received = Received(topic=message.topic, key=message.key, payload=message.payload, files=(), sent_at=NOW)
    for _ in range(2):
        hear(received, at=NOW)
    assert Comment.objects.get().received_at == datetime.fromisoformat(message.payload["received_at"])
    with pytest.raises(GiveUp):
        hear(Received(topic=message.topic, key="x", payload={**message.payload, "edition": "9.9"}, files=(), sent_at=NOW), at=NOW)


def test_comment__is_taken_where_there_is_only_the_core(town):
    with override_settings(ZONE="core"):
        assert send(**{"about.value": "1-1"}).status_code == 302
        run_pending()
    assert Comment.objects.get().about == "1-1"


def test_answers__are_public_without_anybodys_name(town):
    send(**{"name.value": "架空　花子", "contact.value": "hanako@example.jp"})
    run_pending()
    answer(town.office, key=Comment.objects.get().key)
    publish(town.office)
    with patch("django.utils.timezone.now", lambda: AFTER):
        told = text_of(Client().get(HERE))
        for words in ("窓口が遠い", "文を直しました。", "案に反映した", "1件のご意見をいただきました。"):
            assert words in told
        assert "花子" not in told
        adopt(town.office)
        told = text_of(Client().get(HERE))
        assert "窓口が遠い" in told
        assert "決まった方針を読む" in told
        assert "国に移った" not in text_of(Client().get(f"{HERE}?as=changes"))
        assert Client().get(f"/policy/editions/{CODE}/").status_code == 200


def test_hearing__that_never_was_is_not_there(town):
    assert Client().get("/policy/hearings/1.1/").status_code == 404


def test_form__says_how_long_names_are_kept(town):
    assert "結果を公表してから90日たつと消します" in text_of(Client().get(HERE))
    assert "結果（けっか）を 発表（はっぴょう）してから 90日（にち）" in text_of(Client(headers={"cookie": "language=ja-easy"}).get(HERE))


def test_answers__say_when_names_are_forgotten(town):
    send(**{"name.value": "架空　花子"})
    run_pending()
    answer(town.office, key=Comment.objects.get().key)
    publish(town.office)
    assert "名前と連絡先を消す日：令和9年（2027年）4月7日" in text_of(Client().get(HERE))


@pytest.mark.parametrize("path", ["/policy/hearings/calendar.ics", f"{HERE}calendar.ics"])
def test_calendar__has_the_days_of_the_hearing(town, path, sql_at_most):
    Client().get(path)
    with sql_at_most(2):
        written = Client().get(path).content.decode()
    for line in ("DTSTART;VALUE=DATE:20261128", "DTEND;VALUE=DATE:20261228", f"UID:hearing-{CODE}@testserver"):
        assert line in written
    assert Client().get("/policy/hearings/9.9/calendar.ics").status_code == 404
    assert f'href="{path}"' in Client().get(path.removesuffix("calendar.ics")).content.decode()


def test_atom__tells_of_the_hearing(town):
    feed = Client().get("/policy/atom.xml").content.decode()
    assert "意見募集：見本町DX推進方針 第2.0版" in feed
    assert f'href="http://testserver{HERE}"' in feed

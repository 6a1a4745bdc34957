"""The fictitious world as a process of its own: refused outside the demo, and useful inside."""

import json
import os
import re
import smtplib
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path

import pytest
import requests

from murakami.demo.addresses import Service, WorldAddresses, residents_path, staff_path, variables
from murakami.demo.gate import NotADemo, refuse_outside_demo
from murakami.demo.postbox.catcher import Postbox, open_postbox
from murakami.demo.postbox.mails import read_mail
from murakami.demo.provider.keys import client_key, provider_key, public_jwk
from murakami.demo.provider.people import BUILT_IN, ResidentsUnreadable, read_card_holders
from murakami.demo.staff_sheet import StaffSignIn, read_staff, seconds_left, write_staff
from murakami.demo.web import listen, page
from murakami.demo.world import World
from murakami.foundation.accounts import second_factor
from tests.adapters.digital_auth.outside import serving
from tests.serving import free_port

CLERK = StaffSignIn("kodomo-clerk", "架空　さくら", "こども課", "係員", "murakami-demo-2026", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(addresses=WorldAddresses(host="127.0.0.1", port=free_port(), mail_port=free_port()), data_dir=tmp_path,
                  postbox=Postbox(), service=Service("http://localhost:8000/", "http://localhost:8001/office/"))
    site = world.site(redirect_uris=("http://localhost:8000/sign-in/card/back/",))
    mail = open_postbox(world.postbox, host="127.0.0.1", port=world.addresses.mail_port)
    with serving(listen(site, host="127.0.0.1", port=world.addresses.port)):
        yield world
    mail.stop()


def get(world: World, path: str) -> str:
    answer = requests.get(f"{world.addresses.home}{path}", timeout=10)
    assert answer.status_code == 200
    return answer.text


def send(world: World, subject: str, text: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "no-reply@example.jp", "hanako@example.jp", subject
    message.set_content(text)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="通知.pdf")
    with smtplib.SMTP("127.0.0.1", world.addresses.mail_port, timeout=10) as smtp:
        smtp.send_message(message)


class Outside:
    demo = False


def test_gate__is_shut_outside_the_demo() -> None:
    with pytest.raises(NotADemo):
        refuse_outside_demo(Outside())


@pytest.mark.parametrize("command", [["world"], ["people"], ["key"], ["run"]])
def test_command__is_refused_outside_the_demo(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "MURAKAMI_DEMO": "0", "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"}
    ran = subprocess.run([sys.executable, "-m", "murakami", "demo", *command], env=environment, capture_output=True,
                         text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert "MURAKAMI_DEMO=1" in ran.stderr
    assert list(tmp_path.glob("demo/*")) == []


def test_mail__is_shown_harmlessly_and_newest_first(world: World) -> None:
    assert "まだメールは届いていません" in get(world, "mails")
    send(world, "確認コード 123456", "この数字を入れてください。\n<script>alert(1)</script> https://example.jp/")
    send(world, "二通目", "葛\U000e0100城さま")
    shown = get(world, "mails")
    assert shown.index("二通目") < shown.index("確認コード 123456")
    assert "葛\U000e0100城さま" in shown
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "通知.pdf" in shown


def test_read_mail__survives_what_is_no_mail() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    for content in (b"", b"\xff\xfe\x00", b"Subject: =?utf-8?b?!!!?=\n\nx", b"Content-Type: multipart/mixed\n\n--"):
        assert read_mail(content, number=1, recipients=("a@example.jp",), at=at).recipients == ("a@example.jp",)


def test_home__shows_how_to_sign_in_as_staff_with_the_code_of_now(world: World) -> None:
    assert "murakami demo people" in get(world, "")
    write_staff(staff_path(world.data_dir), (CLERK,))
    before = datetime.now(UTC)
    shown = get(world, "")
    assert CLERK.code_at(before) in shown or CLERK.code_at(datetime.now(UTC)) in shown
    assert all(text in shown for text in (CLERK.login_name, CLERK.password, "http://localhost:8001/office/", "架空"))


def test_staff_code__is_the_one_that_the_office_accepts() -> None:
    for moment in (59, 1111111109, 1234567890, 2000000000):
        at = datetime.fromtimestamp(moment, tz=UTC)
        assert CLERK.code_at(at) == second_factor.code_at(secret=CLERK.secret, at=at)
        assert 1 <= seconds_left(at) <= 30


def test_staff_sheet__is_for_its_owner_alone(tmp_path: Path) -> None:
    path = staff_path(tmp_path)
    assert read_staff(path) == ()
    write_staff(path, (CLERK,))
    assert read_staff(path) == (CLERK,)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keys__are_made_once_and_kept_secret(tmp_path: Path) -> None:
    first = client_key(tmp_path)
    assert client_key(tmp_path).thumbprint() == first.thumbprint() != provider_key(tmp_path).thumbprint()
    files = list((tmp_path / "demo").iterdir())
    assert sorted(file.name for file in files) == ["client_key.json", "provider_key.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "d" not in public_jwk(first)


def test_card_holders__come_from_the_town_when_there_is_one(tmp_path: Path) -> None:
    path = residents_path(tmp_path)
    assert read_card_holders(path) == BUILT_IN
    path.write_text(json.dumps([{"sub_seed": "a1", "name": "山田　太郎", "birthdate": "1990-01-01", "gender": "1",
                                 "address": "新潟県村上市三之町1番1号", "label": "父"}]), encoding="utf-8")
    assert [holder.name for holder in read_card_holders(path)] == ["山田　太郎"]
    for broken in ("{", "[1]", '[{"name": "x"}]', "3"):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(ResidentsUnreadable, match=re.escape(str(path))):
            read_card_holders(path)


def test_built_in_people__carry_the_rare_characters() -> None:
    names = "".join(holder.name for holder in BUILT_IN)
    assert all(rare in names for rare in ("葛\U000e0100", "𠮷", "髙﨑"))


def test_pages__allow_nothing_inline_and_say_what_is_missing(world: World) -> None:
    answer = requests.get(f"{world.addresses.home}nowhere", timeout=10)
    assert answer.status_code == 404
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for path in ("", "mails"):
        shown = get(world, path)
        assert "架空の住民・デモ専用" in shown
        assert " style=" not in shown
        assert "<script" not in shown


def test_refused_request__is_a_page_not_a_redirect(world: World) -> None:
    answer = requests.get(f"{world.addresses.issuer}/protocol/openid-connect/auth?x=<b>", timeout=10, allow_redirects=False)
    assert answer.status_code == 400
    assert "決まりに合っていません" in answer.text


def test_page__escapes_what_it_shows() -> None:
    shown = page("refused", status=HTTPStatus.BAD_REQUEST, error="<b>", detail='"')
    assert b"<b>" not in shown.body


def test_variables__are_all_the_software_needs(tmp_path: Path) -> None:
    told = variables(data_dir=tmp_path, world=WorldAddresses(port=9026, mail_port=9025))
    assert told["MURAKAMI_OIDC_ISSUER"] == "http://localhost:9026/api/realms/main"
    assert told["MURAKAMI_EMAIL_URL"] == "smtp://127.0.0.1:9025"
    assert told["MURAKAMI_OIDC_PRIVATE_KEY_FILE"].startswith(str(tmp_path))

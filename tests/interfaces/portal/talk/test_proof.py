"""The proof of a filing: for whoever filed it, checked by a program that knows nothing of ours."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from murakami.domain.intake.models import Filing
from murakami.domain.mailbox.operations.guarding import record_guard
from murakami.flows.evidence import seal
from murakami.foundation.events.models import Checkpoint
from tests.foundation.accounts.people import make_resident, sign_in
from tests.foundation.events.sealed import verify, write_proof
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "var"


@pytest.fixture
def filed(browser: Browser) -> Filing:
    """A claim that was filed and is not sealed yet."""
    browser.to_review().file()
    return Filing.objects.get(procedure="child-allowance-claim")


def page(browser: Browser, filing: Filing) -> str:
    answer = browser.get(f"receipt/{filing.receipt_number}/proof/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def proof_of(browser: Browser, filing: Filing) -> Any:
    return browser.get(f"receipt/{filing.receipt_number}/proof.json")


def key(browser: Browser) -> str:
    return str(browser.client.get("/evidence/key.txt").content.decode().strip())


def test_proof__is_checked_outside_and_shows_what_was_written(browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    assert f"receipt/{filed.receipt_number}/proof/" in browser.get("receipt/").content.decode()
    assert "10分ほどでできます" in page(browser, filed)
    assert proof_of(browser, filed).status_code == 404
    seal({}, at=at)
    assert f"proof-{filed.receipt_number}.json" in page(browser, filed)
    answer = proof_of(browser, filed)
    assert answer["Content-Disposition"] == f'attachment; filename="proof-{filed.receipt_number}.json"'
    assert "no-store" in answer["Cache-Control"]
    said = verify(write_proof(tmp_path / "proof", answer.json()), "--proof", key=key(browser))
    assert (said.code, said.first[:12]) == (0, "OK included "), said.said
    assert '"kind":"filing.filed"' in said.first
    assert f"OK content sha256 {filed.sha256}" in said.said
    assert "児童手当" in said.said


@pytest.mark.parametrize("change", [
    lambda text: text.replace('"value":', '"Value":', 1), lambda text: text + " ", lambda text: text.replace("child", "Child", 1)],
    ids=["a name", "a blank", "a letter"])
def test_proof__of_another_text_does_not_hold(change: Any, browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    seal({}, at=at)
    proof = proof_of(browser, filed).json()
    before = proof["proofs"][0]["content"]["text"]
    proof["proofs"][0]["content"]["text"] = change(before)
    assert proof["proofs"][0]["content"]["text"] != before
    said = verify(write_proof(tmp_path / "proof", proof), "--proof", key=key(browser))
    assert (said.code, said.first) == (1, "BROKEN proof ")


def test_proof__without_any_proof_in_it_shows_nothing(browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    seal({}, at=at)
    said = verify(write_proof(tmp_path / "proof", proof_of(browser, filed).json() | {"proofs": []}), "--proof", key=key(browser))
    assert said.code == 1


def test_proof__where_an_address_is_kept_secret_holds_no_word_of_it(browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    seal({}, at=at)
    record_guard(named=filed.mailbox_key, mailbox_key=filed.mailbox_key, guarded=True, told=1)
    assert "住所を守るため" in page(browser, filed)
    proof = proof_of(browser, filed).json()
    assert "text" not in proof["proofs"][0]["content"]
    assert "OK content" in verify(write_proof(tmp_path / "proof", proof), "--proof", key=key(browser)).said


def test_proof__is_nobody_elses(browser: Browser, filed: Filing, at: datetime) -> None:
    seal({}, at=at)
    other = Client()
    sign_in(other, make_resident(mailbox_key="b" * 32, email="other@example.jp"))
    for client in (other, Client()):
        for end in ("/proof/", "/proof.json"):
            assert client.get(browser.url(f"receipt/{filed.receipt_number}{end}")).status_code == 404
    for number in ("MK-2611-99999-9", "x"):
        assert browser.get(f"receipt/{number}/proof/").status_code == browser.get(f"receipt/{number}/proof.json").status_code == 404


def test_proof__of_what_was_filed_before_there_were_proofs_is_not_promised(browser: Browser, filed: Filing) -> None:
    filed.salt = ""
    Filing.objects.bulk_create([Filing(**{field.attname: getattr(filed, field.attname) for field in Filing._meta.concrete_fields}
                                       | {"id": None, "receipt_number": "MK-2611-99998-1", "instance": "other"})])
    shown = browser.get("receipt/MK-2611-99998-1/proof/").content.decode()
    assert "証明の仕組みができる前" in shown


def test_growth__from_a_kept_checkpoint_is_checked_without_the_events(browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    seal({}, at=at)
    kept = tmp_path / "kept.txt"
    kept.write_text(browser.client.get("/evidence/checkpoint.txt").content.decode(), encoding="utf-8")
    size = Checkpoint.objects.get().size
    Browser(Client()).to_review().file()
    seal({}, at=at)
    answer = browser.client.get(f"/evidence/growth/{size}.json")
    growth = write_proof(tmp_path / "growth", json.loads(answer.content))
    said = verify(growth, "--witness", str(kept), "--proof", key=key(browser))
    assert (said.code, said.first) == (0, f"OK consistent {size} -> {Checkpoint.objects.latest('size').size}"), said.said
    for other in (0, size + 1, 10**30):
        assert browser.client.get(f"/evidence/growth/{other}.json").status_code == 404


def test_growth__that_begins_elsewhere_than_what_was_kept_is_refused(browser: Browser, filed: Filing, at: datetime, tmp_path: Path) -> None:
    seal({}, at=at)
    first = Checkpoint.objects.get()
    Browser(Client()).to_review().file()
    seal({}, at=at)
    newest = Checkpoint.objects.latest("size")
    kept = tmp_path / "kept.txt"
    kept.write_text(newest.note, encoding="utf-8")
    growth = write_proof(tmp_path / "growth", json.loads(browser.client.get(f"/evidence/growth/{first.size}.json").content))
    said = verify(growth, "--witness", str(kept), "--proof", key=key(browser))
    assert (said.code, said.first) == (1, "BROKEN proof ")

"""What the cast has done before a test begins: a draft, filings, and where the zone has them cases in several states.

Everything was made by the operations and pages that make it in service, so identifiers are such as a stranger would guess.
"""

import base64
import io
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from murakami.config.zones import serves
from tests import programme_scene, protection_scene, spool_scene, staff_scene
from tests.cast import Cast, Who, assemble
from tests.packs_loaded import hear_indicators, hear_policy, load_packs
from tests.page_forms import read_form

ITEM = "newborn-1.name"
PARCEL = "MURAKAMI_TESTS_PARCEL"  # where the other zone's filings lie, for a test process that is the core
AWAITS_CORRECTION, IS_DECIDED, IS_NEW = "child-allowance-claim", "nursery-application", "child-medical-subsidy"


@dataclass
class Scene:
    """The cast and what belongs to its resident. What this zone does not have is empty."""

    cast: Cast
    at: datetime
    sessions: Mapping[Who, str] = field(default_factory=dict)
    draft: str = ""  # a conversation of the resident that is ready to be filed
    file: str = ""  # the hash of what the resident attached to it
    filed: str = ""  # the conversation that ended in `receipts`
    receipts: Mapping[str, str] = field(default_factory=dict)  # receipt number by procedure
    correction: str = ""  # the key of a request for correction that waits for its answer
    item: str = ""  # what it asks to correct
    letter: str = ""  # the key of a letter in the mailbox
    letter_file: str = ""
    mandate: str = ""  # the key of a mandate that the resident has asked for
    session: str = ""  # the key of a session that begins soon; its host is the head
    signed: str = ""  # the code of attendance that is shown in its room
    result: str = ""  # the key of a check that the head has taken
    stage: "programme_scene.Stage | None" = None  # what the programme has
    with_file: str = ""  # the procedure whose filing holds the file
    has_cases: bool = False  # whether the filings have become cases here
    parcel: str = ""  # the filings as the other zone would get them, for a test that is the other zone

    def account(self, who: Who) -> str:
        """The number of somebody's account; empty where there is none."""
        return str(self.cast.accounts[who].pk) if who in self.cast.accounts else ""

    def browser(self, who: Who, *, checks_csrf: bool = False) -> Client:
        """Open a fresh browser of somebody who signed in before the test began."""
        browser = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        if who in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return browser

    def lock(self, procedure: str) -> int:
        """How often the case of a filing has been written: what a page of it would send; 0 where there is none."""
        if not self.has_cases:
            return 0
        from murakami.domain.cases.models import Case

        return Case.objects.get(receipt_number=self.receipts[procedure]).lock


@contextmanager
def set_up_once() -> Iterator[Scene]:
    """Make a scene that the tests of a module share, each in a savepoint of its own; afterwards it is gone."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # what insists on a transaction of its own may run inside
    with whole:
        try:
            yield make_scene()
        finally:
            transaction.set_rollback(True)


def make_scene() -> Scene:
    """Load the packs, assemble the cast, and let everybody do what they have to."""
    load_packs()
    at = timezone.now() - timedelta(hours=3)
    scene = Scene(cast=assemble(at=at), at=at)
    staff_scene.give_passkeys(scene)
    scene.sessions = {who: scene.cast.browser(who).cookies[settings.SESSION_COOKIE_NAME].value
                      for who in scene.cast.accounts}
    if serves(settings.ZONE, "edge"):
        _converse(scene)
    hear_indicators(at=at)
    if settings.ZONE == "edge":
        hear_policy(at=at)
        scene.stage = programme_scene.hear_year(at=at)
        _hear_from_the_agency(scene)
    else:
        _arrive(scene)
    if scene.has_cases:
        _work(scene)
    if serves(settings.ZONE, "core"):
        _learn(scene)
        scene.stage = programme_scene.set_programme(scene, pdf=pdf())
        staff_scene.set_up(scene)
        protection_scene.set_up(scene)
        spool_scene.set_up(at=at)
    return scene


def picture(*, size: tuple[int, int] = (60, 40), kind: str = "PNG") -> bytes:
    """Draw a small harmless picture."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind)
    return drawn.getvalue()


def pdf() -> bytes:
    """Write a small harmless PDF."""
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.save(written)
    return written.getvalue()


def _converse(scene: Scene) -> None:
    from benchmarks import families

    from murakami.domain.intake.rules.ownership import Owner
    from murakami.flows.conversation.filing import file_intake, mark_review
    from murakami.flows.conversation.reading import read_conversation
    from murakami.foundation.accounts.vocabulary import Assurance
    from murakami.kernel.dates import day_in_japan

    owner = Owner(account_id=scene.cast.accounts[Who.RESIDENT].pk, visitor="", assurance=Assurance.ACCOUNT,
                  mailbox_key=scene.cast.mailbox_key(Who.RESIDENT))
    scene.mandate = _ask_for_mandate(owner, scene.at)
    for name in ("filed", "draft"):
        key = families.ready_to_file(owner, scene.at)
        setattr(scene, name, key)
        _attach(scene, key)
    reviewed = mark_review(read_conversation(key=scene.filed, owner=owner, today=day_in_japan(scene.at)))
    done = file_intake(key=scene.filed, owner=owner, reviewed=reviewed, electronic_delivery=True, at=scene.at,
                       draw_key=lambda: secrets.token_hex(16))
    scene.receipts = {filing.procedure: filing.receipt_number for filing in done.filings}
    scene.with_file = next(one.procedure for one in done.filings if scene.file in str(one.document))


def _ask_for_mandate(owner: Any, at: datetime) -> str:
    from murakami.domain.mandates.operations import Person, ask
    from murakami.domain.mandates.rules import Act, Kind, Side, Terms
    from murakami.kernel.dates import day_in_japan

    today = day_in_japan(at)
    return ask(side=Side.GIVER, person=Person(owner.account_id, owner.mailbox_key, "架空 花子"), code="G" * 12, at=at,
               key="9" * 32, subject_key="8" * 32, terms=Terms(
                   kind=Kind.FAMILY, acts=frozenset(Act), procedures=frozenset(), since=today,
                   until=today + timedelta(days=30))).key


def _attach(scene: Scene, key: str) -> None:
    """Hand in a picture for whatever the conversation wants first, as a browser would."""
    from murakami.domain.intake.models import IntakeFile

    browser, address = scene.browser(Who.RESIDENT), reverse("portal:attachments", args=[key])
    form = read_form(browser.get(address).content, holding='type="file"')
    upload = io.BytesIO(picture())
    upload.name = "通帳.png"
    assert browser.post(address, form.filled(**{form.files[0]: upload})).status_code == 302
    scene.file = IntakeFile.objects.filter(intake__key=key).get().sha256


def _arrive(scene: Scene) -> None:
    """Have the filings carried over; where they come from another zone, unpack what that one has sent."""
    from murakami.foundation.spool.models import Message
    from murakami.foundation.spool.worker import run_pending

    if settings.ZONE == "core" and PARCEL in os.environ:
        _unpack(scene, json.loads(Path(os.environ[PARCEL]).read_text()))
    elif settings.ZONE == "all":
        scene.parcel = _pack(scene, Message.objects.filter(topic="filing.received").order_by("id"))
        run_pending()
        scene.has_cases = True


def _pack(scene: Scene, messages: Any) -> str:
    from murakami.foundation.files.store import read_file

    return json.dumps({
        "file": base64.b64encode(read_file(scene.file)).decode(), "with_file": scene.with_file,
        "messages": [{"topic": one.topic, "key": one.key, "payload": one.payload, "files": one.files,
                      "sent_at": one.at.isoformat()} for one in messages]})


def _unpack(scene: Scene, parcel: dict[str, Any]) -> None:
    from murakami.foundation.files.store import store
    from murakami.foundation.spool.registry import Received, find_handler

    scene.with_file, scene.has_cases = parcel["with_file"], True
    scene.file = store(base64.b64decode(parcel["file"]), content_type="image/png", at=scene.at).sha256
    for sent in parcel["messages"]:
        handler = find_handler(sent["topic"])
        assert handler is not None
        handler(Received(**{**sent, "files": tuple(sent["files"]), "sent_at": datetime.fromisoformat(sent["sent_at"])}),
                at=scene.at)
    scene.receipts = {sent["payload"]["procedure"]: sent["payload"]["receipt_number"] for sent in parcel["messages"]}


def _work(scene: Scene) -> None:
    """Take the cases to where they stand, letters and requests included."""
    from murakami.domain.cases.models import Correction, Decision
    from murakami.flows.agency import letters
    from murakami.foundation.spool.worker import run_pending

    desk = Desk(scene)
    desk.start(AWAITS_CORRECTION)
    desk.ask_to_correct(AWAITS_CORRECTION, item=ITEM)
    desk.start(IS_DECIDED)
    desk.propose(IS_DECIDED)
    desk.approve(IS_DECIDED)
    with patch.object(letters, "_printer", BlankPaper()):
        run_pending()
    decision = Decision.objects.get()
    scene.correction, scene.item = Correction.objects.get().key, ITEM
    scene.letter, scene.letter_file = decision.key, decision.letter_sha256


def _hear_from_the_agency(scene: Scene) -> None:
    """Receive what the core would send: a request for correction and a letter."""
    from murakami.domain.mailbox import messages
    from murakami.domain.mailbox.operations import receiving
    from murakami.foundation.files.store import store

    asked, decided = scene.receipts[AWAITS_CORRECTION], scene.receipts[IS_DECIDED]
    item = messages.CorrectionItem(key=ITEM, kind="incorrect", reason="架空の理由です")
    request = receiving.record_correction_request(messages.CorrectionAsked(
        receipt_number=asked, key="c" * 32, items=(item,), message="", at=scene.at,
        until=timezone.localdate() + timedelta(days=14)))
    stored = store(pdf(), content_type="application/pdf", at=scene.at)
    letter = receiving.record_letter(messages.LetterIssued(
        receipt_number=decided, key="d" * 32, title="通知書", outcome="granted", sha256=stored.sha256, name="通知書.pdf",
        size=stored.size, at=scene.at))
    scene.correction, scene.item, scene.letter, scene.letter_file = request.key, item.key, letter.key, letter.sha256


def _learn(scene: Scene) -> None:
    """Let the head open a session that begins in half an hour, and take a check."""
    from murakami.domain.learning.attendance_code import make_code
    from murakami.domain.learning.operations.checks import take_check
    from murakami.domain.learning.operations.sessions import NewSession, open_session
    from murakami.domain.learning.queries.catalogue import current_catalogue

    head, starts_at = scene.cast.actor(Who.HEAD), timezone.now() + timedelta(minutes=28)
    scene.session = open_session(
        NewSession(course="bpr-workshop", place="架空の会議室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3),
                   capacity=20),
        actor=head, office=frozenset(), key="e" * 31 + "1", subject_key="e" * 31 + "2", at=scene.at).key
    scene.signed = make_code(session=scene.session, good_until=starts_at + timedelta(hours=3))
    scene.result = take_check(actor=head, key="e" * 31 + "3", course="privacy-basics", sheet=current_catalogue().sha256,
                              answers=(), at=scene.at).key


class BlankPaper:
    """A printer that costs nothing."""

    def print_letter(self, _letter: object) -> bytes:
        """Print a blank page."""
        return pdf()


class Desk:
    """The clerk and the head of the unit, working through their pages as browsers do."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._clerk, self._head = scene.browser(Who.CLERK), scene.browser(Who.HEAD)

    def start(self, procedure: str) -> None:
        """Take a case in hand."""
        self._press(procedure, "start")

    def ask_to_correct(self, procedure: str, *, item: str, reason: str = "架空の理由です") -> None:
        """Ask for the correction of an item of the document."""
        self._fill(procedure, "correction", query=f"?item={item}",
                   **{"kind-0.value": "incorrect", "reason-0.value": reason})

    def propose(self, procedure: str) -> None:
        """Propose what was asked for."""
        from murakami.domain.procedures.queries import get_version

        self._press(procedure, "check", check=list(get_version(procedure).checklist))
        self._fill(procedure, "proposal", **{"outcome.value": "granted"})

    def approve(self, procedure: str) -> None:
        """Approve what was proposed."""
        self._fill(procedure, "approve", browser=self._head)

    def _press(self, procedure: str, step: str, **sent: object) -> None:
        answer = self._clerk.post(self._address(procedure, step), {"lock": self._scene.lock(procedure), **sent})
        assert answer.status_code == 302, f"{step}: {answer.status_code} {answer.content.decode()[:3000]}"

    def _fill(self, procedure: str, step: str, *, browser: Client | None = None, query: str = "", **changes: object) -> None:
        browser, address = browser or self._clerk, self._address(procedure, step)
        form = read_form(browser.get(address + query).content, holding='name="lock"')
        answer = browser.post(address, form.filled(**changes))
        assert answer.status_code == 302, f"{step}: {answer.status_code} {answer.content.decode()[:3000]}"

    def _address(self, procedure: str, step: str) -> str:
        return reverse(f"office:{step}", args=[self._scene.receipts[procedure]])

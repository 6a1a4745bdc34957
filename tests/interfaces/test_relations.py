"""Every route × every relation, over things that a proxy has written; and a planted address that nobody else may find.

What somebody may not see they may not change either: `test_relation_acts.py`. On its own this runs for the zone `all`;
`test_zones.py` runs both again as `edge`, which has no staff, and as `core`, which has nobody else.
"""

import io
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock, patch
from urllib.parse import quote

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from murakami.config.zones import serves
from tests.cast import Who
from tests.foundation.accounts.people import make_resident, sign_in
from tests.interfaces.relations import RELATIONS, line_of
from tests.interfaces.routes import Route
from tests.interfaces.walk.answers import undone, word_for
from tests.interfaces.walk.filling import sent
from tests.interfaces.walk.mounted import HERE, mounted
from tests.interfaces.walk.preparing import prepare
from tests.interfaces.walk.things import address
from tests.scene import Scene, set_up_once

if TYPE_CHECKING:
    from tests.flows.conversation.walk import Mother

both_zones = pytest.mark.skipif(settings.ZONE != "all", reason="needs residents and staff")
PLANTED, OWN = "架空77-8", "232-1"  # where the proxy wrote, and the resident herself, that she lives
STAFF = (Who.CLERK, Who.HEAD, Who.ELSEWHERE, Who.ADMINISTRATOR, Who.PERSONNEL, Who.AUDITOR)
_DRAWN = re.compile(rb'(name="csrfmiddlewaretoken" value=|nonce[-=" a-z]*)"[^"]*"|CreationDate[^)]*|/ID ?\[[^]]*\]')
EXPORTS = [route for route in HERE if route.name.startswith("office:") and "GET" in route.methods
           and (line := line_of(route.name)) and line.whole == "nobody's"]
ACTS = [route for route in HERE if route.name.startswith("office:") and "POST" in route.methods
        and (line := line_of(route.name)) and line.whole != "nobody's" and route.name != "office:unmask"]
ASKED = [route for route in HERE if "GET" in route.methods and (line := line_of(route.name)) and line.answers]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator["Stage"]:
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield Stage(scene)


@pytest.fixture
def there(stage: "Stage", db: None) -> "Stage":
    return stage


class Stage:
    """A scene in which a proxy has written for the resident, who is protected, and everybody has a browser."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.file, self.receipt, self.proxy_id = scene, "", next(iter(scene.receipts.values())), 0
        self._browsers: dict[str, str] = {}
        if serves(settings.ZONE, "edge"):
            self._act_as_proxy(scene)
        if serves(settings.ZONE, "core"):
            self._protect()

    def _act_as_proxy(self, scene: Scene) -> None:
        from murakami.domain.intake.rules.ownership import Owner
        from murakami.foundation.accounts.vocabulary import Assurance
        from tests.flows.mandates.people import give

        resident = scene.cast.accounts[Who.RESIDENT]
        giver = Owner(resident.pk, "", scene.cast.mailbox_key(Who.RESIDENT), Assurance.ACCOUNT)
        proxy, household = make_resident(mailbox_key="2" * 32), make_resident(mailbox_key="3" * 32)
        owner = Owner(proxy.pk, "", "2" * 32, Assurance.ACCOUNT)
        self.mandate = give(giver, owner, at=scene.at, key="7" * 32)
        draft, filed = (self._write(owner, scene) for _talk in range(2))
        self.receipt = filed.file().filings[0].receipt_number
        self.scene = replace(scene, draft=draft.key, filed=filed.key, mandate=self.mandate.key)
        self.proxy_id, self.file = proxy.pk, self._attach(draft)
        self._browsers = {"household": _signed_in(household), "proxy": _signed_in(proxy),
                          "firm": _signed_in(_firm_of(giver, scene))}

    def browser(self, relation: str) -> Client:
        """Open the browser of somebody in a relation to the resident."""
        if relation in {"household", "proxy", "ended", "firm"}:
            fresh, key = Client(raise_request_exception=False), self._browsers.get("proxy" if relation == "ended" else relation)
            if key:
                fresh.cookies[settings.SESSION_COOKIE_NAME] = key
            return fresh
        return self.scene.browser({"self": Who.RESIDENT, "stranger": Who.NEIGHBOUR, "elsewhere": Who.ELSEWHERE,
                                   "protected": Who.CLERK}[relation])

    def browser_in(self, relation: str) -> Client:
        """Open the browser of somebody, after what makes the relation what it is has happened."""
        if relation == "ended" and self.proxy_id:
            _end(self)
        return self.browser(relation)

    def address(self, route: Route) -> str:
        """Say where the thing of a route is."""
        other = {}
        if route.name in {"portal:my-filing", "portal:my-document", "portal:my-withdraw"}:
            other["receipt"] = self.receipt
        if route.name in {"portal:receipt-qr", "portal:receipt-proof", "portal:receipt-proof-file"}:
            other["number"] = self.receipt
        if route.name == "portal:file":
            other["sha256"] = self.file
        return address(route, self.scene, **other)

    def _write(self, owner: Any, scene: Scene) -> "Mother":
        from murakami.flows.mandates.acting import acting_under
        from murakami.kernel.dates import day_in_japan
        from tests.flows.conversation.walk import Mother

        acting = acting_under(key=self.mandate.key, account_id=owner.account_id, procedure=None, day=day_in_japan(scene.at))
        walk = Mother(owner=owner, draw_key=lambda: secrets.token_hex(16), at=scene.at, acting=acting)
        born = day_in_japan(scene.at) - timedelta(days=20)
        walk.answers["newborn-1.born_on"] = {"year": str(born.year), "month": str(born.month), "day": str(born.day)}
        for who in ("me", "partner"):
            walk.answers[f"{who}.residence"] = walk.answers[f"{who}.residence"] | {"block": PLANTED}
        walk.answer_guide()
        walk.choose()
        walk.say_people(newborn=1, sibling=1)
        walk.answers |= {"sibling-1.name": {"family": "葛城", "given": "そら", "family_kana": "カツラギ", "given_kana": "ソラ"},
                         "sibling-1.born_on": {"year": "2023", "month": "4", "day": "1"}, "sibling-1.sex": "male"}
        walk.fill_all()
        return walk

    def _attach(self, draft: "Mother") -> str:
        from murakami.domain.intake.operations.attaching import attach_file
        from murakami.foundation.files.store import store
        from tests.scene import picture

        kept = store(picture(), content_type="image/png", at=draft.at)
        attach_file(draft.intake, attachment="child-allowance-claim/bankbook", sha256=kept.sha256, name="通帳.png",
                    content_type="image/png", size=kept.size, at=draft.at)
        return kept.sha256

    def _protect(self) -> None:
        """Have the register say that the mother is protected; both that she filed herself and that was filed for her."""
        from murakami.domain.register.operations import import_residents
        from murakami.flows.agency.protection import look_again
        from murakami.foundation.spool.worker import run_pending
        from tests.domain.register.records import record

        run_pending()
        import_residents(record(number, family_name="葛\U000e0100城", given_name="みのり", born_on=born, is_protected=True,
                                block=PLANTED)
                         for number, born in ((71, date(1992, 2, 29)), (72, date(1994, 5, 14))))
        look_again({}, at=self.scene.at)


def _portal_bytes(there: Stage, relation: str) -> dict[str, bytes]:
    """Read every page of the portal as somebody sees it; the form's token is drawn for each answer."""
    read = {}
    for route in HERE:
        if route.name.startswith("portal:") and "GET" in route.methods:
            with undone():
                answer = there.browser(relation).get(there.address(route))
                seen = f"{answer.status_code} {answer.headers.get('Location', '')}".encode() + _content_of(answer)
                read[route.name] = _DRAWN.sub(b"", seen)
    return read


def _content_of(answer: Any) -> bytes:
    """The body; of a PDF what its pages draw, for the file itself has a name and a time of its own."""
    body = body_of(answer)
    if not body.startswith(b"%PDF"):
        return body
    with pikepdf.open(io.BytesIO(body)) as file:
        return b"".join(page.Contents.read_bytes() for page in file.pages)


def _guard(there: Stage) -> None:
    from murakami.domain.mailbox.operations.guarding import record_guard

    mailbox_key = there.scene.cast.mailbox_key(Who.RESIDENT)
    record_guard(named=mailbox_key, mailbox_key=mailbox_key, guarded=True, told=1)


def _receipt_of(there: Stage) -> str:
    """Say what is printed on the receipt of what the resident filed herself."""
    from murakami.domain.intake.models import Intake
    from murakami.flows import receipts

    own = Intake.objects.filter(state=Intake.State.FILED, mandate_key="", mailbox_key=there.scene.cast.mailbox_key(Who.RESIDENT))
    printer = Mock(print_receipt=Mock(return_value=b"%PDF"))
    with patch.object(receipts, "_printers", [printer]):
        there.browser("self").get(reverse("portal:receipt-pdf", args=[own.latest("id").key]))
    return str(printer.print_receipt.call_args)


def _firm_of(giver: Any, scene: Scene) -> Any:
    """Let a firm hold a mandate of the resident, and give one of its people."""
    from murakami.domain.mandates import operations
    from murakami.domain.mandates.rules import Kind, Side
    from tests.flows.mandates.people import person, terms_of
    from tests.foundation.accounts.firms import CARE, actor_for, member_of, prime_of

    prime, seat = prime_of(CARE, at=scene.at), actor_for(member := member_of(CARE, at=scene.at)).firm
    code = "2345ABCDEFGH"
    operations.ask(side=Side.GIVER, person=person(giver, "葛城 みのり"), code=code, key="8" * 32, subject_key="9" * 32, at=scene.at,
                   terms=replace(terms_of(scene.at), kind=Kind.SUPPORTER))
    operations.answer(code=code, confirmed=True, at=scene.at, person=operations.Person(
        prime.pk, actor_for(prime).mailbox_key, seat.firm_name, firm_id=seat.firm))
    return member


def _signed_in(account: Any) -> str:
    client = Client()
    sign_in(client, account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_table__names_every_route_that_is_mounted() -> None:
    assert [name for name, _entry in mounted() if line_of(name) is None] == []


@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.name)
def test_route__answers_every_relation_as_the_table_says(route: Route, there: Stage) -> None:
    prepare(route.name, there.scene)
    line, target = line_of(route.name), there.address(route)
    for relation in RELATIONS:
        with undone():
            browser = there.browser_in(relation)
            answer = browser.get(target)
            word = word_for(answer, browser)
            masked = line.answers[relation] == "masked"
            assert word == ("yes" if masked else line.answers[relation]), f"{relation}: {answer.status_code}"
            assert not (masked and tells(answer)), relation


@pytest.mark.parametrize("route", EXPORTS, ids=lambda route: route.name)
def test_planted_address__is_in_no_other_page_or_export_of_the_office(route: Route, there: Stage) -> None:
    prepare(route.name, there.scene)
    for who in (Who.CLERK, Who.HEAD):
        with undone():
            assert not tells(there.scene.browser(who).get(address(route, there.scene), follow=True)), who


@pytest.mark.parametrize("route", ACTS, ids=lambda route: route.name)
def test_act__about_somebody_protected_answers_without_an_address(route: Route, there: Stage) -> None:
    """What the clerk and the head send, right or wrong, is answered by pages, words and headers that tell no address."""
    prepare(route.name, there.scene)
    for who in (Who.CLERK, Who.HEAD):
        for filled in (sent(route, there.scene), {"lock": "0"}):
            with undone():
                answer = there.scene.browser(who).post(there.address(route), filled, follow=True)
                assert not tells(answer), f"{who} {filled}"
                assert answer.status_code < 500


@both_zones
def test_file_of_somebody_protected__is_the_heads_who_said_why_and_has_no_name(there: Stage) -> None:
    from tests.protection_scene import WRITTEN

    file = reverse("office:case-file", args=[there.scene.receipts[there.scene.with_file], there.scene.file])
    assert "この添付ファイルは開けません" in body_of(there.scene.browser(Who.CLERK).get(file)).decode()
    head = there.scene.browser(Who.HEAD)
    assert "この添付ファイルは開けません" in body_of(head.get(file)).decode()
    head.post(reverse("office:unmask", args=[there.scene.receipts[there.scene.with_file]]), WRITTEN["office:unmask"])
    shown = head.get(file)
    assert shown.headers["Content-Type"] == "image/png"
    assert quote("通帳") not in shown.headers["Content-Disposition"]
    assert "この添付ファイルは開けません" in body_of(there.scene.browser(Who.CLERK).get(file)).decode()


@pytest.mark.skipif(not serves(settings.ZONE, "edge"), reason="mailboxes are there")
@pytest.mark.parametrize("relation", ["household", "proxy"])
def test_guard__of_a_mailbox_is_seen_by_nobody_else(relation: str, there: Stage) -> None:
    """Byte by byte: whoever lives there, or may act for the resident, gets the same pages before and after."""
    before = _portal_bytes(there, relation)
    _guard(there)
    after = _portal_bytes(there, relation)
    assert [name for name, body in before.items() if after[name] != body] == []
    assert len(before) > 30


@both_zones
def test_guard__has_nothing_filled_in_and_keeps_the_address_from_the_receipt(there: Stage) -> None:
    from murakami.domain.intake.models import Intake
    from murakami.domain.intake.operations.remembering import remember_people
    from murakami.foundation.accounts.models import ResidentProfile

    mailbox = there.scene.cast.mailbox_key(Who.RESIDENT)
    ResidentProfile.objects.filter(mailbox_key=mailbox).update(memory_allowed=True)
    name = {"family": "記憶", "given": "花子", "family_kana": "キオク", "given_kana": "ハナコ"}
    said = {"source": "earlier_filing", "at": there.scene.at.isoformat(), "assurance": "asserted"}
    remember_people(mailbox_key=mailbox, at=there.scene.at, people={
        "me": {"role": "me", "kind": "Person", "plural": False, "facts": {"name": {"v": name, "p": said}}}})

    def known() -> bool:
        there.browser("self").post(reverse("portal:begin-life-event", args=["birth"]))
        memory = body_of(there.browser("self").get(reverse("portal:my-memory"))).decode()
        assert ("記憶 花子" in memory) == ("記憶" in str(Intake.objects.latest("id").answers))
        return "記憶 花子" in memory

    assert known()
    assert OWN in _receipt_of(there)
    _guard(there)
    assert not known()
    assert OWN not in _receipt_of(there)


@both_zones
@pytest.mark.parametrize("who", STAFF)
def test_planted_address__is_in_no_page_of_anybody_in_the_office(who: Who, there: Stage) -> None:
    pages = ["work-list", "case", "case-files", "case-talk", "case-form", "case-history", "correction", "proposal", "transfer"]
    browser = there.scene.browser(who)
    for page in pages:
        path = reverse(f"office:{page}", args=[] if page == "work-list" else [there.receipt])
        for query in ("", f"?q={PLANTED}", "?item=me.residence"):
            assert not tells(browser.get(path + query, follow=True)), f"{page}{query}"


@both_zones
def test_planted_address__goes_into_no_message_of_the_agency(there: Stage) -> None:
    from murakami.foundation.events.models import Event
    from murakami.foundation.spool.models import Message

    assert PLANTED not in str([*Event.objects.values_list("details"), *Message.objects.filter(
        place="edge").values_list("payload")])


@both_zones
def test_planted_address__is_there_for_whose_it_is_and_masked_in_the_office(there: Stage) -> None:
    own = body_of(there.browser("self").get(reverse("portal:my-document", args=[there.receipt]))).decode()
    assert PLANTED in own
    assert "朝日 かえで" in own
    case = body_of(there.browser("protected").get(reverse("office:case", args=[there.receipt]))).decode()
    assert "秘匿（支援措置の対象）" in case
    assert "代理の人が出しました" in case


def tells(answer: Any) -> bool:
    """Say whether an answer or its headers hold an address, except in the box in which it was just searched for."""
    body = str(answer.headers).encode() + body_of(answer).replace(f'value="{PLANTED}"'.encode(), b"")
    return any(place.encode() in body for place in (PLANTED, OWN))


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _end(there: Stage) -> None:
    from django.utils import timezone

    from murakami.flows.mandates.ending import end_mandate

    end_mandate(key=there.mandate.key, account_id=there.proxy_id, at=timezone.now())

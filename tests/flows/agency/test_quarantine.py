"""What no rule can judge waits for a person; what only the scanner has not seen passes when it is back; nothing passes alone."""

import io
from datetime import timedelta

import pytest

from murakami.adapters.clamav.client import read_address
from murakami.domain.cases.operations.transition import CaseNotFound, NotPermitted, StepRefused
from murakami.domain.mailbox.models import Message
from murakami.flows.agency import quarantine as flow
from murakami.flows.agency.handlers import _take_files
from murakami.foundation.events.models import Event
from murakami.foundation.files import scanning
from murakami.foundation.files.checking import check_upload
from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.models import FileReport, HeldFile
from murakami.foundation.files.quarantine import AlreadyDecided, ReleaseRefused
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.reports import drop_originals, keep_checked, read_reports
from murakami.foundation.files.store import FileMissing, read_file
from murakami.foundation.looks.models import Look
from murakami.kernel.individual_number import check_digit_of
from tests.adapters.clamav.daemon import WORD, Daemon
from tests.corpus import images
from tests.corpus.archives import packed
from tests.flows.agency.office import deliver

pytestmark = pytest.mark.django_db
NUMBER = f"12345678901{check_digit_of('12345678901')}"


@pytest.fixture(autouse=True)
def scanner():
    """No test leaves its scanner to the next."""
    yield scanning.bind_scanner
    scanning.bind_scanner(None)


def send_in(case, data, name, *, at, accept=frozenset({"other", "image"})):
    """Have a file of a case arrive, as its message brings it."""
    checked = check_upload(name=name, stream=io.BytesIO(data), accept=accept)
    keep_checked(checked, at=at)
    case.files.create(attachment_id="bankbook", revision=0, sha256=checked.sha256, name=checked.name,
                      content_type=checked.content_type, size=checked.size)
    ref = {"sha256": checked.sha256, "name": checked.name, "content_type": checked.content_type, "size": checked.size}
    _take_files(case, {"files": [ref], "reports": []}, at=at)
    return checked


@pytest.fixture
def waiting(claim, at):
    """An archive that waits."""
    return send_in(claim, packed(("a.txt", b"x")), "資料.zip", at=at)


def release(case, checked, actor, at, reason="中を確かめた"):
    return flow.release(receipt_number=case.receipt_number, sha256=checked.sha256, actor=actor, reason=reason, at=at)


def test_hold__masks_what_it_keeps(waiting):
    assert waiting.content_type == HELD
    assert b"PK\x03\x04" not in read_file(waiting.sha256)


def test_release__by_the_head_gives_the_file_and_says_why(claim, waiting, cast, at):
    row = release(claim, waiting, cast.head, at)
    assert read_file(row.released_sha256) == waiting.original
    entry = claim.entries.order_by("-id").first()
    assert (entry.event.kind, entry.text, entry.by_id) == (flow.RELEASED, "中を確かめた", cast.head.account_id)
    with pytest.raises(AlreadyDecided):
        release(claim, waiting, cast.head, at)


def test_release__is_not_a_clerks_and_needs_a_reason(claim, waiting, cast, at):
    with pytest.raises(NotPermitted):
        release(claim, waiting, cast.clerk, at)
    with pytest.raises(StepRefused):
        release(claim, waiting, cast.head, at, reason=" ")
    with pytest.raises(CaseNotFound):
        release(claim, waiting, cast.elsewhere, at)
    assert HeldFile.objects.get().state == "waiting"


def test_release__finds_what_the_scanner_has_learned_meanwhile(claim, cast, at, scanner, tmp_path):
    held = send_in(claim, packed(("a.txt", b"x")) + WORD, "資料.zip", at=at)
    with Daemon(tmp_path / "s") as daemon:
        scanner(read_address(daemon.address))
        with pytest.raises(FileRefused) as refused:
            release(claim, held, cast.head, at)
    assert refused.value.code == "virus"
    assert HeldFile.objects.get().state == "waiting"


def test_reject__tells_the_resident(claim, waiting, cast, at):
    flow.reject(receipt_number=claim.receipt_number, sha256=waiting.sha256, actor=cast.head, reason="開けない", key="k" * 32,
                message="写真で出し直してください。", at=at)
    deliver(at)
    assert Message.objects.filter(body="写真で出し直してください。").exists()
    assert HeldFile.objects.get().state == "rejected"


def test_list_waiting__shows_each_unit_its_own_and_records_the_look(claim, waiting, cast, at):
    assert [one.may_decide for one in flow.list_waiting(cast.clerk)] == [False]
    assert [one.may_decide for one in flow.list_waiting(cast.head)] == [True]
    assert flow.list_waiting(cast.elsewhere) == []
    looks = Look.objects.count()
    flow.open_waiting(receipt_number=claim.receipt_number, sha256=waiting.sha256, actor=cast.clerk, route="r", at=at)
    assert Look.objects.count() == looks + 1
    with pytest.raises(flow.NothingHeld):
        flow.open_waiting(receipt_number=claim.receipt_number, sha256=waiting.sha256, actor=cast.elsewhere, route="r", at=at)


def test_scanner_gone__holds_even_a_photo_until_it_is_back(claim, cast, at, scanner, tmp_path):
    scanner(read_address(str(tmp_path / "nobody")))
    held = send_in(claim, images.with_position(), "photo.jpg", at=at)
    assert held.content_type == HELD
    with pytest.raises(ReleaseRefused):
        release(claim, held, cast.head, at)
    flow.rescan({}, at=at)
    assert HeldFile.objects.get().state == "waiting"
    with Daemon(tmp_path / "s") as daemon:
        scanner(read_address(daemon.address))
        flow.rescan({}, at=at)
        assert daemon.seen
    row = HeldFile.objects.get()
    assert (row.state, row.released_name, row.released_type) == ("released", "photo.jpg", "image/jpeg")
    assert not images.has_metadata(read_file(row.released_sha256))
    assert read_reports([row.released_sha256])[row.released_sha256].was_scanned
    assert Event.objects.filter(kind=flow.PASSED).count() == 1


@pytest.mark.parametrize(("data", "name"), [(packed(("a.txt", b"x")), "a.zip"), (images.saved("JPEG") + WORD, "photo.jpg")])
def test_rescan__lets_nothing_pass_that_a_person_must_see(claim, at, scanner, tmp_path, data, name):
    scanner(read_address(str(tmp_path / "nobody")))
    send_in(claim, data, name, at=at)
    with Daemon(tmp_path / "s") as daemon:
        scanner(read_address(daemon.address))
        flow.rescan({}, at=at)
        flow.rescan({}, at=at)
        assert len(daemon.seen) == 1
    assert (HeldFile.objects.get().state, HeldFile.objects.get().why) == ("waiting", "unknown_kind")


def test_number__waits_for_a_person_who_may_say_that_it_is_none(claim, cast, at):
    held = send_in(claim, images.card(NUMBER), "うら.jpg", at=at)
    assert HeldFile.objects.get().why == "individual_number"
    row = release(claim, held, cast.head, at, reason="12桁の整理番号")
    assert (row.state, row.released_type) == ("released", "image/jpeg")


def test_number__behind_a_silent_scanner_is_known_and_kept_from_passing_by_itself(claim, cast, at, scanner, tmp_path):
    scanner(read_address(str(tmp_path / "nobody")))
    send_in(claim, images.card(NUMBER), "うら.jpg", at=at)
    with Daemon(tmp_path / "s") as daemon:
        scanner(read_address(daemon.address))
        flow.rescan({}, at=at)
    assert (HeldFile.objects.get().state, HeldFile.objects.get().why) == ("waiting", "individual_number")


def test_number__that_nobody_has_seen_is_not_let_pass_by_a_decision_about_something_else(claim, cast, at):
    held = send_in(claim, images.card(NUMBER), "うら.jpg", at=at)
    HeldFile.objects.update(why="scanner_gone")
    with pytest.raises(ReleaseRefused, match="individual_number"):
        release(claim, held, cast.head, at)


def test_upload__with_a_virus_is_refused(scanner, tmp_path):
    with Daemon(tmp_path / "s") as daemon, pytest.raises(FileRefused) as refused:
        scanner(read_address(daemon.address))
        check_upload(name="a.jpg", stream=io.BytesIO(images.saved("JPEG") + WORD))
    assert refused.value.code == "virus"


def test_original__is_sealed_for_its_days_and_then_gone(claim, cast, at, settings):
    photo = images.with_position()
    kept = send_in(claim, photo, "photo.jpg", at=at)
    report = FileReport.objects.get(after=kept.sha256)
    assert report.original_until == at + timedelta(days=settings.ORIGINALS_DAYS)
    assert report.removed["location"] == 1
    how = {"receipt_number": claim.receipt_number, "sha256": kept.sha256, "actor": cast.administrator}
    assert flow.fetch_original(**how, reason="鑑定のため", at=at) == ("photo.jpg", photo)
    assert claim.entries.order_by("-id").first().text == "鑑定のため"
    assert drop_originals(at=at + timedelta(days=29)) == 0
    assert drop_originals(at=at + timedelta(days=30)) == 1
    with pytest.raises(FileMissing):
        flow.fetch_original(**how, reason="鑑定のため", at=at)


def test_fetch_original__is_the_administrators_alone_and_needs_a_reason(claim, cast, at):
    kept = send_in(claim, images.saved("PNG"), "a.png", at=at)
    how = {"receipt_number": claim.receipt_number, "sha256": kept.sha256, "at": at}
    for actor in (cast.clerk, cast.head, cast.elsewhere):
        with pytest.raises(CaseNotFound):
            flow.fetch_original(**how, actor=actor, reason="見たい")
    with pytest.raises(StepRefused):
        flow.fetch_original(**how, actor=cast.administrator, reason="")

"""Whether the books agree with each other: every filing has its case or its message, every number is right."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections

from murakami.config.zones import Home, serves
from murakami.foundation.events.leaves import COLUMNS, leaf_hash_of
from murakami.kernel.json_values import sha256_of
from murakami.kernel.merkle.tree import root_of
from murakami.kernel.receipts import NotAReceiptNumber, ReceiptNumber

_MOST_SHOWN = 20
Check = Callable[[str], Iterator[str]]


def disagreements(alias: str) -> Iterator[str]:
    """Say what does not fit in the books of this zone, at most twenty of each kind. SQL: about ten."""
    for home, check in _CHECKS:
        if serves(settings.ZONE, home):
            yield from _at_most(check, alias)


def _at_most(check: Check, alias: str) -> Iterator[str]:
    """Pass over what a database of another release cannot be asked: its tables come with the upgrade."""
    try:
        for number, problem in enumerate(check(alias)):
            if number == _MOST_SHOWN:
                yield "ほかにも同じ種類のものがあります。"
                return
            yield problem
    except DatabaseError as error:
        yield f"調べられないところがありました（{type(error).__name__}）。murakami upgrade のあとで、もう一度実行してください。"


def _filings_without_mailbox(alias: str) -> Iterator[str]:
    """Every filing stands in a mailbox."""
    filing, item = apps.get_model("intake.Filing"), apps.get_model("mailbox.MailboxItem")
    known = item.objects.using(alias).values("receipt_number")
    for number in filing.objects.using(alias).exclude(receipt_number__in=known).values_list("receipt_number", flat=True):
        yield f"受付番号 {number} が、マイページにありません。"


def _filings_without_case(alias: str) -> Iterator[str]:
    """Where both halves are one: every filing has its case, or its message still waits."""
    if settings.ZONE != "all":
        return
    filing, case, message = (apps.get_model(name) for name in ("intake.Filing", "cases.Case", "spool.Message"))
    taken_in = case.objects.using(alias).values("receipt_number")
    waiting = message.objects.using(alias).filter(topic="filing.received").values("key")
    lost = filing.objects.using(alias).exclude(receipt_number__in=taken_in).exclude(receipt_number__in=waiting)
    for number in lost.values_list("receipt_number", flat=True):
        yield f"受付番号 {number} に、案件も送り状もありません。"


def _handled_without_case(alias: str) -> Iterator[str]:
    """What came over the border as a filing is a case."""
    case, handled = apps.get_model("cases.Case"), apps.get_model("spool.HandledMessage")
    taken_in = case.objects.using(alias).values("receipt_number")
    lost = handled.objects.using(alias).filter(topic="filing.received").exclude(key__in=taken_in)
    for number in lost.values_list("key", flat=True):
        yield f"受付番号 {number} を受け取った記録がありますが、案件がありません。"


def _cases_without_document(alias: str) -> Iterator[str]:
    """Every case has the document it was opened with."""
    case, revision = apps.get_model("cases.Case"), apps.get_model("cases.CaseRevision")
    whole = revision.objects.using(alias).filter(number=0).values("case")
    for number in case.objects.using(alias).exclude(pk__in=whole).values_list("receipt_number", flat=True):
        yield f"案件 {number} に、提出された書面がありません。"


def _numbers_wrong(alias: str) -> Iterator[str]:
    """Every receipt number has its check digit, and none is beyond the last that was given out."""
    filing, serial = apps.get_model("intake.Filing"), apps.get_model("intake.ReceiptSerial")
    last = {(prefix, month): given for prefix, month, given in serial.objects.using(alias).values_list("prefix", "month", "last")}
    for text in filing.objects.using(alias).values_list("receipt_number", flat=True).iterator():
        try:
            number = ReceiptNumber.parse(text)
        except NotAReceiptNumber:
            yield f"受付番号 {text} の形が正しくありません。"
            continue
        if number.serial > last.get((number.prefix, f"{number.year:02}{number.month:02}"), 0):
            yield f"受付番号 {text} は、まだ出していないはずの番号です。"


def _documents_altered(alias: str) -> Iterator[str]:
    """Every filed document is the one whose fingerprint was kept."""
    filing = apps.get_model("intake.Filing")
    for number, document, sha256 in filing.objects.using(alias).values_list("receipt_number", "document", "sha256").iterator():
        if sha256_of(document) != sha256:
            yield f"受付番号 {number} の書面が、提出されたときと違います。"


def _case_documents_altered(alias: str) -> Iterator[str]:
    """And so is every document of a case."""
    revision = apps.get_model("cases.CaseRevision")
    rows = revision.objects.using(alias).values_list("case__receipt_number", "document", "sha256")
    for number, document, sha256 in rows.iterator():
        if sha256_of(document) != sha256:
            yield f"案件 {number} の書面が、受け取ったときと違います。"


def _files_unknown(alias: str) -> Iterator[str]:
    """Every content that a row names stands in the book of the store."""
    stored = apps.get_model("files.StoredFile").objects.using(alias).values("sha256")
    for label, column in (("intake.IntakeFile", "sha256"), ("mailbox.Letter", "sha256"), ("cases.CaseFile", "sha256"),
                          ("cases.Decision", "letter_sha256")):
        if not apps.is_installed(f"murakami.domain.{label.partition('.')[0]}"):
            continue
        rows = apps.get_model(label).objects.using(alias).exclude(**{column: ""}).exclude(**{f"{column}__in": stored})
        for digest in rows.values_list(column, flat=True):
            yield f"{label} が指すファイル {digest} が、保管の記録にありません。"


def _seal_broken(alias: str) -> Iterator[str]:
    """Every sealed event is the one that was sealed, and all of them make the tree that was signed last."""
    leaf, checkpoint = apps.get_model("events.EventLeaf"), apps.get_model("events.Checkpoint")
    if checkpoint._meta.db_table not in connections[alias].introspection.table_names():
        return  # a release before the seal
    newest = checkpoint.objects.using(alias).order_by("-size").values_list("size", "root").first()
    if newest is None:
        return
    hashes = []
    columns = ("leaf_hash", *(f"event__{column}" for column in COLUMNS))
    for sealed, *event in leaf.objects.using(alias).filter(index__lt=newest[0]).order_by("index").values_list(*columns).iterator():
        hashes.append(leaf_hash_of(tuple(event)))
        if hashes[-1] != bytes(sealed):
            yield f"出来事の記録 {event[0]} が、封をしたときと違います。docs/evidence.md で調べてください。"
    if root_of(hashes) != bytes(newest[1]):
        yield "出来事の記録が、署名した封と合いません。消えたか、入れ替わったものがあります。docs/evidence.md で調べてください。"


_CHECKS: tuple[tuple[Home, Check], ...] = (
    ("edge", _filings_without_mailbox), ("edge", _filings_without_case), ("edge", _numbers_wrong), ("edge", _documents_altered),
    ("core", _handled_without_case), ("core", _cases_without_document), ("core", _case_documents_altered),
    ("shared", _files_unknown), ("shared", _seal_broken),
)

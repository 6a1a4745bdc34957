"""What stands in the scene of the routes about drafts: one that is written, one that was heard, one that is being heard."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from murakami.kernel.dates import day_in_japan

if TYPE_CHECKING:
    from murakami.foundation.accounts.rules import Actor

WRITTEN_DRAFT, HEARD_DRAFT, OPEN_DRAFT = "9.1", "9.2", "9.3"
COMMENT, GONE, INSIDE = "c0ffee" + "0" * 26, "2-1-4", "1-1"
_HEARD = ("office:draft-comments", "office:draft-answer", "office:draft-results")
WRITTEN: dict[str, dict[str, object]] = {
    "office:draft-begin": {"code.value": "9.9"},
    "office:draft-item-add": {"term.value": "架空の用語", "text.value": "架空の説明"},
    "office:draft-add": {"title.value": "架空の取組", "text.value": "架空の文"},
    "office:draft-split": {"title.value": "架空の取組", "text.value": "架空の文"},
    "office:draft-merge": {"others.value": ["1-2"]},
    "office:draft-withdraw": {"note.value": "架空の理由"},
    "office:draft-hearing": {
        "opens_on.year": "2099", "opens_on.month": "4", "opens_on.day": "1", "closes_on.year": "2099", "closes_on.month": "4",
        "closes_on.day": "30", "announcement.value": "架空のお知らせ"},
    "office:draft-answer": {"effect.value": "later", "answer.value": "架空の回答"},
    "open:hearing": {"body.value": "架空の意見"},
}
OFFICE_RUNS = {f"office:draft-{name}" for name in (
    "begin", "vision", "chapter", "row", "pillar", "heading", "item", "item-add", "item-remove", "add", "initiative", "withdraw", "restore", "merge", "split", "hearing", "comments",
    "answer", "results", "adopt")}


def known(name: str) -> dict[str, str]:
    """Name the parts of the address of a route about drafts."""
    if name.startswith("open:hearing"):
        from murakami.interfaces.open.hearings.hearing import thanks_address

        return {"edition": OPEN_DRAFT, "sign": thanks_address(OPEN_DRAFT, COMMENT).split("/")[-2]}
    if not name.startswith("office:draft"):
        return {}
    row = {"schedule": "0", "place": "1" if name == "office:draft-heading" else "0", "inner": "0", "part": "glossary"}
    if name == "office:draft-row":
        row |= _row_of(WRITTEN_DRAFT)
    return {"draft": HEARD_DRAFT if name in _HEARD else WRITTEN_DRAFT, "key": COMMENT,
            "code": GONE if name == "office:draft-restore" else INSIDE, **row}


def set_drafts(office: "Actor", *, at: datetime) -> None:
    """Write three drafts: one as it is begun, one whose hearing is over and answered, one that is being heard."""
    from murakami.domain.programme.models import Comment
    from murakami.domain.programme.operations import drafting, hearing
    from murakami.domain.programme.queries.shelf import find_edition_in_force
    from murakami.domain.programme.rules.drafting import Heading, withdraw_initiative

    base = find_edition_in_force()
    assert base is not None
    long_ago = at - timedelta(days=60)
    for code in (WRITTEN_DRAFT, HEARD_DRAFT, OPEN_DRAFT):
        drafting.begin_draft(base=base.code, actor=office, at=long_ago, heading=Heading(
            code=code, title="架空の方針", version_title=f"第{code}版", dated="2027-03", first=2027, last=2031))
    drafting.change_draft(code=WRITTEN_DRAFT, actor=office, revision=1, at=at, change=lambda document, base: withdraw_initiative(
        document, base, code=GONE, note="架空の理由"))
    for code, begins in ((HEARD_DRAFT, long_ago), (OPEN_DRAFT, at)):
        hearing.open_hearing(code=code, opens_on=day_in_japan(begins), closes_on=day_in_japan(begins) + timedelta(days=30),
                             announcement="架空のお知らせ", actor=office, revision=1, at=begins)
    hearing.receive_comment(hearing.Spoken(key=COMMENT, edition=HEARD_DRAFT, about="", body="架空の意見", name="", contact="",
                                           received_at=long_ago))
    hearing.answer_comment(edition=HEARD_DRAFT, key=COMMENT, effect=Comment.Effect.ALREADY, answer="架空の回答", actor=office, at=at)


def hear_draft(*, at: datetime) -> None:
    """Receive an announcement as the core would send it."""
    from murakami.domain.publications.operations import publish_document

    draft: dict[str, Any] = {"vision": {"name": "架空", "text": "架空"}, "texts": [], "pillars": [], "initiatives": [],
                             "schedules": []}
    publish_document(kind="policy-hearing", key=OPEN_DRAFT, title="架空の方針", at=at, document={
        "edition": OPEN_DRAFT, "title": "架空の方針", "version_title": "第9.3版", "period": {"from": 2027, "until": 2031},
        "opens_on": day_in_japan(at).isoformat(), "closes_on": (day_in_japan(at) + timedelta(days=30)).isoformat(),
        "announcement": "架空のお知らせ", "adopted": False, "result": "", "answered_at": "", "comments": [],
        "initiatives": [{"code": "1-1", "title": "架空"}], "draft": draft,
        "changes": {"initiatives": [], "sections": [], "schedules": []}})


def revisions(name: str) -> dict[str, object]:
    """What a button of a draft sends beside its token."""
    from murakami.domain.programme.models import Edition

    return {"revision": Edition.objects.get(code=WRITTEN_DRAFT).revision} if name == "office:draft-restore" else {}


def _row_of(code: str) -> dict[str, str]:
    """Find the first row with bars that may be written."""
    from murakami.domain.programme.models import Edition
    from murakami.domain.programme.rules.drafting import own_schedules

    for place, schedule in own_schedules(Edition.objects.get(code=code).document):
        return {"schedule": str(place), "place": str(next(row for row, one in enumerate(schedule["rows"]) if "heading" not in one))}
    raise LookupError(code)

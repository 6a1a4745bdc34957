"""The papers of a meeting: one PDF from the plan as it stands, rare characters and all, kept with the meeting."""

import io
import re
from datetime import date

import pypdf
import pytest

from murakami.adapters.pdf.papers import TypstPapers
from murakami.adapters.pdf.printer import Printer
from murakami.domain.programme.models import BodyMembership, Initiative, YearPlan
from murakami.domain.programme.operations import meetings
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused
from murakami.domain.programme.ports import PapersNotPrinted
from murakami.domain.programme.rules.cycle import Stage
from murakami.flows.programme import papers
from murakami.foundation.files.store import read_file
from tests.domain.programme.year.cast import BAD, FRONT, MOOD, NOW, Town, evaluating, make_initiatives, make_town, sign

pytestmark = pytest.mark.django_db
KEY = "m" * 32


@pytest.fixture
def town(db: None) -> Town:
    """A meeting with both initiatives on its agenda; one has been evaluated twice."""
    town = make_town()
    make_initiatives()
    evaluating(town)
    sign(town.owner, Stage.SELF, BAD)
    sign(town.group, Stage.GROUP, BAD)
    YearPlan.objects.create(initiative=Initiative.objects.get(code=FRONT), fiscal_year=2026, plan="支所へ広げる")
    meeting = meetings.plan_meeting(
        key=KEY, actor=town.office, at=NOW,
        plan=meetings.Plan(body="headquarters", title="第3回 DX推進本部会議", held_on=date(2026, 12, 10), place="第1委員会室"))
    meetings.set_agenda(key=KEY, actor=town.office, revision=meeting.revision, at=NOW, points=[
        meetings.Point("令和7年度の評価", code=FRONT, note="決定をお願いします"), meetings.Point("研修", code=MOOD), meetings.Point("その他")])
    return town


@pytest.fixture
def printer():
    """The real printer."""
    before, real = papers._printer, Printer()
    papers.bind_papers_printer(TypstPapers(real))
    yield real
    real.close()
    papers._printer = before


def revision() -> int:
    return meetings.Meeting.objects.get().revision


def test_draft__puts_everything_on_the_table(town, sql_at_most):
    with sql_at_most(15):
        drafted = papers.draft_papers(KEY, at=NOW)
    assert drafted.agenda == (("1", "令和7年度の評価", "決定をお願いします", "資料1"), ("2", "研修", "", "資料2"), ("3", "その他", "", ""))
    front = drafted.sheets[0]
    assert ("今年度の計画", "支所へ広げる") in front.rows
    assert front.kpis == (("待ち時間（R7）", "12分", "11.5分", "発券機の記録"),)
    assert [row[:2] for row in front.evaluations] == [("令和7年度　自己評価", "C"), ("令和7年度　検討部会", "C")]
    assert drafted.members == (("本部長", "職員 mayor"),)


def test_papers__are_one_pdf_with_rare_names(town, printer):
    BodyMembership.objects.filter(body__code="headquarters").update(name="葛󠄀城　𠮷男")
    YearPlan.objects.filter(fiscal_year=2026).update(plan="塚﨑・髙橋の窓口")
    meeting = papers.issue_papers(key=KEY, actor=town.office, revision=revision(), at=NOW)
    pdf = pypdf.PdfReader(io.BytesIO(read_file(meeting.papers_sha256)))
    assert len(pdf.pages) == 3
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    for words in ("第3回DX推進本部会議", "𠮷男", "塚﨑・髙橋の窓口", "資料2", "機器が届かなかった", "研修を4回開いた"):
        assert words in text
    assert meeting.state == "issued"


def test_papers__that_cannot_be_printed_are_not_issued(town, printer):
    YearPlan.objects.filter(fiscal_year=2026).update(plan="読めない字 \U0010fffd")
    with pytest.raises(PapersNotPrinted) as refused:
        papers.issue_papers(key=KEY, actor=town.office, revision=revision(), at=NOW)
    assert refused.value.characters == "\U0010fffd"
    assert meetings.Meeting.objects.get().state == "planned"


def test_papers__are_issued_by_the_office_from_an_agenda(town):
    class Blank:
        def print_papers(self, _papers: object) -> bytes:
            return b"%PDF-1.7"

    before = papers._printer
    papers.bind_papers_printer(Blank())
    try:
        with pytest.raises(CycleNotPermitted):
            papers.issue_papers(key=KEY, actor=town.headquarters, revision=revision(), at=NOW)
        meetings.set_agenda(key=KEY, points=(), actor=town.office, revision=revision(), at=NOW)
        with pytest.raises(CycleRefused, match="agenda_empty"):
            papers.issue_papers(key=KEY, actor=town.office, revision=revision(), at=NOW)
    finally:
        papers.bind_papers_printer(before)

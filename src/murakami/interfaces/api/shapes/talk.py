"""A conversation: where it stands, what it asks, what was found, what would be filed."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from murakami.interfaces.api.shapes.base import Answer, Cursor, Sent, Slug

StepKind = Literal["answer_question", "choose", "say_people", "answer_page", "attach", "review", "done"]
PartTyped = Annotated[str, Field(max_length=20_000)] | Annotated[list[Annotated[str, Field(max_length=1_000)]], Field(max_length=100)]
Answers = Annotated[
    dict[str, dict[str, PartTyped]],
    Field(max_length=100, description="項目ごとに、欄の名前と書いたもの。欄は質問の parts にある", examples=[{"me.lives_in_city": {"value": "yes"}}])]
Seen = Annotated[dict[str, str] | None, Field(
    max_length=200, description="読んだときの seen。ほかのところで変わっていたら保存せずに知らせる", examples=[{"me.name": "-"}])]


class Begin(Sent):
    """What to begin: the guide of a life event, or one procedure."""

    life_event: Annotated[Slug | None, Field(description="ライフイベントの記号。procedure とどちらか一つ", examples=["birth"])] = None
    procedure: Annotated[Slug | None, Field(description="手続の記号", examples=["child-allowance-claim"])] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Begin":
        if (self.life_event is None) == (self.procedure is None):
            raise PydanticCustomError("one_of_both", "life_event or procedure")
        return self


class Step(Answer):
    """What comes next, and where."""

    kind: Annotated[StepKind, Field(description="次にすること")]
    href: Annotated[str, Field(description="どこを読むか", examples=["/api/v1/intakes/…/pages/family"])]


class PageHead(Answer):
    """A page of the interview."""

    key: Annotated[str, Field(description="ページの記号", examples=["adult:me"])]
    title: str
    subject: Annotated[str, Field(description="だれについてか。繰り返さないページは空")]
    is_complete: Annotated[bool, Field(description="必ず答えることに、すべて答えたか")]


class IntakeHead(Answer):
    """A conversation in a list."""

    key: Annotated[str, Field(description="会話の記号")]
    state: Annotated[Literal["open", "filed"], Field(description="書きかけか、提出したか")]
    life_event: Annotated[str, Field(description="ライフイベントの記号。手続から始めたときは空")]
    procedures: Annotated[list[str], Field(description="選んだ手続")]
    saved_at: datetime


class IntakeList(Answer):
    """One's own conversations, the newest first."""

    items: list[IntakeHead]
    next: Cursor


class Intake(IntakeHead):
    """A conversation as it stands."""

    expires_on: Annotated[date | None, Field(description="保存しなければ、この日に消える")]
    assurance_needed: Annotated[str, Field(description="出すのに要る本人確認の強さ", examples=["account"])]
    moved: Annotated[list[str], Field(description="書きはじめたあとに新しい版が出た手続")]
    pages: Annotated[list[PageHead], Field(description="いまの答えで聞くページ")]
    next_step: Step


class ChoicePart(Answer):
    """Something to choose."""

    code: str
    label: str


class QuestionPart(Answer):
    """One input of a question."""

    name: Annotated[str, Field(description="欄の名前。答えるときのキー", examples=["family"])]
    label: str
    input: Annotated[str, Field(description="text、numeric、tel、email、select、radio、checkbox、textarea、file", examples=["text"])]
    is_required: bool
    choices: list[ChoicePart]


class Source(Answer):
    """Who said what stands there."""

    source: Annotated[str, Field(description="resident、proxy、staff、card、register、earlier_filing、suggested", examples=["resident"])]
    at: Annotated[str, Field(description="いつ（ISO 8601）")]


class Question(Answer):
    """One question: what, why, and what stands there already."""

    key: Annotated[str, Field(description="項目の名前", examples=["me.name"])]
    label: str
    hint: str
    why: Annotated[str, Field(description="なぜ聞くか")]
    type: Annotated[str, Field(examples=["person_name"])]
    is_required: bool
    is_answered: bool
    used_by: Annotated[list[str], Field(description="この答えを使う手続")]
    parts: list[QuestionPart]
    filled: Annotated[dict[str, str | list[str]], Field(description="欄ごとに、いま入っているもの。答えでなければ提案")]
    source: Annotated[Source | None, Field(description="いま入っているものを、だれが言ったか")]


class TalkPage(Answer):
    """A page of the interview with its questions."""

    key: str
    title: str
    subject: str
    questions: list[Question]
    seen: Annotated[dict[str, str], Field(description="保存するときに送り返すと、ほかのところで変わったことに気づける")]


class Guide(Answer):
    """Where the guide stands: only what can still change the outcome is asked."""

    next_question: Annotated[Question | None, Field(description="次の質問。決まれば null")]
    seen: dict[str, str]
    questions_left: Annotated[int, Field(description="あといくつ聞くことがありうるか")]
    answered: Annotated[list[Question], Field(description="これまでに答えたこと")]


class PageAnswers(Sent):
    """Answers to a page."""

    answers: Answers
    seen: Seen = None
    leave: Annotated[bool, Field(description="途中でやめるとき true：受け取れるものだけ保存する")] = False


class GuideAnswer(Sent):
    """The answer to a question of the guide, part by part."""

    answer: Annotated[dict[str, PartTyped], Field(max_length=50, description="欄の名前と書いたもの", examples=[{"value": "yes"}])]
    seen: Seen = None


class Offer(Answer):
    """What the guide found out about one procedure."""

    procedure: str
    title: str
    applies: Annotated[Literal["yes", "no", "open"], Field(description="当てはまるか。open はまだ分からない")]
    reasons: Annotated[list[str], Field(description="なぜか")]
    whose: Annotated[str, Field(description="だれの手続か。自分のときは空")]
    due_on: Annotated[date | None, Field(description="いつまでに")]
    can_choose: Annotated[bool, Field(description="ここで選べるか")]
    refusal: Annotated[str, Field(description="選べない理由：not_applicable、open、elsewhere、only_themselves。選べれば空")]
    is_chosen: bool


class Result(Answer):
    """What the guide has found out."""

    offers: list[Offer]


class Choice(Sent):
    """What is to be filed."""

    procedures: Annotated[list[Slug], Field(min_length=1, max_length=50, description="出す手続", examples=[["child-allowance-claim"]])]


class PersonHere(Answer):
    """Somebody who takes part."""

    key: Annotated[str, Field(examples=["sibling-1"])]
    name: str


class RoleCount(Answer):
    """A role and how many take it; null while nobody has said."""

    role: Annotated[str, Field(examples=["sibling"])]
    title: str
    count: int | None
    least: int
    most: int
    people: list[PersonHere]


class People(Answer):
    """Who takes part."""

    roles: Annotated[list[RoleCount], Field(description="人数を聞く役")]


class Counts(Sent):
    """How many take part, by role."""

    counts: Annotated[dict[Slug, Annotated[int, Field(ge=0, le=999)]], Field(
        max_length=50, description="役ごとの人数", examples=[{"sibling": 1}])]


class FileInfo(Answer):
    """A file that was handed in, as it was written anew."""

    attachment: Annotated[str, Field(examples=["child-allowance-claim:bankbook"])]
    sha256: str
    name: str
    content_type: str
    size: Annotated[int, Field(description="バイト")]
    waits_for_check: Annotated[bool, Field(description="職員が確かめてから使うか")]
    warning: Annotated[str, Field(description="受け取ったが、本人に確かめてほしいこと（個人番号がのっているなど）。なければ空。付けたときだけ答える")] = ""


class AttachmentWanted(Answer):
    """A document to attach; a missing one never stops a filing."""

    key: Annotated[str, Field(description="書類の名前", examples=["child-allowance-claim:bankbook"])]
    procedure: str
    label: str
    hint: str
    need: Annotated[str, Field(examples=["copy"])]
    is_omitted: Annotated[bool, Field(description="市が調べるので要らないか")]
    is_later: Annotated[bool, Field(description="あとで出すか")]
    accepts: Annotated[list[str], Field(description="image、pdf、office、text、other のうち", examples=[["image", "pdf"]])]
    files: list[FileInfo]


class Attachments(Answer):
    """What to attach."""

    attachments: list[AttachmentWanted]


class Later(Sent):
    """Which documents are handed in later."""

    later: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50, description="あとで出す書類の名前", examples=[[]])]


class ReviewedRow(Answer):
    """One answer in words."""

    key: str
    label: str
    text: str
    source: Source


class ReviewedTopic(Answer):
    """Answers that belong together."""

    title: str
    subject: str
    rows: list[ReviewedRow]


class ReviewedAttachment(Answer):
    """What came of a document."""

    label: str
    state: Annotated[str, Field(description="provided、later、missing、omitted", examples=["later"])]
    files: list[str]


class Form(Answer):
    """One filing as it would be made."""

    procedure: str
    sha256: str
    title: str
    instance: Annotated[str, Field(description="どの子の分か。分けない手続は空")]
    unit: str
    topics: list[ReviewedTopic]
    attachments: list[ReviewedAttachment]


class Gap(Answer):
    """What still has to be answered."""

    key: str
    page: str
    label: str


class Review(Answer):
    """What would be filed now. Show it to the person; `reviewed` is what they agree to."""

    reviewed: Annotated[str, Field(description="この内容の印。filings に送る")]
    forms: list[Form]
    gaps: Annotated[list[Gap], Field(description="まだ答えていないこと。空なら出せる")]
    assurance_needed: str
    has_assurance: Annotated[bool, Field(description="このトークンで出せるか")]
    can_file: bool


class FileIt(Sent):
    """File what was reviewed."""

    reviewed: Annotated[str, Field(max_length=4_000, description="review が答えた reviewed")]
    agree_to_electronic_delivery: Annotated[bool, Field(description="通知をここで受け取ることに同意するか（サインインしているとき）")] = False
    agree_to_memory: Annotated[bool, Field(description="次のために答えを覚えておくことに同意するか（サインインしているとき）")] = False


class FiledOne(Answer):
    """One filing."""

    receipt_number: Annotated[str, Field(description="受付番号", examples=["MK-2611-00001-3"])]
    procedure: str
    instance: str
    filed_at: Annotated[datetime, Field(description="到達した時刻")]
    href: Annotated[str, Field(description="どこで様子が分かるか")]


class Filed(Answer):
    """What a conversation ended in."""

    filings: list[FiledOne]

"""How packs write a course: its pages and the check at its end."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from murakami.domain.learning.formats.levels import Level
from murakami.foundation.packs.formats import OR_TEXT, Count, Identifier, Number, PackModel, Sentence, Slug

CourseKind = Literal["reading", "session"]
Completion = Literal["check", "attendance", "both"]


def _paragraph(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class BlockEntry(PackModel):
    """A piece of a page, written in exactly one way; a text alone is a paragraph."""

    text: Annotated[str | None, Field(description="段落")] = None
    points: Annotated[tuple[Sentence, ...] | None, Field(description="箇条書き")] = None
    remember: Annotated[str | None, Field(description="覚えておくこと（囲んで見せる）")] = None
    example: Annotated[str | None, Field(description="例（囲んで見せる）")] = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Name the ways in which this piece is written."""
        return tuple(word for word, value in self if value is not None)


class PageEntry(PackModel):
    """One short page."""

    title: Annotated[Sentence, Field(description="見出し")]
    body: Annotated[
        tuple[Annotated[BlockEntry, BeforeValidator(_paragraph), OR_TEXT], ...],
        Field(min_length=1, description="本文：文なら段落"),
    ]


class QuestionEntry(PackModel):
    """A question of the check."""

    question: Annotated[Sentence, Field(description="問い")]
    choices: Annotated[dict[Identifier, Sentence], Field(description="選択肢（並びは、出すたびに変わる）")]
    right: Annotated[tuple[Identifier, ...], Field(min_length=1, description="正しい選択肢（いくつでも）")]
    explanation: Annotated[Sentence, Field(description="答えたあとに見せる説明")]


class CheckEntry(PackModel):
    """A short check."""

    pass_mark: Annotated[Count, Field(description="何問正しければ合格か")]
    questions: Annotated[tuple[QuestionEntry, ...], Field(min_length=1, description="問い")]


class CourseFile(PackModel):
    """`learning/*.yaml` with `course`: a course."""

    course: Annotated[Slug, Field(description="講座の名前（英字）")]
    order: Annotated[Number, Field(description="並べる順番（小さいものが先）")]
    title: Annotated[Sentence, Field(description="題")]
    summary: Annotated[Sentence, Field(description="一文での紹介")]
    kind: Annotated[CourseKind, Field(description="一人で読むもの・集まって受けるもの")]
    completion: Annotated[Completion, Field(description="確認テストの合格・出席・両方のどれで修了か")] = "check"
    gives: Annotated[dict[Slug, Level], Field(min_length=1, description="身につくスキルと段階")]
    minutes: Annotated[Count, Field(description="かかる時間（分）")]
    valid_months: Annotated[Count | None, Field(description="身につけたスキルの有効期間（月）。なければ期限なし")] = None
    source: Annotated[str | None, Field(description="もとにした法令・資料")] = None
    pages: Annotated[tuple[PageEntry, ...], Field(description="教材")] = ()
    check: Annotated[CheckEntry | None, Field(description="確認テスト")] = None

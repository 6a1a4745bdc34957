"""Forms about the other words of a draft: a chapter, the vision, the bars of a row of a schedule."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.programme.operations.drafting import DraftNotFound
from murakami.domain.programme.queries.drafts import Draft
from murakami.domain.programme.rules import drafting
from murakami.interfaces.office.answers import Answers, Question
from murakami.interfaces.office.drafting.forms import DraftForm, Sending, form_view


class Chapter(DraftForm):
    """Write a section of the running text."""

    heading = gettext_lazy("本文の章を書き直す")

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        if address["place"] >= len(draft.document["texts"]):
            raise DraftNotFound(str(address["place"]))
        self.section: Mapping[str, Any] = draft.document["texts"][address["place"]]

    @property
    def about(self) -> str:
        """The section."""
        return f"{self.section['id']}　{self.section['title']}"

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return (Question("title", "text", _("見出し"), start=self.section["title"]),
                Question("body", "long_text", _("本文"), options={"max": 30000}, required=False, start=self.section.get("body"),
                         hint=_("段落は空行で分けます")))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting.write_chapter(document, **words), sending,
                           place=self.address["place"], title=answers["title"], body=answers.text("body"))


class Vision(DraftForm):
    """Write the vision."""

    heading = gettext_lazy("目指すべき姿を書き直す")

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        vision = self.draft.document["vision"]
        return (Question("name", "text", _("名前"), start=vision["name"]),
                Question("text", "long_text", _("本文"), options={"max": 8000}, start=vision["text"]))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting.write_vision(document, **words), sending,
                           name=answers["name"], text=answers["text"])


class Row(DraftForm):
    """Write the bars of a row of the edition's own schedule."""

    heading = gettext_lazy("スケジュールの予定を書く")
    lead = gettext_lazy("1行に1つ、「2027-2029 すること」のように、年度（西暦）と予定を書きます。空にすると、予定のない行になります。")

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        schedules = dict(drafting.own_schedules(draft.document))
        rows = schedules[address["schedule"]]["rows"] if address["schedule"] in schedules else []
        if address["place"] >= len(rows) or rows[address["place"]].get("heading"):
            raise DraftNotFound(str(address["place"]))
        self.schedule: Mapping[str, Any] = schedules[address["schedule"]]
        self.row: Mapping[str, Any] = rows[address["place"]]

    @property
    def about(self) -> str:
        """The row and the years of its schedule."""
        years = self.schedule["years"]
        return f"{self.schedule['figure']}　{self.row['label']}（{years[0]}～{years[-1]}）"

    def questions(self) -> tuple[Question, ...]:
        """Its bars as lines."""
        return (Question("bars", "long_text", _("予定"), required=False, start=drafting.show_bars(self.row.get("bars", ())) or None),)

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting.write_bars(document, **words), sending,
                           schedule=self.address["schedule"], row=self.address["place"], lines=answers.text("bars"))


chapter, vision, row = (form_view(one) for one in (Chapter, Vision, Row))

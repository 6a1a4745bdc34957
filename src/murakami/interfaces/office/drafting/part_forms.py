"""Forms about a row of a part of a draft: a principle, an article, a body, a word of the glossary; and headings."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.programme.operations.drafting import DraftNotFound
from murakami.domain.programme.queries.drafts import Draft
from murakami.domain.programme.rules import drafting_parts
from murakami.domain.programme.rules.drafting_parts import PARTS
from murakami.interfaces.office.answers import Answers, Question
from murakami.interfaces.office.drafting.forms import DraftForm, Sending, form_view
from murakami.interfaces.office.drafting.initiative_forms import plain_in, plain_questions
from murakami.interfaces.office.drafting.words import PARTS as PART_WORDS

_LABELS: Mapping[tuple[str, str], Promise] = {
    ("principles", "name"): gettext_lazy("原則の名前"), ("principles", "text"): gettext_lazy("内容"),
    ("articles", "text"): gettext_lazy("条文"), ("organisation", "name"): gettext_lazy("組織の名前"),
    ("organisation", "role"): gettext_lazy("役割"), ("organisation", "chaired_by"): gettext_lazy("長となる人"),
    ("organisation", "members"): gettext_lazy("入る人"), ("glossary", "term"): gettext_lazy("用語"),
    ("glossary", "reading"): gettext_lazy("読み"), ("glossary", "text"): gettext_lazy("説明")}
_LONG = frozenset({("principles", "text"), ("organisation", "role"), ("glossary", "text")})


class PartForm(DraftForm):
    """A form about a part in the address."""

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        self.part: str = address["part"]

    @property
    def about(self) -> str:
        """The part."""
        return str(PART_WORDS[self.part])

    def words_in(self, answers: Answers) -> dict[str, str]:
        """Read what was typed, by its names in the edition."""
        return {word: answers.text(word) for word in PARTS[self.part].words}


class ItemForm(PartForm):
    """A form about the row in the address."""

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        items = draft.document.get(self.part, ())
        if address["place"] >= len(items):
            raise DraftNotFound(str(address["place"]))
        self.item: Mapping[str, Any] = items[address["place"]]

    @property
    def about(self) -> str:
        """The part and what the row is called."""
        return f"{super().about}　{item_name(self.part, self.item)}"


class WriteItem(ItemForm):
    """Write a row again."""

    heading = gettext_lazy("書き直す")

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return item_questions(self.part, self.item)

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting_parts.write_item(document, **words), sending,
                           part=self.part, place=self.address["place"], words=self.words_in(answers))


class AddItem(PartForm):
    """Write a new row."""

    heading = gettext_lazy("加える")
    send = gettext_lazy("加える")
    said = gettext_lazy("加えました。")

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return item_questions(self.part, {})

    def save(self, answers: Answers, sending: Sending) -> object:
        """Add it."""
        return self.change(drafting_parts.add_item, sending, part=self.part, words=self.words_in(answers))


class RemoveItem(ItemForm):
    """Take a row out."""

    heading = gettext_lazy("案から外す")
    send = gettext_lazy("外す")
    said = gettext_lazy("案から外しました。")
    lead = gettext_lazy("前の版には残り、「変わったところ」に、外したことが出ます。条を外すと、あとの条の番号が1つずつ上がります。")

    def questions(self) -> tuple[Question, ...]:
        """Nothing is asked."""
        return ()

    def save(self, answers: Answers, sending: Sending) -> object:
        """Take it out."""
        return self.change(lambda document, _base, **words: drafting_parts.remove_item(document, **words), sending,
                           part=self.part, place=self.address["place"])


class PillarForm(DraftForm):
    """Write a pillar again."""

    heading = gettext_lazy("重点項目を書き直す")
    lead = gettext_lazy("スケジュールの見出しの行も、新しい名前になります。")

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        self.written: Mapping[str, Any] = _at(draft.document["pillars"], address["place"])

    @property
    def about(self) -> str:
        """The pillar."""
        return f"{self.written['code']}　{self.written['title']}"

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return (Question("title", "text", _("重点項目の名前"), start=self.written["title"]), _text_question(self.written),
                *plain_questions(self.written.get("plain") or {}))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting_parts.write_pillar(document, **words), sending,
                           place=self.address["place"], title=answers["title"], text=answers.text("text"), plain=plain_in(answers))


class HeadingForm(PillarForm):
    """Write a heading below a pillar again."""

    heading = gettext_lazy("見出しを書き直す")

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        self.written = _at(self.written.get("groups", ()), address["inner"])

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return (Question("number", "text", _("印刷する番号"), required=False, options={"max": 10}, start=self.written.get("number"),
                         hint=_("（1）など")),
                Question("title", "text", _("見出し"), start=self.written["title"]), _text_question(self.written))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(lambda document, _base, **words: drafting_parts.write_heading(document, **words), sending,
                           place=self.address["place"], inner=self.address["inner"], number=answers.text("number"),
                           title=answers["title"], text=answers.text("text"))


def item_name(part: str, item: Mapping[str, Any]) -> str:
    """Name a row as the draft's page lists it."""
    if part == "articles":
        return _("第{number}条　{text}").format(**item)
    return str(item[PARTS[part].name])


def item_questions(part: str, item: Mapping[str, Any]) -> tuple[Question, ...]:
    """Ask for the words of a row."""
    return tuple(Question(word, "long_text" if (part, word) in _LONG else "text", str(_LABELS[part, word]),
                          required=word not in PARTS[part].blank, options={"max": 4000}, start=item.get(word))
                 for word in PARTS[part].words)


def _text_question(written: Mapping[str, Any]) -> Question:
    return Question("text", "long_text", _("本文"), required=False, options={"max": 8000}, start=written.get("text"),
                    hint=_("段落は空行で分けます"))


def _at(headings: Any, place: int) -> Mapping[str, Any]:
    if place >= len(headings):
        raise DraftNotFound(str(place))
    found: Mapping[str, Any] = headings[place]
    return found


write_item, add_item, remove_item, pillar, heading = (
    form_view(one) for one in (WriteItem, AddItem, RemoveItem, PillarForm, HeadingForm))

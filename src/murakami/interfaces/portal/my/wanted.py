"""An item of a request for correction in words: what it is called, whom it is about, what was answered before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from murakami.flows.conversation.correcting import ATTACHMENT, Correction, Wanted
from murakami.interfaces.portal.wording import lang
from murakami.kernel.document import AttachmentRow, Document, Row, row_text
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item is called, under which heading it was filed, and what was answered; "" where nothing was."""

    label: str
    topic: str
    before: str


def words_of(found: Correction, wanted: Wanted) -> ItemWords:
    """Describe an item of a request, also one that the answers have only now brought about."""
    words = filed_words(found.filed, wanted.key)
    if words is not None:
        return words
    if isinstance(wanted.filed, AttachmentRow):
        return ItemWords(label=text_in(wanted.filed.label, lang()), topic=_("書類"), before="")
    if wanted.item is None:
        return ItemWords(label=_("そのほかの確認"), topic="", before="")
    (version,) = found.standing.definitions.versions
    page = next((page for page in found.standing.plan.pages if wanted.item.key in {one.key for one in page.items}), None)
    return ItemWords(label=text_in(version.fact_text(wanted.item.kind, wanted.item.fact), lang()), before="",
                     topic=version.text(f"topic.{page.topic}.title", lang()) if page else "")


def filed_words(filed: Document, key: str) -> ItemWords | None:
    """Describe an item as it stands in the filed document; None when it is not there."""
    if key.startswith(ATTACHMENT):
        row = next((row for row in filed.attachments if row.id == key.removeprefix(ATTACHMENT)), None)
        return None if row is None else ItemWords(
            label=text_in(row.label, lang()), topic=_("書類"), before="、".join(file.name for file in row.files))
    for topic, answer in _rows(filed):
        if answer.key == key:
            return ItemWords(label=text_in(answer.label, lang()), topic=topic, before=row_text(answer, lang()))
    return None


def _rows(filed: Document) -> Iterable[tuple[str, Row]]:
    for topic in filed.topics:
        title = text_in(topic.title, lang())
        subject = text_in(topic.subject, lang()) if topic.subject else ""
        heading = _("{title}：{person}").format(title=title, person=subject) if subject else title
        yield from ((heading, row) for row in topic.rows)

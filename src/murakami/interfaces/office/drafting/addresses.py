"""How drafts, their initiatives and comments are written in addresses."""

from murakami.domain.programme.rules.drafting_parts import PARTS
from murakami.interfaces.office.programme.addresses import CodeConverter
from murakami.interfaces.office.programme_year.addresses import EditionConverter, MeetingConverter


class DraftConverter(EditionConverter):
    """The code of the edition that is drafted: 3.0."""


class DraftedConverter(CodeConverter):
    """The code of an initiative in a draft."""


class CommentConverter(MeetingConverter):
    """The key of a comment."""


class PartConverter(CodeConverter):
    """A part of an edition that is written row by row."""

    regex = "|".join(PARTS)

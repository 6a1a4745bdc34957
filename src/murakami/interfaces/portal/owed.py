"""Documents that were promised when filing and have not come yet."""

from murakami.interfaces.portal.wording import lang
from murakami.kernel.document import Document
from murakami.kernel.languages import text_in


def names_owed(document: Document) -> tuple[str, ...]:
    """Name, in the language of the page, what is still to be handed in."""
    return tuple(text_in(row.label, lang()) for row in document.owed)

"""The editions as they are kept."""

from murakami.domain.programme.models import Edition
from murakami.domain.programme.rules.edition_document import Shelf, shelve_documents
from murakami.domain.programme.rules.lineage import edition_key


def read_shelf() -> Shelf:
    """Read all editions, drafts too, with their lineages and findings. SQL: 1."""
    return shelve_documents(Edition.objects.values_list("document", flat=True))


def find_edition_in_force() -> Edition | None:
    """Find the newest adopted edition, with its document. SQL: 1."""
    adopted = Edition.objects.filter(state=Edition.State.ADOPTED)
    return max(adopted, key=lambda edition: edition_key(edition.code), default=None)

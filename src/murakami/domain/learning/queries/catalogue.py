"""The current skills, roles and courses."""

from functools import lru_cache

from murakami.domain.learning.catalogue import Catalogue, Course, read_document
from murakami.domain.learning.models import LoadedCatalogue
from murakami.domain.learning.refusals import CourseUnknown

_NOTHING_LOADED = Catalogue()


def current_catalogue() -> Catalogue:
    """Take what can be learned now. SQL: 1, and 1 more when this process has not read that document yet."""
    sha = LoadedCatalogue.objects.filter(is_current=True).values_list("sha256", flat=True).first()
    return _NOTHING_LOADED if sha is None else catalogue_of(sha)


@lru_cache(maxsize=8)
def catalogue_of(sha256: str) -> Catalogue:
    """Take the catalogue of a document, for ever. SQL: 0 when this process has read it, else 1."""
    return read_document(LoadedCatalogue.objects.values_list("document", flat=True).get(sha256=sha256), sha=sha256)


def get_course(catalogue: Catalogue, code: str) -> Course:
    """Take a course. Raises CourseUnknown. SQL: 0."""
    try:
        return catalogue.courses[code]
    except KeyError:
        raise CourseUnknown(code) from None

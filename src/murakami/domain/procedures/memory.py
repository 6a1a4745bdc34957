"""What this process remembers of published definitions, and when it looks whether they are still current.

A version never changes, so it is kept by its SHA-256. The catalogue is kept by the fingerprint of all heads; during a
request that fingerprint is read once, outside of requests each time.
"""

from collections import OrderedDict
from contextvars import ContextVar
from threading import Lock
from typing import Final

from django.db.models import Exists, OuterRef, Subquery

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.models import Generation, Head, PublishedDocument
from murakami.domain.procedures.version_reading import read_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.foundation.accounts.lineage import latest_reshuffle, reorganised_units
from murakami.foundation.database.prepared import Prepared

_VERSIONS_KEPT: Final = 512
_NO_HEADS: Final = ""
_RESHUFFLED: Final = "+"
_HEADS: Final = Prepared(lambda: Generation.objects.annotate(
    reshuffle=Subquery(latest_reshuffle().values("pk"))).values_list("heads", "reshuffle"))


class Memory:
    """Versions by SHA-256 (the latest used ones) and the catalogue of one generation."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: OrderedDict[str, ProcedureVersion] = OrderedDict()
        self._catalogue: tuple[str, Catalogue] = (_NO_HEADS, Catalogue(()))

    def version(self, document: DefinitionDocument) -> ProcedureVersion:
        """Read a version, or remember it."""
        return self.find_version(document.sha) or self._keep(read_version(document))

    def find_version(self, sha: str) -> ProcedureVersion | None:
        """Remember a version by its SHA-256."""
        with self._lock:
            version = self._versions.get(sha)
            if version is not None:
                self._versions.move_to_end(sha)
            return version

    def catalogue(self, heads: str) -> Catalogue:
        """Take the catalogue of a generation. SQL: 0 when it is the remembered one, else 1, and 1 after a reshuffle."""
        known, catalogue = self._catalogue
        if heads != known:
            names = {unit.code: unit.name for unit in reorganised_units()} if _RESHUFFLED in heads else {}
            catalogue = Catalogue(_head_documents(), read=self.version, unit_names=names)
            self._catalogue = (heads, catalogue)
        return catalogue

    def remembered(self) -> Catalogue:
        """Take the catalogue that was read last, an empty one before that. SQL: none."""
        return self._catalogue[1]

    def _keep(self, version: ProcedureVersion) -> ProcedureVersion:
        with self._lock:
            self._versions[version.sha] = version
            while len(self._versions) > _VERSIONS_KEPT:
                self._versions.popitem(last=False)
        return version


class _Looked:
    """What one request has seen of the generation."""

    __slots__ = ("heads",)

    def __init__(self) -> None:
        self.heads: str | None = None


MEMORY: Final = Memory()
_request: ContextVar[_Looked | None] = ContextVar("definitions_seen_by_this_request", default=None)


def begin_request(**_: object) -> None:
    """Look at the generation again, once, when this request first needs a definition."""
    _request.set(_Looked())


def end_request(**_: object) -> None:
    """Forget what the request has seen."""
    _request.set(None)


def current_catalogue() -> Catalogue:
    """Take what is published now. SQL: 1 (none when this request has looked already), 2 after a publication."""
    looked = _request.get()
    if looked is None:
        return MEMORY.catalogue(_read_heads())
    if looked.heads is None:
        looked.heads = _read_heads()
    return MEMORY.catalogue(looked.heads)


def forget_what_was_seen() -> None:
    """Have this request look again: it has published something itself."""
    looked = _request.get()
    if looked is not None:
        looked.heads = None


def _read_heads() -> str:
    """The fingerprint of what is published, and of the last reshuffle where there was one."""
    return next((f"{heads}{_RESHUFFLED}{last}" if last else heads for heads, last in _HEADS.rows()), _NO_HEADS)


def _head_documents() -> list[DefinitionDocument]:
    # one statement, so that a publication in between is seen whole or not at all
    head = Head.objects.filter(kind=OuterRef("kind"), doc_id=OuterRef("doc_id"), sha=OuterRef("sha"))
    rows = PublishedDocument.objects.filter(Exists(head)).values_list("kind", "doc_id", "document")
    return [DefinitionDocument(DocumentKind(kind), doc_id, document) for kind, doc_id, document in rows]

"""All reading of publications: what is public now, a fixed number of SQL statements each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from murakami.domain.publications.models import Publication


@dataclass(frozen=True, slots=True)
class Head:
    """A publication without its document."""

    kind: str
    key: str
    title: str
    sha256: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A publication with its document."""

    head: Head
    document: Mapping[str, Any]


_HEAD = ("kind", "key", "title", "sha256", "published_at")


def list_heads(*kinds: str) -> tuple[Head, ...]:
    """List what is public of some kinds, the newest first, without documents. SQL: 1."""
    rows = Publication.objects.filter(kind__in=kinds, withdrawn_at=None).order_by("-published_at", "-id")
    return tuple(Head(*row) for row in rows.values_list(*_HEAD))


def find_head(kind: str, key: str) -> Head | None:
    """Find what is public under a kind and a key, without its document. SQL: 1."""
    row = Publication.objects.filter(kind=kind, key=key, withdrawn_at=None).values_list(*_HEAD).first()
    return None if row is None else Head(*row)


def find_published(kind: str, key: str) -> Published | None:
    """Find what is public under a kind and a key. SQL: 1."""
    row = Publication.objects.filter(kind=kind, key=key, withdrawn_at=None).values_list(*_HEAD, "document").first()
    return None if row is None else Published(Head(*row[:-1]), row[-1])


def list_published(*kinds: str, keys: Collection[str] | None = None) -> tuple[Published, ...]:
    """List what is public of some kinds with its documents, by kind and key; `keys` narrows. SQL: 1."""
    rows = Publication.objects.filter(kind__in=kinds, withdrawn_at=None).order_by("kind", "key")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    return tuple(Published(Head(*row[:-1]), row[-1]) for row in rows.values_list(*_HEAD, "document"))

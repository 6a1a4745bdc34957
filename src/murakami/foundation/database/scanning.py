"""Looks through every text in the database for 個人番号, so that an operator can show that there is none."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from murakami.kernel.individual_number import contains_individual_number

_AT_ONCE: Final = 500
# Keys, hashes and sealed values that the software itself draws: letters and digits by chance, nothing that was typed.
_DRAWN: Final = re.compile(r"[0-9a-f]{32,}|[A-Za-z0-9_-]{40,}={0,2}|[A-Za-z0-9+/]{40,}={0,2}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something stands that reads as a 個人番号; the number itself is never said."""

    table: str
    column: str
    row: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was looked through, and what was found."""

    tables: int
    rows: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was found."""
        return not self.findings


def scan_database() -> Scanned:
    """Look through the texts of all tables of this zone, sessions opened. SQL: 1 a table and 500 rows.

    One in eleven harmless rows of twelve digits reads as a number too: every finding is to be looked at by a person.
    """
    searched = [model for model in apps.get_models(include_auto_created=True) if _texts_of(model) and _is_ours(model)]
    rows, findings = 0, list[Finding]()
    for model in searched:
        for row, column, text in _texts(model):
            rows += column == ""
            if text and holds_number(text):
                findings.append(Finding(table=model._meta.db_table, column=column, row=row))
    return Scanned(tables=len(searched), rows=rows, findings=tuple(findings))


def holds_number(text: str) -> bool:
    """Tell whether a text that somebody may have written holds a 個人番号."""
    return contains_individual_number(_DRAWN.sub(" 個 ", text))


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _texts_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)]


def _texts(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Give every text of a table with its row and column; first, for each row, an empty one of no column."""
    names = [field.attname for field in _texts_of(model)]
    for row in model._default_manager.order_by("pk").iterator(chunk_size=_AT_ONCE):
        yield str(row.pk), "", ""
        if isinstance(row, Session):
            yield from ((str(row.pk)[:8], "session_data", text) for text in strings_in(row.get_decoded()))
            continue
        for name in names:
            yield from ((str(row.pk), name, text) for text in strings_in(getattr(row, name)))


def strings_in(value: object) -> Iterable[str]:
    """Give every text and every whole number in a value, however deep; a text that is JSON is opened."""
    if isinstance(value, str):
        yield from _opened(value) if value[:1] in {"{", "["} else (value,)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (*strings_in(key), *strings_in(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def _opened(text: str) -> Iterable[str]:
    """Give the texts of what is JSON; of what is none, or nested deeper than we can walk, the text as it stands."""
    try:
        return tuple(strings_in(json.loads(text)))
    except (ValueError, RecursionError):
        return (text,)

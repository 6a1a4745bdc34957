"""Queries whose SQL is written once in a process.

Django writes the SQL of a query anew each time it is asked: of the 500 µs that reading one conversation takes, 350. A
prepared query is compiled when it is first asked and only executed afterwards; its rows become objects by Django's own
hands. For the few statements that nearly every request makes; elsewhere a plain query reads better.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from threading import local
from typing import Any, Final, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.query import ModelIterable
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler, SQLInsertCompiler

M = TypeVar("M", bound=Model)
_ALIAS: Final = DEFAULT_DB_ALIAS


class Given(Expression):
    """Stands in a prepared query for a value that comes with each asking: text or a whole number, or for a `column`."""

    def __init__(self, name: str, *, column: "Field[Any, Any] | None" = None) -> None:
        super().__init__()
        self.name = name
        self._column = column

    def among(self, given: Mapping[str, Any], connection: Any) -> Any:
        """Take the value, as the database wants it."""
        value = given[self.name]
        return value if self._column is None else self._column.get_db_prep_save(value, connection)

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """Write a place for the value, and leave this as its name."""
        return "%s", (self,)


class Prepared(Generic[M]):
    """A query to be asked many times. `build` makes it, on first use: models need not be ready before."""

    def __init__(self, build: "Callable[[], QuerySet[M, Any]]") -> None:
        self._build = build
        self._compiled: tuple[SQLCompiler, str, tuple[Any, ...]] | None = None
        self._of_thread = local()

    def ask(self, **given: str | int) -> list[M]:
        """Read the objects, with what the query selects along or annotates. SQL: 1."""
        return list(ModelIterable(cast("QuerySet[M]", _Asked(self._compiler(given)))))

    def find(self, **given: str | int) -> M | None:
        """Read the first object, None where there is none. SQL: 1."""
        return next(iter(self.ask(**given)), None)

    def rows(self, **given: str | int) -> Iterator[Any]:
        """Read the rows of a query of values. SQL: 1."""
        return self._compiler(given).results_iter(tuple_expected=True)

    def _compiler(self, given: dict[str, str | int]) -> SQLCompiler:
        compiled, sql, params = self._compiled or self._compile()
        compiler, connection = copy(compiled), connections[_ALIAS]
        compiler.connection = connection  # what the rows mean is shared; the connection belongs to this thread
        values = _filled(params, given, connection)
        compiler.as_sql = lambda: (sql, values)  # type: ignore[method-assign, assignment, misc]
        compiler.get_converters = lambda _all: self._converters(connection)  # type: ignore[method-assign, assignment]
        return compiler

    def _converters(self, connection: Any) -> dict[int, Any]:
        """Say what converts which column; found once for the connection of a thread, to which converters belong."""
        known, converters = getattr(self._of_thread, "converters", (None, {}))
        if known is not connection:
            compiler = copy((self._compiled or self._compile())[0])
            compiler.connection = connection
            columns = [column for column, _sql, _alias in compiler.select[:compiler.col_count]]
            converters = compiler.get_converters(columns)
            self._of_thread.converters = connection, converters
        return converters

    def _compile(self) -> "tuple[SQLCompiler, str, tuple[Any, ...]]":
        compiler = self._build().query.get_compiler(using=_ALIAS)
        sql, params = compiler.as_sql()
        self._compiled = compiler, sql, tuple(params)
        return self._compiled


class PreparedUpdate(Generic[M]):
    """A change to be made many times. `build` finds the rows; `always` is set whatever else a change sets."""

    def __init__(self, build: "Callable[[], QuerySet[M, Any]]", **always: Combinable) -> None:
        self._build = build
        self._always = always
        self._compiled: dict[tuple[str, ...], tuple[str, tuple[Any, ...]]] = {}

    def write(self, changes: Mapping[str, Any], **given: str | int) -> int:
        """Set fields of the rows; returns how many there were. SQL: 1."""
        names = tuple(changes)
        sql, params = self._compiled.get(names) or self._compile(names)
        connection = connections[_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(params, {**given, **changes}, connection))
            return int(cursor.rowcount)

    def _compile(self, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
        found = self._build()
        fields = [cast("Field[Any, Any]", found.model._meta.get_field(name)) for name in names]
        columns = {field.name: Given(field.name, column=field) for field in fields}
        query = cast(UpdateQuery, found.query.chain(UpdateQuery))
        query.add_update_values({**self._always, **columns})
        sql, params = query.get_compiler(using=_ALIAS).as_sql()
        self._compiled[names] = sql, tuple(params)
        return self._compiled[names]


class PreparedInsert(Generic[M]):
    """A row of a model to be written many times, all its fields but the key that the database draws."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._compiled: tuple[Iterable[Field[Any, Any]], str, Sequence[Any]] | None = None

    def write(self, row: M) -> M:
        """Write a new row; as with `bulk_create` no signal is sent. SQL: 1."""
        fields, sql, drawn = self._compiled or self._compile(row)
        connection: Any = connections[_ALIAS]
        values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            (row.pk,) = connection.ops.fetch_returned_insert_columns(cursor, drawn)
        row._state.adding, row._state.db = False, _ALIAS
        return row

    def _compile(self, row: M) -> "tuple[Iterable[Field[Any, Any]], str, Sequence[Any]]":
        meta, query = self._model._meta, InsertQuery(self._model)
        query.insert_values([field for field in meta.concrete_fields if not field.primary_key], [row])
        compiler = cast("SQLInsertCompiler", query.get_compiler(using=_ALIAS))
        compiler.returning_fields = [meta.pk]
        ((sql, _values),) = compiler.as_sql()
        self._compiled = query.fields, sql, compiler.returning_params
        return self._compiled


def _filled(params: tuple[Any, ...], given: Mapping[str, Any], connection: Any) -> tuple[Any, ...]:
    return tuple(value.among(given, connection) if isinstance(value, Given) else value for value in params)


class _Asked:
    """As much of a query set as Django needs to make objects of rows."""

    db: Final = _ALIAS
    _known_related_objects: Final[dict[Any, Any]] = {}

    def __init__(self, compiler: SQLCompiler) -> None:
        self.query = self
        self._compiler = compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        """Give the compiler that has compiled already."""
        return self._compiler

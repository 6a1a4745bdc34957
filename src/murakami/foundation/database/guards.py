"""Guards for tests: no SQL while a page is rendered, and a bound on the number of statements."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

from django.db import DEFAULT_DB_ALIAS, connections
from django.template.base import Template
from django.template.context import Context
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString

_rendering: ContextVar[bool] = ContextVar("rendering", default=False)


class SqlWhileRendering(AssertionError):
    """A template asked the database; the view or the query must load what the page shows."""


class TooMuchSql(AssertionError):
    """A block ran more statements than it may; lists them."""


@contextmanager
def no_sql_while_rendering() -> Iterator[None]:
    """Have every template refuse to run SQL, from the moment when its context stands.

    Raises:
        SqlWhileRendering: out of the rendering, naming the template and the statement.
    """
    # Django's test runner has put its own in place already: wrap what is there
    render: Callable[[Template, Context], SafeString] = Template._render  # type: ignore[attr-defined]

    def render_without_sql(template: Template, context: Context) -> SafeString:
        if _rendering.get():
            return render(template, context)
        token = _rendering.set(True)
        try:
            with _refusing(template.name or "a template without a name"):
                return render(template, context)
        finally:
            _rendering.reset(token)

    with patch.object(Template, "_render", render_without_sql):
        yield


@contextmanager
def sql_at_most(limit: int, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[CaptureQueriesContext]:
    """Run a block that may send at most `limit` statements; savepoints and transaction control are not counted.

    Raises:
        TooMuchSql: more were sent; lists them in order.
    """
    with CaptureQueriesContext(connections[using]) as captured:
        yield captured
    sent = [query["sql"] for query in captured.captured_queries if not _is_control(query["sql"])]
    if len(sent) > limit:
        listed = "\n".join(f"{number}. {sql[:400]}" for number, sql in enumerate(sent, start=1))
        raise TooMuchSql(f"{len(sent)} SQL statements, at most {limit} allowed:\n{listed}")


def _is_control(sql: str) -> bool:
    return sql.split(maxsplit=1)[0].upper() in {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"}


@contextmanager
def _refusing(template: str) -> Iterator[None]:
    def refuse(_execute: Any, sql: str, *_: Any) -> None:
        raise SqlWhileRendering(f"{template} runs SQL while it is rendered: {sql[:200]}")

    with ExitStack() as stack:
        for connection in connections.all(initialized_only=True):
            stack.enter_context(connection.execute_wrapper(refuse))
        yield

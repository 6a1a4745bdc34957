"""The guards that other tests rely on bite."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from django.template import Context, Template

from murakami.foundation.database.guards import SqlWhileRendering, TooMuchSql
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import append

pytestmark = pytest.mark.django_db


def test_no_sql_while_rendering__refuses_a_template_that_asks_the_database(at: datetime) -> None:
    append(kind="a.b", subject_key="s", at=at)
    page = Template("{% for event in events %}{{ event.kind }}{% endfor %}", name="list.html")
    with pytest.raises(SqlWhileRendering, match=r"list\.html runs SQL while it is rendered: SELECT"):
        page.render(Context({"events": Event.objects.all()}))


def test_no_sql_while_rendering__lets_loaded_rows_pass_and_sql_outside(at: datetime) -> None:
    append(kind="a.b", subject_key="s", at=at)
    events = list(Event.objects.all())
    page = Template("{% for event in events %}{{ event.kind }}{% endfor %}")
    assert page.render(Context({"events": events})) == "a.b"
    assert Event.objects.count() == 1


def test_sql_at_most__counts_and_lists(sql_at_most: Callable[[int], AbstractContextManager[Any]]) -> None:
    with pytest.raises(TooMuchSql, match=r"2 SQL statements, at most 1 allowed:\n1\. SELECT"), sql_at_most(1):
        Event.objects.count()
        Event.objects.exists()
    with sql_at_most(2):
        Event.objects.count()
        Event.objects.exists()

"""What does not fit in the source of the edition in force, and what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from murakami.interfaces.open.frame import show
from murakami.interfaces.open.policy.reading import get_policy
from murakami.interfaces.open.policy.words import finding_word


@dataclass(frozen=True, slots=True)
class Line:
    """One inconsistency."""

    name: str
    kind: str
    where: str
    printed: str
    read: str
    reason: str


@require_safe
def show_findings(request: HttpRequest) -> HttpResponse:
    """List the inconsistencies with each decision and its reason. SQL: 3."""
    policy = get_policy()
    lines = [_line(one) for one in policy.document["findings"]]
    return show(request, "policy/findings.html", {"policy": policy, "document": policy.document, "lines": lines})


def _line(one: Mapping[str, Any]) -> Line:
    return Line(one["id"], finding_word(one["kind"]), "、".join(one["where"]), one.get("printed", ""), one.get("read", ""),
                one["reason"])

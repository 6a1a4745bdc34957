"""One initiative: what it says, when it is done, where it comes from, and what is published about its work."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from murakami.interfaces.components.shapes import Moment
from murakami.interfaces.open.frame import show
from murakami.interfaces.open.plan.view import plan_view
from murakami.interfaces.open.policy.overview import Item, item_of
from murakami.interfaces.open.policy.procedures import procedures_of
from murakami.interfaces.open.policy.reading import Policy, get_policy
from murakami.interfaces.open.policy.schedules import Plan, plan_of
from murakami.interfaces.open.policy.words import plain_words, step_words
from murakami.interfaces.open.policy.work import read_work


@require_safe
def show_initiative(request: HttpRequest, initiative: str) -> HttpResponse:
    """Show one initiative of the edition in force, with what is published of its plan and its years. SQL: 5."""
    policy = get_policy()
    found = policy.initiatives.get(initiative)
    if found is None:
        raise Http404
    work = read_work(initiative)
    return show(request, "policy/initiative.html", {
        "policy": policy, "initiative": found, "names": tuple(_other_names(found)), "plain": plain_words(found),
        "under": _under(policy, found["group"]),
        "plans": tuple(_plans(policy, initiative)), "moments": tuple(_moments(policy, found["story"])),
        "beside": tuple(_beside(policy, found)), "work": work, "published": plan_view(work.plan, work.indicators),
        "procedures": procedures_of(work.procedures, work.indicators)})


def _other_names(found: Mapping[str, Any]) -> Iterator[str]:
    """Name it as it is called elsewhere, each name once."""
    names = dict.fromkeys((found.get("table_title", ""), *found["aliases"]))
    return (name for name in names if name not in {"", found["title"]})


def _under(policy: Policy, group: str) -> tuple[str, ...]:
    for pillar in policy.document["pillars"]:
        titles = {one["code"]: f"{one.get('number', '')}{one['title']}" for one in pillar["groups"]}
        if group in titles:
            return (f"{pillar['code']}　{pillar['title']}", titles[group])
        if group == pillar["code"]:
            return (f"{pillar['code']}　{pillar['title']}",)
    return ()


def _plans(policy: Policy, code: str) -> Iterator[Plan]:
    for schedule in policy.document["schedules"]:
        plan = plan_of(schedule, only=code)
        if plan.lines:
            yield plan


def _moments(policy: Policy, story: list[Mapping[str, Any]]) -> Iterator[Moment]:
    titles = {head.key: head.title for head in policy.editions}
    for stage in story:
        names = "、".join(f"{one['number']} {one['title']}" for one in stage["entries"])
        words = "・".join(word for word, _ in step_words(stage["kinds"], rewritten=stage["rewritten"]))
        yield Moment(at=titles.get(stage["edition"], stage["edition"]), text=names,
                     note="：".join(filter(None, (words, "".join(stage["notes"])))),
                     state="now" if stage is story[-1] else "done")


def _beside(policy: Policy, found: Mapping[str, Any]) -> Iterator[Item]:
    return (item_of(one) for one in policy.document["initiatives"] if one["group"] == found["group"] and one is not found)


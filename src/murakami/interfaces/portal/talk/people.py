"""Who takes part: how many children, is there somebody, and those whom earlier filings know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from murakami.domain.intake.rules.people import MOST_OF_A_ROLE
from murakami.domain.intake.rules.subjects import called
from murakami.flows.conversation.people import (
    PeopleRefused,
    Remembered,
    list_remembered,
    remove_person,
    roles_to_ask,
    set_people,
)
from murakami.flows.conversation.reading import Conversation
from murakami.flows.conversation.starting import known_of
from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.portal.door import conversation_of, is_open, own, resident_of
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.talk.titles import talk_title
from murakami.interfaces.portal.talk.way import choice_href, page_href, resume_href
from murakami.interfaces.portal.visitor import owner_of
from murakami.interfaces.portal.wording import lang
from murakami.kernel.facts import RoleSpec
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part, with the way to take them out again."""

    key: str
    name: str
    can_go: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A role and how many take it. Of one that binds a single person it is asked whether there is anybody."""

    role: str
    title: str
    plural: bool
    count: str
    choices: tuple[int, ...]
    error: str
    people: tuple[Person, ...]
    remembered: tuple[Remembered, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@own
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Ask how many take part, or take the numbers. SQL: 3 to show, 7 to save, and the session's."""
    if request.method == "POST":
        return _save(request, key)
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation) or not conversation.intake.chosen:
        return HttpResponseRedirect(resume_href(conversation))
    if not roles_to_ask(conversation.standing):
        return HttpResponseRedirect(page_href(key, conversation.standing.plan, after=None))
    return _show(request, conversation)


@require_POST
@own
def leave_out(request: HttpRequest, key: str, instance: str) -> HttpResponse:
    """Take one person out, with everything that was said about them. SQL: 8 and the session's."""
    try:
        remove_person(key=key, owner=owner_of(request), instance=instance, at=timezone.now())
    except PeopleRefused as refused:
        return _show(request, conversation_of(request, key, at=timezone.now()), errors=_errors(refused), status=422)
    return _show(request, conversation_of(request, key, at=timezone.now()))


def _save(request: HttpRequest, key: str) -> HttpResponse:
    conversation = conversation_of(request, key, at=timezone.now())
    if not is_open(conversation):
        return HttpResponseRedirect(resume_href(conversation))
    counts, unread = _read_counts(request, roles_to_ask(conversation.standing))
    if unread:
        return _show(request, conversation, errors=unread, status=422)
    again = frozenset(request.POST.getlist("remembered"))
    try:
        set_people(key=key, owner=owner_of(request), counts=counts, again=again, resident=resident_of(request),
                   at=timezone.now())
    except PeopleRefused as refused:
        return _show(request, conversation, errors=_errors(refused), status=422)
    conversation = conversation_of(request, key, at=timezone.now())
    return HttpResponseRedirect(page_href(key, conversation.standing.plan, after=None))


def _show(request: HttpRequest, conversation: Conversation, *, errors: Mapping[str, str] | None = None,
          status: int = 200) -> HttpResponse:
    standing = conversation.standing
    remembered = list_remembered(standing, owner=owner_of(request),
                                 resident=known_of(conversation.intake, resident=resident_of(request)))
    groups = tuple(_group(request, conversation, spec, remembered, errors or {}) for spec in roles_to_ask(standing))
    return show(request, "talk/people.html", {
        "title": talk_title(standing.definitions), "key": conversation.intake.key, "groups": groups,
        "previous": choice_href(conversation.intake.key, standing),
        "problems": [Problem(href=f"#count-{group.role}", text=group.error) for group in groups if group.error],
    }, status=status)


def _group(request: HttpRequest, conversation: Conversation, spec: RoleSpec, remembered: Iterable[Remembered],
           errors: Mapping[str, str]) -> Group:
    standing = conversation.standing
    here = standing.people.get(spec.role)
    default = "" if here is None and not spec.plural else str(len(here or ()))
    return Group(
        role=spec.role, title=text_in(standing.definitions.role_title(spec.role), lang()), plural=spec.plural,
        count=request.POST.get(f"count-{spec.role}", default), error=errors.get(spec.role, ""),
        choices=tuple(range(0 if spec.optional else 1, MOST_OF_A_ROLE + 1)) if spec.plural else (0, 1),
        people=tuple(Person(key=instance, name=called(standing, instance, lang()),
                            can_go=spec.optional or len(here or ()) > 1) for instance in (here or ()) if spec.plural),
        remembered=tuple(one for one in remembered if one.role == spec.role))


def _read_counts(request: HttpRequest, specs: Iterable[RoleSpec]) -> tuple[dict[str, int], dict[str, str]]:
    counts: dict[str, int] = {}
    errors: dict[str, str] = {}
    for spec in specs:
        written = request.POST.get(f"count-{spec.role}", "").strip()
        if written.isascii() and written.isdigit() and len(written) <= 3:
            counts[spec.role] = int(written)
        else:
            errors[spec.role] = _("人数を選んでください。")
    return counts, errors


def _errors(refused: PeopleRefused) -> dict[str, str]:
    words = {"too_few": _("{limit}人以上を選んでください。"),
             "too_many": _("{limit}人まで選べます。それより多いときは、担当の課に電話してください。")}
    return {problem.role: words[problem.code].format(limit=problem.limit) for problem in refused.problems}

"""Saying who of a unit has which role in learning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from murakami.domain.learning.operations.assigning import assign_roles
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import list_people
from murakami.domain.learning.refusals import LearningRefused, NotPermitted
from murakami.domain.learning.rules.rights import may_assign
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.events.rules import new_subject_key
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.frame import now, unit_names
from murakami.interfaces.office.learning.door import for_learners, office_of, show_learning
from murakami.interfaces.office.learning.words import REFUSALS, role_words


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, unit: str) -> HttpResponse:
    """Let the unit's administrator and the DX office say the roles. SQL: 5 to show, and the session's."""
    actor, office, names = actor_of(request), office_of(request), unit_names()
    if unit not in names or not may_assign(actor, office=office, units={unit}):
        raise NotPermitted
    catalogue, at = current_catalogue(), now()
    people = list_people(catalogue=catalogue, on=timezone.localdate(at), units={unit})
    if request.method == "POST":
        sent = ((person, request.POST.get(f"role-{person.account_id}", person.assigned)[:100]) for person in people)
        wanted = {person.account_id: role for person, role in sent if role != person.assigned}
        try:
            changed = assign_roles(actor=actor, office=office, roles=wanted, draw_key=new_subject_key, at=at)
        except LearningRefused as refused:
            messages.error(request, str(REFUSALS[refused.code]))
            return redirect("office:learning-roles", unit)
        messages.success(request, _("{changed}人の役割を変えました。").format(changed=changed) if changed else _("変わりはありません。"))
        return redirect("office:learning-unit", unit)
    return show_learning(
        request, "roles", here="learning-coverage", unit=unit, name=names[unit], people=people,
        everybody=role_words(catalogue.role_for_everybody), roles=list(catalogue.roles.values()),
        columns=[Column(label=_("名前")), Column(label=_("学びの役割"))])

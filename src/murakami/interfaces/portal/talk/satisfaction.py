"""The one question after filing: five steps, no words, once; whoever does not answer misses nothing."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from murakami.domain.intake.queries import IntakeNotFound
from murakami.flows.satisfaction import SCORES, NoSuchScore, say_satisfied
from murakami.interfaces.portal.door import own
from murakami.interfaces.portal.talk.beginning import draw_key
from murakami.interfaces.portal.visitor import owner_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the five answers."""

    score: int
    label: str


@require_POST
@own
def satisfaction(request: HttpRequest, key: str) -> HttpResponse:
    """Take the answer and go back to the receipt; what was not offered changes nothing. SQL: 4 and the session's."""
    try:
        say_satisfied(key=key, owner=owner_of(request), score=_score(request), draw_key=draw_key, at=timezone.now())
    except NoSuchScore:
        pass
    except IntakeNotFound as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("portal:receipt", args=[key]) + "#satisfaction")


def answers() -> tuple[Answer, ...]:
    """Word the answers, from the best to the worst."""
    words = {5: _("とてもよかった"), 4: _("よかった"), 3: _("どちらでもない"), 2: _("わるかった"), 1: _("とてもわるかった")}
    return tuple(Answer(score, words[score]) for score in SCORES)


def _score(request: HttpRequest) -> int:
    given = request.POST.get("score", "")
    return int(given) if given in {str(score) for score in SCORES} else 0

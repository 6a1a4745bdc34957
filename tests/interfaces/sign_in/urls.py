"""The pages of sign-in and a few to come back to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from murakami.foundation.accounts.guards import residents_at, residents_only, staff_only
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.vocabulary import Assurance


def who(request: HttpRequest) -> HttpResponse:
    """Say who acts."""
    actor = actor_of(request)
    return HttpResponse(f"{actor.kind} {actor.assurance} {actor.name}")


portal = ([path("sign-in/", include("murakami.interfaces.portal.sign_in.urls")), path("", who, name="home"),
           path("my/", residents_only(who), name="my"), path("procedures/", who, name="catalogue"),
           path("personal-files/", who, name="personal-files")], "portal")
office = ([path("", staff_only(who), name="work-list"), path("programme/", staff_only(who), name="programme"),
           path("protections/", staff_only(who), name="protections"),
           path("sign-in/", include("murakami.interfaces.office.sign_in.urls"))], "office")
public = ([path("policy/", who, name="policy")], "open")
urlpatterns = [
    path("-/", include("murakami.interfaces.components.urls")),
    path("office/", include(office)),
    path("", include(portal)),
    path("", include(public)),
    path("who/", who),
    path("mine/", residents_only(who)),
    path("mine/card/", residents_at(Assurance.CARD_AUTH)(who)),
]

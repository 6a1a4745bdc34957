"""Addresses of residents' sign-in, below /sign-in/."""

from django.urls import path

from murakami.interfaces.portal.sign_in import by_card, by_email, pages

urlpatterns = [
    path("", pages.sign_in, name="sign-in"),
    path("card/", by_card.start, name="sign-in-card"),
    path("card/back/", by_card.back, name="sign-in-card-back"),
    path("email/", by_email.send, name="sign-in-email"),
    path("email/code/", by_email.code, name="sign-in-code"),
    path("ways/", pages.ways, name="sign-in-ways"),
    path("out/", pages.sign_out, name="sign-out"),
]

"""Addresses of residents' sign-in, below /sign-in/."""

from django.urls import path, re_path

from murakami.interfaces.portal.sign_in import by_business, by_card, by_email, by_passkey, pages

urlpatterns = [
    path("", pages.sign_in, name="sign-in"),
    path("card/", by_card.start, name="sign-in-card"),
    path("card/back/", by_card.back, name="sign-in-card-back"),
    path("business/", by_business.start, name="sign-in-business"),
    path("business/back/", by_business.back, name="sign-in-business-back"),
    path("email/", by_email.send, name="sign-in-email"),
    path("email/code/", by_email.code, name="sign-in-code"),
    path("passkey/", by_passkey.come_in, name="sign-in-passkey"),
    path("passkey/options", by_passkey.options, name="sign-in-passkey-options"),
    path("ways/passkeys/options", by_passkey.own_options, name="passkey-options"),
    path("ways/passkeys/not-now", by_passkey.not_now, name="passkey-not-now"),
    path("ways/passkeys/add", by_passkey.add, name="passkey-add"),
    re_path(r"^ways/passkeys/(?P<passkey>[0-9]{1,9})/remove$", by_passkey.remove, name="passkey-remove"),
    path("ways/sessions/end", by_passkey.end_others, name="sessions-end"),
    path("ways/", pages.ways, name="sign-in-ways"),
    path("out/", pages.sign_out, name="sign-out"),
]

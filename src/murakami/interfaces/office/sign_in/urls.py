"""Addresses of staff sign-in, below /office/sign-in/."""

from django.urls import path, re_path

from murakami.interfaces.office.sign_in import first_step, own_account, own_sessions, passkeys, second_step, set_up

urlpatterns = [
    path("", first_step.sign_in, name="sign-in"),
    path("code/", second_step.code, name="sign-in-code"),
    path("set-up/", set_up.set_up, name="sign-in-set-up"),
    path("recovery-codes/", set_up.recovery_codes, name="recovery-codes"),
    path("own/", own_account.own_account, name="own-account"),
    path("own/password/", own_account.password, name="own-password"),
    path("own/recovery-codes/", own_account.renew_codes, name="own-recovery-codes"),
    path("own/sessions/", own_sessions.own, name="own-sessions"),
    path("own/sessions/end", own_sessions.end, name="own-sessions-end"),
    path("own/passkeys/", passkeys.own, name="own-passkeys"),
    path("own/passkeys/options", passkeys.own_options, name="own-passkey-options"),
    path("own/passkeys/add", passkeys.add, name="own-passkey-add"),
    re_path(r"^own/passkeys/(?P<passkey>[0-9]{1,9})/remove$", passkeys.remove, name="own-passkey-remove"),
    path("passkey/", passkeys.come_in, name="sign-in-passkey"),
    path("passkey/options", passkeys.options, name="passkey-options"),
    path("out/", own_account.sign_out, name="sign-out"),
]

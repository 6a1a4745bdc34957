"""Addresses of protections, below /office/."""

from django.urls import path, re_path

from murakami.interfaces.office.protection import case_steps, listing, setting

_KEY = r"^protections/(?P<protection>[0-9a-f]{32})/"

urlpatterns = [
    path("protections/", listing.protections, name="protections"),
    path("protections/new/", setting.protection_new, name="protection-new"),
    re_path(_KEY + "$", listing.protection, name="protection"),
    re_path(_KEY + "refused/$", setting.protection_refuse, name="protection-refuse"),
    re_path(_KEY + "renew$", setting.protection_renew, name="protection-renew"),
    re_path(_KEY + "end/$", setting.protection_end_ask, name="protection-end-ask"),
    re_path(_KEY + "end/confirm$", setting.protection_end, name="protection-end"),
    re_path(_KEY + "end/keep$", setting.protection_keep, name="protection-keep"),
    path("cases/<receipt:receipt>/release/", case_steps.release, name="release"),
    path("cases/<receipt:receipt>/unmask/", case_steps.unmask_case, name="unmask"),
    path("cases/<receipt:receipt>/mask", case_steps.mask, name="mask"),
]

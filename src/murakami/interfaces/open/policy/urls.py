"""Addresses of the policy."""

from django.urls import path

from murakami.interfaces.open.policy import changes, downloads, edition, findings, initiative, overview, schedules

urlpatterns = [
    path("", overview.show_policy, name="policy"),
    path("editions/<str:edition>/", edition.show_edition, name="policy-edition"),
    path("initiatives/<str:initiative>/", initiative.show_initiative, name="policy-initiative"),
    path("changes/<str:pair>/", changes.show_changes, name="policy-changes"),
    path("schedule/", schedules.show_schedule, name="policy-schedule"),
    path("findings/", findings.show_findings, name="policy-findings"),
    path("initiatives.csv", downloads.initiatives_csv, name="policy-csv"),
    path("policy.json", downloads.policy_json, name="policy-json"),
    path("atom.xml", downloads.policy_atom, name="policy-atom"),
]

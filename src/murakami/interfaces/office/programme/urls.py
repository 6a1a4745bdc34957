"""Addresses of the plan, below /office/programme/."""

from django.urls import path, register_converter

from murakami.interfaces.office.programme import (
    board,
    exchange,
    kpi_forms,
    note_forms,
    plan_forms,
    publishing,
    tabs,
    task_forms,
)
from murakami.interfaces.office.programme.addresses import CodeConverter, KeyConverter

register_converter(CodeConverter, "initiative")
register_converter(KeyConverter, "plankey")

urlpatterns = [
    path("", board.board, name="programme"),
    path("publish", publishing.publish_all, name="programme-publish"),
    path("plan.xlsx", exchange.export, {"form": "xlsx"}, name="plan-xlsx"),
    path("plan.zip", exchange.export, {"form": "zip"}, name="plan-csv"),
    path("bring-in/", exchange.bring_in, name="plan-import"),
    path("bring-in/columns", exchange.columns, name="plan-import-columns"),
    path("bring-in/confirm", exchange.confirm, name="plan-import-confirm"),
    path("<initiative:code>/publish", publishing.publish_one, name="plan-publish"),
    path("<initiative:code>/", tabs.initiative, name="initiative"),
    path("<initiative:code>/tasks/", tabs.tasks, name="plan-tasks"),
    path("<initiative:code>/kpis/", tabs.kpis, name="plan-kpis"),
    path("<initiative:code>/risks/", tabs.risks, name="plan-risks"),
    path("<initiative:code>/budget/", tabs.budget, name="plan-budget"),
    path("<initiative:code>/decisions/", tabs.decisions, name="plan-decisions"),
    path("<initiative:code>/checks/", tabs.checks, name="plan-checks"),
    path("<initiative:code>/notes/", tabs.notes, name="plan-notes"),
    path("<initiative:code>/history/", tabs.history, name="plan-history"),
    path("<initiative:code>/describe/", plan_forms.describe, name="plan-describe"),
    path("<initiative:code>/place/", plan_forms.place, name="plan-place"),
    path("<initiative:code>/years/<int:year>/", plan_forms.write, name="plan-year"),
    path("<initiative:code>/tasks/add/", task_forms.add, name="plan-task-add"),
    path("<initiative:code>/tasks/<plankey:task>/", task_forms.change, name="plan-task"),
    path("<initiative:code>/tasks/<plankey:task>/move", task_forms.move, name="plan-task-move"),
    path("<initiative:code>/kpis/add/", kpi_forms.add, name="plan-kpi-add"),
    path("<initiative:code>/kpis/<plankey:kpi>/", kpi_forms.define, name="plan-kpi"),
    path("<initiative:code>/kpis/<plankey:kpi>/figures/", kpi_forms.figures, name="plan-figures"),
    path("<initiative:code>/risks/add/", note_forms.add_risk_page, name="plan-risk-add"),
    path("<initiative:code>/risks/<plankey:risk>/", note_forms.change_risk_page, name="plan-risk"),
    path("<initiative:code>/decisions/add/", note_forms.decide, name="plan-decide"),
    path("<initiative:code>/checks/edit/", note_forms.check, name="plan-check"),
    path("<initiative:code>/notes/add/", note_forms.note, name="plan-note"),
]

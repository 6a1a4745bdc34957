"""What the programme keeps, one subject per file. Fields and constraints only; every write is an operation."""

from murakami.domain.programme.models.editions import Edition
from murakami.domain.programme.models.hearing import Comment, Hearing
from murakami.domain.programme.models.meetings import AgendaItem, Body, BodyMembership, Meeting
from murakami.domain.programme.models.plan import (
    Decision,
    DesignCheck,
    Initiative,
    Kpi,
    KpiYear,
    Observation,
    PlanEntry,
    Risk,
    Task,
    YearPlan,
)
from murakami.domain.programme.models.sheets import SheetMapping
from murakami.domain.programme.models.year import (
    EvaluationStep,
    FrozenCorrection,
    PeriodEvaluation,
    Reminder,
    UpdateLink,
    Year,
)

__all__ = [
    "AgendaItem", "Body", "BodyMembership", "Comment", "Decision", "DesignCheck", "Edition", "EvaluationStep",
    "FrozenCorrection", "Hearing", "Initiative", "Kpi", "KpiYear", "Meeting", "Observation", "PeriodEvaluation",
    "PlanEntry", "Reminder", "Risk", "SheetMapping", "Task", "UpdateLink", "Year", "YearPlan",
]

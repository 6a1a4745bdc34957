"""The interview: pages of questions for a set of procedures, each fact asked once, hidden ones absent."""

from murakami.engines.interview.definitions import (
    AskSpec,
    AttachmentSpec,
    BoundProcedure,
    CompiledProcedure,
    FactAsk,
    Need,
    ProcedureSpec,
    Suggestion,
    bind_procedure,
    compile_procedure,
    facts_nobody_asks,
    visibility_edges,
)
from murakami.engines.interview.layout import Layout, lay_out
from murakami.engines.interview.pages import (
    AttachmentNeed,
    AttachmentState,
    InterviewPlan,
    Item,
    Page,
    Suggested,
    hidden_keys,
    missing,
    next_page,
    visible_keys,
)
from murakami.engines.interview.planning import plan, plan_on

__all__ = [
    "AskSpec",
    "AttachmentNeed",
    "AttachmentSpec",
    "AttachmentState",
    "BoundProcedure",
    "CompiledProcedure",
    "FactAsk",
    "InterviewPlan",
    "Item",
    "Layout",
    "Need",
    "Page",
    "ProcedureSpec",
    "Suggested",
    "Suggestion",
    "bind_procedure",
    "compile_procedure",
    "facts_nobody_asks",
    "hidden_keys",
    "lay_out",
    "missing",
    "next_page",
    "plan",
    "plan_on",
    "visibility_edges",
    "visible_keys",
]

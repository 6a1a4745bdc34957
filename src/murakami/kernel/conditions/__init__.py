"""Conditions: one small typed language for everything that depends.

Named predicates test single facts and carry handwritten sentences; trees only combine them. One tree decides who can
use a procedure, which fields are shown, which are required, which attachments are needed. There are four truths:
true, false, unknown (could still be asked) and absent (its field is hidden, or there is nobody it speaks of).
"""

from murakami.kernel.conditions.checking import check_types
from murakami.kernel.conditions.dependencies import DependencyCycle, dependency_cycle, facts_of, order_by_dependency
from murakami.kernel.conditions.errors import ConditionError, Path, PluralRoleError, path_text
from murakami.kernel.conditions.evaluation import CompiledCondition, compile_condition
from murakami.kernel.conditions.explanation import DecidingLeaf, Explanation, Reason, compile_explanation, explain
from murakami.kernel.conditions.parsing import condition_data, parse_condition
from murakami.kernel.conditions.predicate_parsing import parse_predicate
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.relevance import relevant_facts, settled_truth
from murakami.kernel.conditions.situation import FactKey, People, Situation, fact_key_of, field_key_of
from murakami.kernel.conditions.trees import (
    ALWAYS,
    All,
    Always,
    AnyOf,
    Condition,
    Every,
    Named,
    Not,
    Some,
    both,
    names_in,
)
from murakami.kernel.conditions.truth import Truth
from murakami.kernel.conditions.value_tests import (
    AgeAtLeast,
    AgeUnder,
    Answered,
    AtLeast,
    AtMost,
    Before,
    Includes,
    Is,
    IsNot,
    OneOf,
    OnOrAfter,
    Test,
    WithinDays,
)

__all__ = [
    "ALWAYS",
    "AgeAtLeast",
    "AgeUnder",
    "All",
    "Always",
    "Answered",
    "AnyOf",
    "AtLeast",
    "AtMost",
    "Before",
    "CompiledCondition",
    "Condition",
    "ConditionError",
    "DecidingLeaf",
    "DependencyCycle",
    "Every",
    "Explanation",
    "FactKey",
    "Includes",
    "Is",
    "IsNot",
    "Named",
    "Not",
    "OnOrAfter",
    "OneOf",
    "Path",
    "People",
    "PluralRoleError",
    "Predicate",
    "Reason",
    "Situation",
    "Some",
    "Test",
    "Truth",
    "WithinDays",
    "both",
    "check_types",
    "compile_condition",
    "compile_explanation",
    "condition_data",
    "dependency_cycle",
    "explain",
    "fact_key_of",
    "facts_of",
    "field_key_of",
    "names_in",
    "order_by_dependency",
    "parse_condition",
    "parse_predicate",
    "path_text",
    "relevant_facts",
    "settled_truth",
]

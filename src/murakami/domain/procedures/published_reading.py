"""Reads the shared parts of published documents: kinds, predicates, texts."""

from collections.abc import Mapping
from typing import Any

from murakami.kernel.conditions import Predicate, parse_predicate
from murakami.kernel.facts import Kind, RoleSpec
from murakami.kernel.languages import Text


def read_kinds(content: Mapping[str, Any]) -> dict[str, Kind]:
    """Read the kinds of a document, each with the facts that the definition uses."""
    return {kind: Kind.from_json({"kind": kind, "facts": facts}) for kind, facts in content["kinds"].items()}


def read_predicates(
    content: Mapping[str, Any], *, roles: Mapping[str, RoleSpec], kinds: Mapping[str, Kind]
) -> dict[str, Predicate]:
    """Read the predicates of a document; they speak of the definition's own roles."""
    written = content["predicates"]
    return {name: parse_predicate(name, data, roles=roles, kinds=kinds) for name, data in written.items()}


def read_texts(content: Mapping[str, Any]) -> Mapping[str, Text]:
    """Read the texts of a document by key."""
    texts: Mapping[str, Text] = content["texts"]
    return texts

"""Gathers what a definition refers to, so that its document can be understood without any other."""

from collections.abc import Mapping
from typing import Any

from murakami.domain.procedures.vocabulary import Vocabulary
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.town import Municipality
from murakami.kernel.conditions import Condition, names_in
from murakami.kernel.facts import Fact, FactRef, RoleSpec

CITY = "{city}"


class Embedding:
    """Collects facts, predicates, topics and texts; `content` is the part of a document that holds them."""

    def __init__(self, library: Library, words: Vocabulary) -> None:
        self._library = library
        self._words = words
        self._city = city_names(library.municipality)
        self._facts: dict[str, dict[str, Any]] = {}
        self._predicates: dict[str, Any] = {}
        self._topics: dict[str, int] = {}
        self._texts: dict[str, Mapping[str, str]] = {}

    def content(self) -> dict[str, Any]:
        """Give the collected words by their names."""
        return {
            "kinds": self._facts,
            "predicates": self._predicates,
            "topics": self._topics,
            "texts": self._texts,
        }

    def condition(self, tree: Condition, roles: Mapping[str, str]) -> None:
        """Take the predicates of a condition and the facts that they look at."""
        for name in names_in(tree):
            self._predicates[name] = self._words.written_predicates[name]
            self.texts(f"predicate.{name}.")
            self.fact(str(self._words.predicates[name].ref), roles)

    def fact(self, text: str, roles: Mapping[str, str]) -> None:
        """Take a fact of a role with its label, hints and choices."""
        ref = FactRef.parse(text)
        kind = RoleSpec.parse(ref.role, roles[ref.role]).kind
        fact = self._words.kinds[kind].facts[ref.fact]
        self._facts.setdefault(kind, {})[fact.id] = self._with_labels(fact)
        self.text(f"kind.{kind}.title")
        self.texts(f"fact.{kind}.{fact.id}.")

    def kind(self, role_text: str) -> None:
        """Take the title of the kind that a role binds."""
        kind = RoleSpec.parse("role", role_text).kind
        self._facts.setdefault(kind, {})
        self.text(f"kind.{kind}.title")

    def topic(self, name: str) -> None:
        """Take a topic with its place and its texts."""
        self._topics[name] = self._words.topics[name]
        self.texts(f"topic.{name}.")

    def texts(self, *prefixes: str) -> None:
        """Take every text whose key begins so."""
        for key in self._library.texts.all_keys():
            if key.startswith(prefixes):
                self.text(key)

    def text(self, key: str) -> None:
        """Take one text in all its languages, with the name of the municipality filled in."""
        found = self._filled(key)
        if found:
            self._texts[key] = found

    def _with_labels(self, fact: Fact) -> dict[str, Any]:
        data: dict[str, Any] = dict(fact.to_json())
        choices = fact.options.get("choices")
        if isinstance(choices, list | tuple):
            labels = {choice: self._filled(f"choice.{fact.kind}.{fact.id}.{choice}") for choice in choices}
            data["options"] = {**fact.options, "labels": labels}
        return data

    def _filled(self, key: str) -> dict[str, str]:
        found = self._library.texts.all_languages(key) or {}
        return {lang: text.replace(CITY, self._city[lang]) for lang, text in found.items()}


def city_names(municipality: Municipality | None) -> Mapping[str, str]:
    """Name the municipality in each language; a pack without one keeps the place open."""
    if municipality is None:
        return {"ja": CITY, "ja-easy": CITY, "en": CITY}
    name = municipality.name
    return {"ja": name, "ja-easy": municipality.name_easy or name, "en": municipality.name_en or name}

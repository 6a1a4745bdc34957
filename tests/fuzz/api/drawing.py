"""Draws values for a shape of the document: such as fit, with names that are known, and such as nearly do."""

import random
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from tests.fuzz.api.document import named_in, resolved
from tests.fuzz.values import Values

MOST_KNOWN: Final = 40
_CALLED: Final = {"sha256": ("sha256",), "reviewed": ("reviewed",), "receipt_number": ("receipt_number",), "next": ("cursor",), "procedure": ("procedure",),
                  "life_event": ("life_event",), "role": ("role",), "name": ("part",), "code": ("choice",)}
# the same member means another thing in another place: what is told in a list of `key`
_KEYS: Final = {"pages": "page", "questions": "question", "answered": "question", "people": "instance", "attachments": "attachment", "gaps": "question"}
_ASKED: Final = {"later": "attachment", "procedures": "procedure", "attachment": "attachment"}
_KEYED: Final = {"answers": "question", "counts": "role", "answer": "part", "seen": "question"}
# what leads somewhere only together: the operation, the names in its address, the members of an answer that give them
_TOGETHER: Final = {"read_procedure_version": (("procedure", "sha256"), ("id", "sha256")), "read_publication": (("kind", "key"), ("kind", "key"))}
_WRONG: Final = (None, True, False, 0, -1, 1, 10**30, 1.5, -0.0, 1e308, "", [], {}, [[]], [None], {"": ""}, {"value": None}, [{}], "\ud800", "\x00")


class Known:
    """What answers have named so far, by what it is."""

    def __init__(self, values: Values) -> None:
        self.values, self.rng = values, values.rng
        self._known: dict[str, list[Any]] = defaultdict(list)

    def add(self, name: str, value: Any) -> None:
        """Remember one."""
        known = self._known[name]
        if value in known:
            return
        known.append(value)
        if len(known) > MOST_KNOWN:
            known.pop(self.rng.randrange(len(known)))

    def learn(self, answer: Any, within: str = "") -> None:
        """Remember everything that an answer names."""
        if isinstance(answer, list):
            for one in answer:
                self.learn(one, within)
        if not isinstance(answer, Mapping):
            return
        for operation, (names, members) in _TOGETHER.items():
            if set(members) <= set(answer):
                self.add(operation, {name: answer[member] for name, member in zip(names, members, strict=True)})
        for name, value in answer.items():
            if isinstance(value, str) and value:
                self._name(name, value, within)
            if name == "seen":
                self.add("seen_map", value)
            self.learn(value, name)

    def together(self, operation: str) -> dict[str, str]:
        """Draw what the address of an operation needs, where its parts only lead somewhere together; else nothing."""
        return dict(self.rng.choice(self._known[operation])) if operation in _TOGETHER and self._known[operation] else {}

    def one(self, name: str) -> Any:
        """Draw one of a name; a strange text where none is known."""
        return self.rng.choice(self._known[name]) if self._known[name] else self.values.text()

    def _name(self, name: str, value: str, within: str) -> None:
        if name == "href":
            for part, text in named_in(value).items():
                self.add(part, text)
        elif name == "key" and within in _KEYS:
            self.add(_KEYS[within], value)
        elif name == "id" and within == "items":
            self.add("procedure", value)
        for called in _CALLED.get(name, ()):
            self.add(called, value)


class Drawing:
    """Draws bodies and parameters; the same seed draws the same."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.values = rng, Values(rng)
        self.known = Known(self.values)

    def chance(self, share: float) -> bool:
        """Say yes as often as told."""
        return self.rng.random() < share

    def fit(self, schema: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:
        """Draw what fits a shape."""
        schema = resolved(schema)
        if "anyOf" in schema:
            return self.fit(self.rng.choice(schema["anyOf"]), name, depth)
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        if name == "seen" and self.chance(0.6):
            return dict(self.known.one("seen_map") or {}) if self.known._known["seen_map"] else {}
        draw = {"object": self._object, "array": self._array, "string": self._string, "integer": self._integer,
                "boolean": lambda *_: self.chance(0.5), "null": lambda *_: None}[schema["type"]]
        return draw(schema, name, depth)

    def spoilt(self, value: Any) -> Any:
        """Draw a value that has been changed in one place."""
        if isinstance(value, dict) and value and self.chance(0.8):
            name = self.rng.choice(list(value))
            kept = dict(value)
            match self.rng.randrange(6):
                case 0:
                    del kept[name]
                case 1:
                    kept[self.values.text()] = kept[name]
                case _:
                    kept[name] = self.spoilt(kept[name])
            return kept
        if isinstance(value, list) and value and self.chance(0.7):
            place = self.rng.randrange(len(value))
            return [*value[:place], self.spoilt(value[place]), *value[place + 1:], *(value if self.chance(0.1) else [])]
        return self.values.text() if self.chance(0.6) else self.rng.choice(_WRONG)

    def _object(self, schema: Mapping[str, Any], name: str, depth: int) -> dict[str, Any]:
        required = schema.get("required", ())
        made = {one: self.fit(shape, one, depth + 1) for one, shape in schema.get("properties", {}).items()
                if one in required or self.chance(0.6)}
        if isinstance(schema.get("additionalProperties"), Mapping):
            most = min(schema.get("maxProperties", 4), self.rng.choice((0, 1, 1, 2, 4)))
            keyed = _KEYED.get(name, "part")
            made |= {str(self.known.one(keyed)): self.fit(schema["additionalProperties"], keyed, depth + 1) for _ in range(most)}
        return made

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        least, most = schema.get("minItems", 0), schema.get("maxItems", 3)
        return [self.fit(schema["items"], name, depth + 1) for _ in range(self.rng.randint(least, min(most, max(least, 3))))]

    def _string(self, schema: Mapping[str, Any], name: str, _depth: int) -> str:
        known = _ASKED.get(name, name)
        text = self.known.one(known) if self.chance(0.75) else self.known.one("choice") if self.chance(0.5) else self.values.text()
        return str(text)[:schema.get("maxLength", 500)] or "x" * schema.get("minLength", 0)

    def _integer(self, schema: Mapping[str, Any], _name: str, _depth: int) -> int:
        return self.rng.randint(schema.get("minimum", -3), min(schema.get("maximum", 60), 120)) if self.chance(0.9) else schema.get("maximum", 7)

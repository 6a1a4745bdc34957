"""Which unquoted words a YAML reader may take for something else, and which are the same in every reader."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from murakami.foundation.packs.problems import Said

_RESOLVER: Final = yaml.resolver.Resolver()
_PREFIX: Final = "tag:yaml.org,2002:"
_PLAIN_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_PLAIN_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_PLAIN_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_OCTAL_IN_YAML_1_2: Final = re.compile(r"0o[0-7]+\Z")
_EXPONENT_IN_YAML_1_2: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)[eE][-+]?[0-9]+\Z")
_SHORT_TRUTHS: Final = frozenset({"y", "Y", "n", "N"})
_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_null(text: str) -> bool:
    """Whether an unquoted word means that nothing is written."""
    return text in {"", "~", "null", "Null", "NULL"}


def ambiguity(text: str) -> Said | None:
    """Say what a reader could take an unquoted word for; None when every reader sees what is written.

    Whole numbers without leading zeros, decimals that keep their digits and dates like 2026-11-23 are safe.
    Source: YAML 1.1 type repository (int, float, bool, timestamp, merge, value); YAML 1.2.2 §10.3.2.
    """
    tag = _tag(text)
    meaning = _MEANINGS.get(tag)
    if _EXPONENT_IN_YAML_1_2.match(text):
        return _taken_for(str(float(text)), ja="小数", en="the number")
    if meaning is not None and not meaning.is_safe(text):
        return _taken_for(meaning.value(text), ja=meaning.ja, en=meaning.en)
    if text in _SHORT_TRUTHS or _OCTAL_IN_YAML_1_2.match(text):
        return _taken_for(text, ja="別の値", en="another value")
    return None


def hidden_character(text: str) -> Said | None:
    """Say which control character or direction mark hides in a text; None when there is none."""
    found = _HIDDEN.search(text)
    if found is None:
        return None
    code = f"U+{ord(found[0]):04X}"
    return Said(f"目に見えない文字（{code}）が入っています。", f"An invisible character ({code}) is inside.")


def _tag(text: str) -> str:
    resolve: Callable[..., str] = _RESOLVER.resolve
    return resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_PREFIX)


def _taken_for(value: str, *, ja: str, en: str) -> Said:
    return Said(
        f"引用符がないので、{ja} {value} と読まれることがあります。", f"Unquoted, it can be read as {en} {value}."
    )


def _as_integer(text: str) -> str:
    node = yaml.ScalarNode(f"{_PREFIX}int", text)
    return str(yaml.constructor.SafeConstructor().construct_yaml_int(node))


def _as_float(text: str) -> str:
    node = yaml.ScalarNode(f"{_PREFIX}float", text)
    return str(yaml.constructor.SafeConstructor().construct_yaml_float(node))


def _as_truth(text: str) -> str:
    return "true" if text.lower() in {"yes", "on", "true"} else "false"


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What YAML 1.1 takes a word for, when that is the same as what is written, and the value otherwise."""

    ja: str
    en: str
    is_safe: Callable[[str], bool]
    value: Callable[[str], str]


_MEANINGS: Final[Mapping[str, _Meaning]] = {
    "int": _Meaning("数", "the number", lambda text: bool(_PLAIN_INTEGER.match(text)), _as_integer),
    "float": _Meaning(
        "小数", "the number", lambda text: bool(_PLAIN_DECIMAL.match(text)) and str(float(text)) == text, _as_float
    ),
    "bool": _Meaning("はい・いいえの値", "the truth value", lambda text: False, _as_truth),
    "timestamp": _Meaning("日時", "a time", lambda text: bool(_PLAIN_DATE.match(text)), str),
    "merge": _Meaning("特別な記号", "a special sign", lambda text: False, str),
    "value": _Meaning("特別な記号", "a special sign", lambda text: False, str),
}

"""Fields of a text document: what they show stays, what they would do goes.

A field's instruction may be cut into any number of pieces; it is read whole, up to its separator, before it is judged.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from murakami.foundation.files.office.xml import attribute, local, remove, unwrap

# what only counts, draws or sets letters; anything else is left as the text that it last gave
_HARMLESS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|EQ|SYMBOL|SEQ|LISTNUM)\b[^|\"]*\Z", re.IGNORECASE)
_TOLD = (("DDE", "dde"), ("INCLUDE", "external_link"), ("LINK", "external_link"), ("MACROBUTTON", "macro"),
         ("HYPERLINK", "external_link"), ("IMPORT", "external_link"), ("DATABASE", "external_link"))


@dataclass
class _Field:
    marks: list[Any] = field(default_factory=list)  # the characters and instructions that make it a field
    instruction: str = ""
    is_plain: bool = True  # has no field inside its instruction
    is_shown: bool = False  # past its separator


def flatten_fields(root: Any) -> Counter[str]:
    """Make every field that does more than count into the text it shows; in place. Returns what went."""
    gone: Counter[str] = Counter()
    for element in [one for one in root.iter() if local(one) == "fldSimple"]:
        instruction = attribute(element, "instr")[1]
        if not _HARMLESS.match(instruction):
            gone[_code_of(instruction)] += 1
            unwrap(element)
    for one in _list_fields(root):
        if not (one.is_plain and _HARMLESS.match(one.instruction)):
            gone[_code_of(one.instruction)] += 1
            for mark in one.marks:
                remove(mark)
    return gone


def _list_fields(root: Any) -> list[_Field]:
    done: list[_Field] = []
    standing: list[_Field] = []
    for element in root.iter():
        match local(element):
            case "fldChar":
                _take_mark(element, standing, done)
            case "instrText" | "delInstrText":
                _take_instruction(element, standing, done)
    return done + standing


def _take_mark(element: Any, standing: list[_Field], done: list[_Field]) -> None:
    kind = attribute(element, "fldCharType")[1]
    if kind == "begin":
        if standing and not standing[-1].is_shown:
            standing[-1].is_plain = False
        standing.append(_Field(marks=[element]))
        return
    if not standing:
        done.append(_Field(marks=[element]))
        return
    standing[-1].marks.append(element)
    if kind == "separate":
        standing[-1].is_shown = True
    else:
        done.append(standing.pop())


def _take_instruction(element: Any, standing: list[_Field], done: list[_Field]) -> None:
    if not standing or standing[-1].is_shown:
        done.append(_Field(marks=[element], instruction="?"))
        return
    standing[-1].marks.append(element)
    standing[-1].instruction += element.text or ""


def _code_of(instruction: str) -> str:
    packed = re.sub(r"\s", "", instruction).upper()
    return next((code for sign, code in _TOLD if packed.startswith(sign)), "field")

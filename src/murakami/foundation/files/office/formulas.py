"""Formulas of a spreadsheet: one that could reach out of it becomes the value that it last gave."""

import re
from collections import Counter
from typing import Any

from murakami.foundation.files.office.xml import attribute, local, remove

_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"})
_REACHES_OUT = re.compile(
    r"\||\[[^\]]*\][^\]]*!|://|\\\\|\b(?:WEBSERVICE|FILTERXML|HYPERLINK|CALL|REGISTER(?:\.ID)?|RTD|EXEC|DDE\w*|SQL\.REQUEST"
    r"|IMAGE|EVALUATE|FORMULA|RUN|INFO|GET\.\w+)\s*\(", re.IGNORECASE)
_RUNS_BY_ITSELF = re.compile(r"(_xlnm\.)?auto_(open|close|activate|deactivate)", re.IGNORECASE)


def drop_formulas(root: Any) -> Counter[str]:
    """Take out what reaches out or runs by itself; the cells keep their values. In place; returns what went."""
    gone: Counter[str] = Counter()
    for element in [one for one in root.iter() if local(one) in _FORMULAS]:
        text = "".join(element.itertext())
        if _REACHES_OUT.search(text):
            gone["dde" if "|" in text else "formula"] += 1
            remove(element)
        elif local(element) == "definedName" and _is_dangerous_name(element):
            gone["macro"] += 1
            remove(element)
    return gone


def _is_dangerous_name(element: Any) -> bool:
    runs = any(attribute(element, name)[1] in {"1", "true"} for name in ("function", "vbProcedure", "xlm"))
    return runs or bool(_RUNS_BY_ITSELF.match(attribute(element, "name")[1]))

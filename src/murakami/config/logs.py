"""Log lines without personal values: one JSON object per line.

Our own messages are written with codes only. Messages of libraries can hold addresses with tokens and values of rows, so
of those only the unfilled template is written; of an exception its type and its places, never its text.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

_FIELDS = ("method", "route", "status", "ms", "topic", "key", "attempts", "zone")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write time, level, logger, message, the fields we allow, and the places of an exception."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if _is_ours(record) else str(record.msg),
        }
        line.update({name: record.__dict__[name] for name in _FIELDS if name in record.__dict__})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["places"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _is_ours(record: logging.LogRecord) -> bool:
    started = record.name == "gunicorn.error" and record.levelno <= logging.INFO
    return started or record.name.split(".")[0] == "murakami"


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(path: str) -> str:
    return path.rsplit("/site-packages/", maxsplit=1)[-1].rsplit("/src/", maxsplit=1)[-1]

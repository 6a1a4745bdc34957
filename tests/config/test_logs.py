"""Log lines are JSON and hold no personal value."""

import json
import logging
import sys

from murakami.config.logs import JsonLines


def _line(name: str, message: str, *args: object, error: Exception | None = None, **fields: object) -> dict[str, object]:
    info = None
    if error:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, info)
    record.__dict__.update(fields)
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_format__writes_our_own_messages_whole() -> None:
    line = _line("murakami.spool", "failed %s", "again", topic="filing.received", attempts=2)
    assert line["message"] == "failed again"
    assert (line["level"], line["topic"], line["attempts"]) == ("warning", "filing.received", 2)


def test_format__writes_of_others_only_the_template() -> None:
    line = _line("django.request", "%s: %s", "Not Found", "/intake/3f2a9c-secret-token/")
    assert line["message"] == "%s: %s"
    assert "secret" not in json.dumps(line)


def test_format__writes_of_an_exception_its_type_and_places_only() -> None:
    line = _line("murakami.worker", "failed", error=ValueError("Key (name)=(村上 花子) already exists"))
    assert line["error"] == "ValueError"
    assert "花子" not in json.dumps(line, ensure_ascii=False)
    assert str(line["places"]).startswith("['")
    assert "_line" in str(line["places"])


def test_format__drops_fields_that_are_not_listed() -> None:
    assert "path" not in _line("murakami.requests", "request", path="/intake/secret/", method="GET")

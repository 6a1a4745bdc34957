"""An indicator as the agency publishes it, for tests of zones that count nothing."""

from typing import Any


def figure(value: str | None, n: int | None, *, is_hidden: bool = False, **period: Any) -> dict[str, Any]:
    """A figure of a publication."""
    return {**period, "value": value, "n": n, "is_hidden": is_hidden}


def published_filings() -> dict[str, Any]:
    """The number of filings: counted, with a hidden month and a hidden unit."""
    words = {"ja": "届いた申請・届出の件数", "easy": "届（とど）いた 数（かず）", "en": "Applications received"}
    return {
        "key": "filings", "version": 2, "order": 10, "name": words, "meaning": words, "unit": "cases", "decimals": 0,
        "direction": "none", "cadence": "daily", "initiatives": ["2-1-1"], "national": None, "owner": "digital",
        "source": {"title": "できごとの記録", "note": None}, "suppress_below": 5, "changed": "窓口も数える", "not_yet": None,
        "statistic": "count", "targets": None, "until": "2026-10",
        "months": [figure("1200", 1200, month="2026-08"), figure(None, None, is_hidden=True, month="2026-09"),
                   figure("30", 30, month="2026-10")],
        "years": [figure("1233", 1233, year=2026, is_running=True)],
        "dimensions": [{"name": "unit", "year": 2026, "cells": [
            figure("1220", 1220, code="kodomo"), figure(None, None, is_hidden=True, code="hoken"),
            figure(None, None, is_hidden=True, code="shimin")]}],
        "spread": [], "points": [], "older": [{"version": 1, "until": "2026-04-01", "changed": ""}]}

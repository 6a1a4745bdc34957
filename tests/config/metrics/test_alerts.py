"""The alerts that stand ready for Prometheus fit the figures that are there."""

import re
from pathlib import Path

import pytest
import yaml

from murakami.config.metrics.alerts import alert_name, alerts_page, ruled
from murakami.config.metrics.catalogue import FIGURES

PAGE = Path(__file__).parents[3] / "deploy" / "examples" / "alerts.yml"
KNOWN = {figure.name for figure in FIGURES} | {f"{figure.name}_count" for figure in FIGURES if figure.kind == "histogram"} | {"up"}
PROMQL = {"sum", "rate", "status", "state", "job", "time", "absent", "or"}


def test_page__is_what_the_catalogue_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == alerts_page(), "deploy/examples/alerts.yml is not what the catalogue says: run `make docs`"


def test_page__is_yaml_with_one_rule_for_each_alarm() -> None:
    [group] = yaml.safe_load(PAGE.read_text(encoding="utf-8"))["groups"]
    assert [rule["alert"] for rule in group["rules"]] == [alert_name(figure) for figure in ruled()]
    assert len({rule["alert"] for rule in group["rules"]}) == len(group["rules"]) > 9
    for rule in group["rules"]:
        assert set(rule) == {"alert", "expr", "for", "annotations"}
        assert re.fullmatch(r"\d+m", rule["for"])
        assert all(rule["annotations"].values())


def test_figures__that_wake_somebody_in_words_do_so_in_promql() -> None:
    assert {figure.name for figure in FIGURES if figure.alarm} == {figure.name for figure in FIGURES if figure.rule}


@pytest.mark.parametrize("figure", ruled(), ids=lambda figure: figure.name)
def test_expression__names_only_figures_that_there_are(figure) -> None:
    bare = re.sub(r'"[^"]*"|\[\w+\]', "", figure.rule)
    assert set(re.findall(r"[a-z_]{2,}", bare)) - PROMQL <= KNOWN
    assert bare.count("(") == bare.count(")")
    assert bare.count("{") == bare.count("}")

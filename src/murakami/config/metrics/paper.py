"""docs/metrics.md, written from the catalogue."""

from murakami.config.metrics.catalogue import FIGURES

_HEAD = """# Figures for Prometheus
`/metrics` is off. `MURAKAMI_METRICS_FROM` names who may ask (networks, as the server sees them behind `MURAKAMI_TRUSTED_PROXIES`);
with `MURAKAMI_METRICS_TOKEN` they must also bring that token. For everybody else there is no such page (404). Whoever asks
learns how busy the town hall is, so name one machine, and do not let the web server in front pass `/metrics` on.
```yaml
scrape_configs:
  - job_name: murakami
    static_configs: [{targets: ["10.0.0.5:8000"]}]
    authorization: {credentials_file: /etc/prometheus/murakami.token}
```
No figure and no label holds a value of a person: labels are names of routes, doors, states and tasks from our own source.
Counters begin anew when the server does. A database that is away leaves its figures out; `murakami_ready` is 0 then. What is worth waking somebody for stands in the last column and, ready
to be named in `rule_files`, in `deploy/examples/alerts.yml`, each with what to do first.

This page is written from `src/murakami/config/metrics/catalogue.py` by `make docs`; a test fails when the two differ.

| Figure | Kind | Labels | Meaning | Wake somebody when |
|---|---|---|---|---|
"""


def metrics_page() -> str:
    """Write the page."""
    rows = (f"| `{each.name}` | {each.kind} | {', '.join(f'`{label}`' for label in each.labels)} | {each.means} | {each.alarm} |\n"
            for each in FIGURES)
    return _HEAD + "".join(rows)

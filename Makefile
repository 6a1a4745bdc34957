# Smart Murakami. `make` lists what there is.
SHELL := /bin/bash
PORT ?= 8000
DATA_DIR ?= var
SHAPE ?= all
REQUESTS ?= 20000
SEED ?= 0
BIN := .venv/bin
PYTEST := $(BIN)/pytest
PARALLEL := -n 2 --dist worksteal
WITH_POSTGRESQL := scripts/with_postgresql.py
# counts what the whole cluster flushes, so nothing else may write there
COUNTS_FLUSHES := tests/foundation/database/test_durability.py

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types contracts sqlite postgresql crash e2e bench fuzz docs environment fonts packages

help: ## list the targets
	@awk -F ':[^#]*## ' '/^[a-z0-9-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: fonts environment ## prepare what is missing and run the demo (PORT=8000 DATA_DIR=var SHAPE=all|zones)
	@MURAKAMI_DEMO=1 PORT=$(PORT) DATA_DIR=$(DATA_DIR) exec $(BIN)/murakami demo run --shape $(SHAPE)

test: packages lint types contracts sqlite postgresql crash e2e ## everything: style, types, both databases, killed processes, browser

check: environment lint types contracts ## the quick tier: style, types, tests on SQLite without a browser
	$(PYTEST) $(PARALLEL) -m "not browser and not slow and not crash"

lint: environment ## style: ruff
	$(BIN)/ruff check .

types: environment ## types: mypy --strict
	$(BIN)/mypy

contracts: environment ## the direction of imports
	$(BIN)/lint-imports --no-logo

sqlite: environment ## the tests on SQLite, in random order
	$(PYTEST) $(PARALLEL) -m "not browser and not crash"

postgresql: environment ## the tests on a PostgreSQL of their own, in random order
	$(WITH_POSTGRESQL) $(PYTEST) $(PARALLEL) -m "not browser and not crash"

crash: environment ## the tests that kill processes, on both databases, with the disk waited for
	$(PYTEST) $(PARALLEL) -m crash
	$(WITH_POSTGRESQL) --fsync $(PYTEST) $(PARALLEL) -m crash --ignore $(COUNTS_FLUSHES)
	$(WITH_POSTGRESQL) --fsync $(PYTEST) -m crash $(COUNTS_FLUSHES)

e2e: packages environment ## the journeys in Chromium
	$(PYTEST) $(PARALLEL) -m browser

bench: environment ## measure, against the committed baseline
	$(BIN)/python -m benchmarks
	$(WITH_POSTGRESQL) $(BIN)/python -m benchmarks indicators

fuzz: environment ## send hostile values to every form of every page (REQUESTS=20000 SEED=…)
	$(PYTEST) tests/fuzz --fuzz-requests $(REQUESTS) --fuzz-seed $(SEED)

docs: environment ## write again the pages that are made from the software itself
	$(BIN)/python scripts/write_settings_page.py
	$(BIN)/python scripts/write_asvs_page.py
	$(BIN)/murakami packs schemas

environment:
	@scripts/environment.sh

packages:
	@scripts/system-packages.sh

fonts:
	@scripts/system-packages.sh demo || echo "The demo goes on; letters with rare characters may be held." >&2

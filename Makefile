# Everything is installed into this folder (.venv, frontend/node_modules, var); nothing needs to run beforehand.
PORT ?= 8000
BIN := .venv/bin
PARALLEL := $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

.PHONY: help setup demo test check score bench bench-docparse bench-programme bench-reporting bench-map screenshots messages frontend clean

help:
	@echo "make demo         the example province at http://localhost:$(PORT)  (PORT=8001 for another port)"
	@echo "make test         all tests, against a real PostgreSQL and a real browser"
	@echo "make setup        the installing part alone; then .venv/bin/hatang runs"
	@echo "make check        ruff, mypy, import arrows, migrations"
	@echo "make score        the reader of documents against hand-made results"
	@echo "make bench        measurements into bench/results"
	@echo "make bench-reporting  reports of units on the last evening; BENCH=--full for 200 units, into bench/results"
	@echo "make bench-programme  pages under load; BENCH=--full at the whole size, into bench/results"
	@echo "make bench-map    the map's first picture in a browser without a graphics card, into bench/results"
	@echo "make bench-network  the telecom registry: checking what operators file, into bench/results"
	@echo "make screenshots  the pictures of docs/screenshots"
	@echo "make messages     gathers and compiles the translations"

setup:
	@tools/setup.sh

demo: setup
	@exec $(BIN)/hatang demo --port $(PORT) $(DEMO)

test: setup
ifdef TESTS
	@$(BIN)/pytest $(TESTS)
else
	@$(PARALLEL) --ignore=tests/browser
	@# By itself: Playwright leaves an event loop running, beside which Django refuses to ask the database.
	@$(PARALLEL) tests/browser
endif

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -W "ignore:Got an error checking a consistent migration history" -m hatang.cli manage makemigrations --check --dry-run

score: setup
	@$(BIN)/python tools/score.py

bench: bench-docparse

bench-docparse: setup
	@$(BIN)/python bench/docparse.py

# A quick look; the whole size with BENCH=--full takes some minutes.
bench-programme: setup
	@$(BIN)/python bench/programme.py $(BENCH)

bench-reporting: setup
	@$(BIN)/python bench/reporting.py $(BENCH)

# Needs the outlines of the communes: ../shared/data/bac-ninh/communes.geojson, or BENCH=FILE.
bench-map: setup
	@$(BIN)/python bench/map.py $(BENCH)

bench-network: setup
	@$(BIN)/python bench/network.py $(BENCH)

screenshots: setup
	@$(BIN)/python tools/screenshots.py

messages: setup
	@$(BIN)/python tools/messages.py

frontend: setup

clean:
	rm -rf .venv frontend/node_modules src/hatang/portal/static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

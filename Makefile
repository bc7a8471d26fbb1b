# make demo: everything on a fresh machine with Python 3.11, then the demo world on loopback.
# make test: sets up and runs the tests. make help: the rest.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
SEED ?= 7
TESTED ?=
PEOPLE ?= 60
MONTHS ?= 4

.PHONY: help setup setup-dev demo test test-all check fix bench clean

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(RUN)/uv: requirements-uv.txt
	@echo "[setup] environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

$(VENV)/runtime.stamp: $(RUN)/uv requirements-assets.txt pyproject.toml
	@echo "[setup] packages"
	@test -e $(VENV)/dev.stamp || $(RUN)/uv pip install --quiet --require-hashes -r requirements-assets.txt
	@$(RUN)/uv pip install --quiet --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(RUN)/uv requirements-dev.txt pyproject.toml
	@echo "[setup] packages and tools"
	@$(RUN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@$(RUN)/uv pip install --quiet --no-deps -e .
	@touch $@ $(VENV)/runtime.stamp

setup: $(VENV)/runtime.stamp ## environment, packages, front-end files
	@$(RUN)/python front/build.py

setup-dev: $(VENV)/dev.stamp ## the same with the tools of developers
	@$(RUN)/python front/build.py

demo: setup ## the demo world on localhost:8000 (club) and localhost:8001 (hub)
	@$(RUN)/caunoi --data var/demo demo --seed $(SEED) --people $(PEOPLE) --months $(MONTHS)

test: setup-dev ## the tests: both kinds of installation, SQLite and PostgreSQL, a real browser
	@$(RUN)/python tools/test.py

test-all: setup-dev ## the same with the long ones: generated worlds, attackers, benchmarks' smoke; TESTED=1 right after make test
	@$(RUN)/python tools/test.py $(if $(TESTED),--rest,--long)

check: setup-dev ## formatting, lint, types, contracts, messages, migrations
	@$(RUN)/python tools/check.py

fix: setup-dev ## put formatting right
	@$(RUN)/ruff check --fix --quiet . ; $(RUN)/ruff format --quiet .

bench: setup-dev ## ratios to floors measured in the same run
	@$(RUN)/python benchmarks/run.py

clean: ## remove the demo world and built files; real installations are not touched
	@rm -rf var/demo build test-results

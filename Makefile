# Masthead. `make help` lists what can be asked of it.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup run compile package check format test test-python test-javascript lint types layers fuzz coverage report bench lock clean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.run ## Make the environment to run it (.venv)

$(VENV)/.run: requirements/run.lock setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Masthead needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: compile ## Check and compile the list, and serve it on 127.0.0.1 (PORT)
	$(BIN)/masthead serve --port $(PORT)

compile: setup ## Check the list and publish it to build/list and extension/list
	$(BIN)/masthead compile

package: compile node_modules/.package-lock.json ## Pack the extension for the shops: build/masthead-VERSION.zip
	npx --no-install web-ext build --source-dir extension --artifacts-dir build --overwrite-dest --ignore-files '**/*.test.js' --filename 'masthead-{version}.zip'

check: setup ## Check the list and what is generated from it
	$(BIN)/masthead check
	$(BIN)/masthead generate --check

format: $(VENV)/.test ## Put code and records in their canonical form
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/masthead fmt
	$(BIN)/masthead generate
	$(BIN)/python -m tests.worked_examples

$(VENV)/.test: $(VENV)/.run requirements/test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.lock
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --silent --no-audit --no-fund

test: ## Install what the tests need, then run everything: Python, JavaScript, both browsers, lint, types, layers, list
	sh tests/install.sh
	$(MAKE) --no-print-directory $(VENV)/.test node_modules/.package-lock.json
	$(MAKE) --no-print-directory lint types layers check compile test-javascript test-python

lint: $(VENV)/.test node_modules/.package-lock.json ## Lint Python, JavaScript and the extension
	$(BIN)/ruff check .
	npm run --silent lint

types: $(VENV)/.test node_modules/.package-lock.json ## Check types: mypy --strict, tsc --checkJs
	$(BIN)/mypy
	npm run --silent types

layers: $(VENV)/.test ## Check that imports run downward only
	$(BIN)/lint-imports

test-javascript: compile node_modules/.package-lock.json ## Run the engine's tests in node
	npm test --silent

test-python: compile $(VENV)/.test ## Run pytest: the list, the engine, the API, both browsers
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

fuzz: compile $(VENV)/.test ## Compare the two engines on EXAMPLES generated pages
	MASTHEAD_FUZZ_EXAMPLES=$${EXAMPLES:-20000} $(BIN)/pytest tests/parity

coverage: $(VENV)/.test ## Count anew what the list covers: docs/coverage.md and its plots
	$(BIN)/masthead stats --page docs/coverage.md

report: $(VENV)/.test ## Precision and recall over the conformance cases
	$(BIN)/python -m tests.report

bench: compile $(VENV)/.test ## Measure ratios, side by side in one run
	$(BIN)/python -m bench

lock: $(VENV)/.test ## Pin the dependencies anew, with hashes
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements/run.lock requirements/run.in pyproject.toml
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev --output-file requirements/test.lock requirements/run.in pyproject.toml

clean: ## Remove everything that is made
	rm -rf build extension/list node_modules $(VENV) *.egg-info

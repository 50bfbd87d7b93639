# Kanal: everything a fresh clone needs is Python 3.11 to 3.13 and make.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help install demo test coverage mutants lint format bench messages lock clean

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11) and "Kanal needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp: requirements.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.stamp-dev: requirements.lock requirements-dev.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.stamp

$(VENV)/.stamp-mutants: requirements-mutants.lock | $(VENV)/.stamp-dev
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.lock
	@touch $@

install: $(VENV)/.stamp ## Install what Kanal needs into .venv

demo: ## Run the demo programme at http://127.0.0.1:8000 (Ctrl-C stops it)
	@start=$$(date +%s); $(MAKE) --no-print-directory $(VENV)/.stamp && \
	  exec $(RUN) -m config.run_demo --installed-in $$(( $$(date +%s) - start ))

test: $(VENV)/.stamp-dev ## Run all tests, on SQLite and on PostgreSQL
	$(RUN) -m tests.run

coverage: $(VENV)/.stamp-dev ## Count the lines that their tests run, of what is taught and learned, and of youtube_integration
	$(RUN) -m pytest -q -n 2 --dist worksteal --cov --cov-report= tests/courses tests/cohorts tests/learning tests/youtube_integration tests/test_*.py
	$(VENV)/bin/coverage report
	$(VENV)/bin/coverage report --include='courses/*,cohorts/*,learning/*' --format=total --fail-under=90
	$(VENV)/bin/coverage report --include='youtube_integration/*' --format=total --fail-under=90

mutants: $(VENV)/.stamp-mutants ## Change rules one by one and see whether a test notices (SAMPLE=200, FILES="cohorts/access.py")
	$(RUN) -m tests.mutants $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED)) $(FILES)

lint: $(VENV)/.stamp-dev ## Check style, types, layers, templates, migrations and translations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/mypy
	find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djhtml --tabwidth 2 --check
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py messages --check

format: $(VENV)/.stamp-dev ## Format Python and templates
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djhtml --tabwidth 2

bench: $(VENV)/.stamp-dev ## Run the benchmarks, each beside a reference of the same run
	$(RUN) -m benchmarks

messages: $(VENV)/.stamp-dev ## Collect strings into locale/ and compile the catalogues
	$(RUN) manage.py messages

lock: ## Pin all dependencies anew (needs uv on the path)
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-strip-extras --generate-hashes pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-strip-extras --generate-hashes pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-strip-extras --generate-hashes --group mutants -c requirements-dev.lock -o requirements-mutants.lock

clean: ## Remove the virtual environment and the demo's data
	rm -rf $(VENV) var

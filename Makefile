# Everything the portal needs is installed into .venv and var; nothing is asked.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
SITE_PORT ?= 8080
export PYTHON

BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
# What Django wants to know before it runs a command on the code alone.
FOR_CODE := SECRET_KEY=of-no-use ALLOWED_HOSTS=localhost DATABASE_URL=sqlite://:memory:

.PHONY: help run test test-postgres lint bench soak messages catalogue compile lock setup wordpress system

help: ## This list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 24

run: system .venv/ready compile ## The portal with demo people, its worker and a local WordPress (PORT, SITE_PORT)
	@if .ci/node-is-there 2>/dev/null; then $(MAKE) --silent wordpress || true; fi
	@exec $(BIN)/python -m config.run --port $(PORT) --site-port $(SITE_PORT)

test: setup wordpress ## All tests, on SQLite, with a real browser and a real WordPress
	$(BIN)/python -m pytest -n 2 --ignore tests/journeys --ignore tests/live
	$(BIN)/python -m pytest tests/live tests/journeys

test-postgres: setup ## The tests again on PostgreSQL, without browser and WordPress
	@.ci/system-packages postgres
	.ci/with-postgres $(BIN)/python -m pytest -n 2 --ignore tests/journeys --ignore tests/live

lint: setup ## Style, types, migrations and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy config contentdesk complaints
	$(BIN)/djade --check --target-version 5.2 $$(find templates complaints contentdesk config -name '*.html')
	$(FOR_CODE) $(BIN)/python manage.py makemigrations --check --dry-run
	.ci/check-messages

bench: setup ## Measure, and print the numbers as JSON
	@$(BIN)/python -m tests.bench

soak: setup wordpress ## Long rounds: the worker killed on the fake and on a real site, two workers under load
	@.ci/system-packages postgres
	$(BIN)/python -m tests.soak
	$(BIN)/python -m tests.soak --real
	.ci/with-postgres $(BIN)/python -m tests.soak --crowd

messages: catalogue ## Collect the strings to translate, and compile the catalogue
	@$(MAKE) --silent compile

catalogue: setup
	$(FOR_CODE) $(BIN)/python manage.py makemessages --locale id --no-location --no-obsolete --ignore var --ignore tests --ignore static/vendor

lock: .venv/ready ## Bring requirements/*.txt and package-lock.json up to date with what is asked for
	$(PYTHON) -m venv var/uv
	var/uv/bin/pip install --quiet --disable-pip-version-check uv
	var/uv/bin/uv pip compile pyproject.toml --extra postgres --extra redis --extra s3 --generate-hashes --universal --python-version 3.11 --no-header -o requirements/portal.txt
	var/uv/bin/uv pip compile pyproject.toml --extra postgres --extra redis --extra s3 --group dev -c requirements/portal.txt --generate-hashes --universal --python-version 3.11 --no-header -o requirements/dev.txt
	cd requirements/wordpress && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

compile: $(CATALOGUES)

setup: system .venv/ready compile
	@.ci/system-packages test

wordpress: var/node/ready var/cache/wordpress.zip

system:
	@.ci/system-packages run

.venv/ready: requirements/dev.txt | system
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=..."; exit 1; }
	@echo "Installing the Python packages"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/dev.txt
	@touch $@

var/node/ready: requirements/wordpress/package-lock.json
	@.ci/node-is-there
	@echo "Installing WordPress Playground"
	@mkdir -p var/node
	@cp requirements/wordpress/package.json requirements/wordpress/package-lock.json var/node/
	@npm ci --prefix var/node --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@

var/cache/wordpress.zip: .ci/wordpress-archive
	@.ci/node-is-there
	@echo "Bringing WordPress"
	@.ci/wordpress-archive $@

%.mo: %.po | system
	@msgfmt --check -o $@ $<

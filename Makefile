# The portal's commands. They need Python 3.11 or newer, make, and the package registries; `make help` lists them.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= 1
T ?=

PY := .venv/bin/python
DONE := .venv/done
CATALOGS := $(wildcard translations/*/LC_MESSAGES/messages.po)
FRONT_END := $(shell find portal/assets portal/static/css portal/static/img portal/static/js -type f ! -name '*.pyc' 2>/dev/null)
PIP := $(PY) -m pip --disable-pip-version-check install --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help build run test test-full lint fix ci pins clean

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo
	@echo "  make run PORT=8000 HOST=127.0.0.1 DEMO=1    DEMO=0 starts with an empty site"
	@echo "  make test T=tests/unit/test_settings.py     runs only these tests"

build: $(DONE)/main portal/static/dist/manifest.json $(DONE)/catalogs  ## install what is needed, build assets and catalogs

run: build  ## start the site with demo content, server and worker, at http://127.0.0.1:8000
	@exec $(PY) -m portal.cli.run --host "$(HOST)" --port "$(PORT)" --demo "$(DEMO)"

test: build $(DONE)/dev  ## run all tests but the slow ones, and the linters
	@$(PY) -m pytest $(or $(T),-n 2 --dist worksteal) --durations=10 -m "not slow"

test-full: build $(DONE)/dev  ## run every test; PostgreSQL, Chromium and the corpus must be there
	@PORTAL_TEST_REQUIRE_ALL=1 $(PY) -m pytest $(or $(T),-n 2 --dist worksteal) --durations=10

lint: $(DONE)/dev  ## check style, types, floors and templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m djlint --lint --quiet portal/templates

fix: $(DONE)/dev  ## format the code and mend what a linter can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

ci:  ## what continuous integration runs, on a Debian machine
	@bash .ci/run

pins: $(DONE)/dev  ## pin the dependencies of setup.cfg anew (requirements/*.txt)
	@for pinned in main:"setup.cfg --extra build" dev:"setup.cfg --extra build --extra dev --constraint requirements/main.txt" \
	        node:requirements/node.in; do \
	    .venv/bin/uv pip compile $${pinned#*:} --output-file "requirements/$${pinned%%:*}.txt" --upgrade --quiet \
	        --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	        --no-emit-index-url --no-emit-find-links >/dev/null || exit 1; \
	done

clean:  ## remove what `make build` made; data in var/ stays
	rm -rf .venv node_modules portal/static/dist

# Each step leaves a stamp that is younger than what it was made from.

$(DONE)/main: requirements/main.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo 'Python 3.11 or newer is needed: install it, or name it with `make build PYTHON=python3.11`.' >&2; exit 3; }
	@$(PYTHON) -m venv .venv || { \
	    echo 'Python lacks its venv module; on Debian it is in the package python3-venv.' >&2; exit 3; }
	@echo 'Python packages …'
	@$(PIP) --requirement requirements/main.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/main
	@echo 'Python packages for tests and linters …'
	@$(PIP) --requirement requirements/dev.txt
	@touch $@

# npm of the system, or else Node from the Python registry.
node_modules/.done: package.json package-lock.json $(DONE)/main
	@echo 'Front-end packages …'
	@if ! command -v npm >/dev/null 2>&1 && ! [ -x .venv/bin/npm ]; then \
	    $(PIP) --requirement requirements/node.txt || exit 1; \
	fi
	@PATH="$$PATH:$$PWD/.venv/bin" npm ci --ignore-scripts
	@touch $@

portal/static/dist/manifest.json: node_modules/.done package-lock.json portal/i18n/languages.py $(FRONT_END)
	@echo 'Assets …'
	@$(PY) -m portal.assets
	@touch $@

$(DONE)/catalogs: $(DONE)/main $(CATALOGS)
	@echo 'Catalogs …'
	@$(PY) -m flask i18n compile
	@touch $@

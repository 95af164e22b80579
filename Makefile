# Yishi 议事. `make help` lists what can be done here; CONTRIBUTING.md says how we work.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The interpreter to build .venv with; empty: the first that fits.
PYTHON ?=
# More arguments for the command behind a target: make test ARGS="tests/voting -x"
ARGS ?=
# The whole suite runs in a few workers side by side; a part of it, in one process.
SIDE_BY_SIDE := --numprocesses=logical --maxprocesses=4 --dist=worksteal

HERE := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd -P)

ifneq ($(CURDIR),$(HERE))

# Called as `make -f elsewhere/Makefile`: go there, so that every path below is a plain one.
GOALS := $(or $(MAKECMDGOALS),help)
.PHONY: $(GOALS)
$(GOALS):
	@$(MAKE) -C "$(HERE)" $@

else

BIN := .venv/bin
PACKAGES := bot council voting web
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
FIND_PYTHON := sh .ci/find-python "$(PYTHON)"

.PHONY: help
help: ## list the targets
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

.PHONY: run
run: .venv/.runtime ## open the live demo council in the browser: no token, no internet
	@exec $(BIN)/yishi run --demo $(ARGS)

.PHONY: serve
serve: .venv/.runtime ## the real thing, from the settings in .env
	@exec $(BIN)/yishi run $(ARGS)

.PHONY: test
test: .venv/.complete ## the whole test suite
	@$(BIN)/python -m pytest $(if $(CI),--durations=15) $(or $(ARGS),$(SIDE_BY_SIDE))

.PHONY: stories
stories: .venv/.complete ## the stories with all residents, which the suite plays with few
	@YISHI_STORIES=whole $(BIN)/python -m pytest -q tests/stories $(ARGS)

.PHONY: pictures
pictures: .venv/.complete ## pictures of all pages and the main chat screens, in the new folder DIR=…
	@$(BIN)/python -m tests.seen pictures '$(DIR)'

.PHONY: check
check: .venv/.complete ## format, lint, import contracts, types
	@echo "→ ruff format"
	$(BIN)/ruff format --check --quiet || { echo "not formatted: make format"; exit 1; }
	echo "→ ruff check"
	$(BIN)/ruff check --quiet
	echo "→ import contracts"
	$(BIN)/lint-imports --no-logo
	echo "→ mypy"
	$(BIN)/mypy

.PHONY: format
format: .venv/.complete ## format the code and mend what ruff can mend
	@$(BIN)/ruff format --quiet
	$(BIN)/ruff check --fix --quiet

.PHONY: lock
lock: ## raise every pin in constraints.txt to the newest that fits (use Python 3.11)
	@python=$$($(FIND_PYTHON))
	folder=$$(mktemp -d)
	trap 'rm -rf "$$folder"' EXIT
	"$$python" -m venv "$$folder/venv"
	pip() { "$$folder/venv/bin/python" -m pip --disable-pip-version-check --no-input "$$@"; }
	pip install --quiet --upgrade setuptools
	pip install --quiet --no-build-isolation --editable '.[test]'
	{
	  sed '/^[^#]/,$$d' constraints.txt
	  pip freeze --all --exclude pip --exclude yishi
	} > "$$folder/constraints.txt"
	cp "$$folder/constraints.txt" constraints.txt
	echo "constraints.txt: $$(grep -c == constraints.txt) pins, made with $$("$$python" -V)"

.PHONY: clean
clean: ## remove what the tools have made; var/ with its databases stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis yishi.egg-info
	find $(PACKAGES) -name __pycache__ -prune -exec rm -r {} +

.venv/bin/python:
	@python=$$($(FIND_PYTHON))
	echo "→ $$("$$python" -V): making .venv"
	"$$python" -m venv --clear .venv

# $(1) what to install. Every version comes from constraints.txt, the build tool's too; pip's talk
# goes to a file that is shown only when something went wrong. Pip compiles every package but an
# editable one, so ours is compiled here: the first start need not do it.
define install
	@printf '→ installing the locked packages '
	{
	  $(PIP) install --constraint constraints.txt setuptools
	  $(PIP) install --constraint constraints.txt --no-build-isolation --editable '$(1)'
	} 2>&1 | tee .venv/install.log | awk '/^ *Collecting|^Installing/ { printf "."; fflush() }' || {
	  printf '\n'
	  tail -n 25 .venv/install.log >&2
	  echo "Installing failed; all of it is in .venv/install.log" >&2
	  exit 1
	}
	$(BIN)/python -m compileall -q $(PACKAGES)
	echo ' done'
	touch $@
endef

.venv/.runtime: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.)

.venv/.complete: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.[test])
	touch .venv/.runtime

endif

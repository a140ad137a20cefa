# Everything hangs on .venv/.installed: made anew when the lock file or pyproject.toml changes.
PYTHON ?= python3.11
BRUIS := .venv/bin/bruis
PIP := .venv/bin/python -m pip install -qq

.PHONY: install run test faults fuzz bench train reading lint lock clean

install: .venv/.installed

.venv/.installed: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo 'Bruis needs Python 3.11 with its venv module. On Debian or Ubuntu: apt install python3.11-venv' >&2; \
	echo 'Is it there under another name? Then say so: make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo 'Installing into .venv; the first time this takes a minute.'
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# With a token the bot itself; without one, the playground in a browser.
run: install
	@if [ -n "$$BRUIS_TOKEN$$BRUIS_TOKEN_FILE" ] || grep -qsE "^ *(export +)?BRUIS_TOKEN(_FILE)? *= *[\"']?[^ #\"']" .env; \
	then exec $(BRUIS) run; else exec $(BRUIS) playground; fi

test: install lint
	.venv/bin/python -m pytest

# All that goes wrong on purpose, also what takes minutes; the quick half is part of `make test`.
faults: install
	.venv/bin/python -m pytest -m '' tests/faults

# 20,000 random and mangled updates, and as many webhook bodies; others each time.
fuzz: install
	BRUIS_FUZZ=20000 .venv/bin/python -m pytest -n 2 tests/fuzz

# What it costs and how fast it is, beside two other bots; one by name: make bench ONLY=backlog
bench: install .venv-bench/.installed
	.venv/bin/python -m benchmarks $(ONLY)

# aiogram wants an older pydantic than ours, so it has a place of its own.
.venv-bench/.installed: requirements-bench.lock
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -qq --require-hashes -r requirements-bench.lock
	@touch $@

# Learns to read from replies/ anew; some minutes, and the same files each time.
train: install
	.venv/bin/python -m replies.learning.train

# How well replies are read, by hands that were left out; some minutes.
reading: install
	.venv/bin/python -m replies.learning.evaluate

lint: install
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# Writes the lock files anew; needs uv (pip install uv).
COMPILE := uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock:
	$(COMPILE) --output-file requirements-dev.lock --group dev pyproject.toml
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements-build.lock --group build
	$(COMPILE) --output-file requirements-bench.lock --group bench
	$(COMPILE) --output-file requirements-audit.lock --group audit

clean:
	rm -rf .venv .venv-bench .venv-audit .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

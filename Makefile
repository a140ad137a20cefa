# Everything hangs on .venv/.installed: made anew when a lock file or pyproject.toml changes.
PYTHON ?= python3.11
BRUIS := .venv/bin/bruis

.PHONY: install run test lint lock clean

install: .venv/.installed

.venv/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# With a token the bot itself; without one, the playground in a browser.
run: install
	@if [ -n "$$BRUIS_TOKEN" ] || grep -qsE '^[[:space:]]*(export[[:space:]]+)?BRUIS_TOKEN=.' .env; \
	then exec $(BRUIS) run; else exec $(BRUIS) playground; fi

test: install lint
	.venv/bin/python -m pytest

lint: install
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

# Writes both lock files anew; needs uv (pip install uv).
lock:
	uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements.lock pyproject.toml
	uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements-dev.lock --group dev pyproject.toml

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

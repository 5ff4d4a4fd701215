# Every chore is one target. Each sets up what it needs; uv is fetched into .tools/ if it is missing.

.DEFAULT_GOAL := help
# Commands and tests start many processes: without it each would compile all of Python anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test proof check fix translations pictures bench bench-methods clean

# Used as `$(uv) run …`: finds uv (or fetches it), stops with a plain message if it cannot.
uv := uv=$$(scripts/ensure-uv) && "$$uv"

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

demo: ## set everything up, make the demo company, open it in the browser
	@$(uv) sync --no-dev --inexact
	@$(uv) run --no-sync husay demo

test: ## set everything up and run every test but the heavy ones
	@$(uv) sync
	@$(uv) run --no-sync pytest --numprocesses auto --dist loadgroup -m "not proof"

proof: ## every test, the heavy ones too: a real browser, PostgreSQL, kills, whole companies
	@$(uv) sync
	@HUSAY_CHROMIUM=$$(scripts/ensure-chromium) && export HUSAY_CHROMIUM && \
	    HUSAY_POSTGRESQL=$$(scripts/ensure-postgresql) && export HUSAY_POSTGRESQL && \
	    $(uv) run --no-sync pytest --numprocesses auto --dist loadgroup

check: ## lint, format, types, floors, safety, translations
	@$(uv) sync --locked
	@$(uv) run --no-sync ruff check
	@$(uv) run --no-sync ruff format --check
	@$(uv) run --no-sync mypy
	@$(uv) run --no-sync lint-imports
	@$(uv) run --no-sync bandit --quiet --configfile pyproject.toml --recursive src
	@$(uv) run --no-sync python scripts/translations.py check

fix: ## mend what ruff can mend by itself
	@$(uv) sync
	@$(uv) run --no-sync ruff check --fix
	@$(uv) run --no-sync ruff format

translations: ## collect the texts of pages and commands, compile the translated ones
	@$(uv) sync
	@$(uv) run --no-sync python scripts/translations.py extract
	@$(uv) run --no-sync python scripts/translations.py compile

pictures: ## walk through the guide and take its pictures anew
	@$(uv) sync
	@HUSAY_CHROMIUM=$$(scripts/ensure-chromium) && export HUSAY_CHROMIUM && \
	    HUSAY_PICTURES=yes $(uv) run --no-sync pytest tests/docs/test_guide_walks.py

bench: ## measure import, queries and pages; writes docs/benchmarks.md
	@$(uv) sync
	@$(uv) run --no-sync python -m bench

bench-methods: ## measure the statistics; fills the tables of docs/methods.md
	@$(uv) sync
	@$(uv) run --no-sync python -m bench.methods

clean: ## remove what these targets made here; companies' folders stay
	rm -rf .venv .tools dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

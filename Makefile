# `make run` and `make test` need Python 3.11 or newer and make; everything else comes with them.

# A shell may export HOST as its own name, so only `make run HOST=…` counts; BASEWATCH_HOST and _PORT hold otherwise.
ADDRESS := $(if $(PORT),--port $(PORT)) $(if $(filter command,$(firstword $(origin HOST))),--host $(HOST))
BIN := .venv/bin
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-header --no-annotate --no-emit-index-url --quiet

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench lock messages vendor clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: .venv/ready ## Build .venv with what the program needs; the command is .venv/bin/basewatch

setup-dev: .venv/ready-dev ## Build .venv with what tests and checks need too

.venv/ready: requirements.lock pyproject.toml
	@set -e; \
	python="$(PYTHON)"; \
	for name in $$python python3 python3.13 python3.12 python3.11 python; do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then python=$$name; break; else python=; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Basewatch needs Python 3.11 or newer with venv, and found none." >&2; \
	  echo "  Debian, Ubuntu: apt-get install python3 python3-venv    macOS: brew install python" >&2; \
	  echo "  or name one:    make PYTHON=/path/to/python3.12 run" >&2; \
	  exit 1; \
	fi; \
	rm -f .venv/ready; \
	if [ ! -x $(BIN)/python ]; then echo "[1/3] Making .venv with $$($$python --version)"; $$python -m venv .venv; fi; \
	$(BIN)/python .ci/install.py "[2/3] Installing packages" requirements.lock; \
	echo "[3/3] Installing basewatch itself"; \
	$(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install \
	  --no-deps --no-build-isolation --no-index --editable .; \
	$(BIN)/python -m compileall -q app; \
	touch .venv/ready

.venv/ready-dev: requirements-dev.lock .venv/ready
	@$(BIN)/python .ci/install.py "[dev] Installing the tools of tests and checks" requirements-dev.lock
	@touch .venv/ready-dev

run: .venv/ready ## Set up, migrate, seed, ingest the briefs, then serve (PORT=8080 for another port)
	@$(BIN)/basewatch run $(ADDRESS)

lint: .venv/ready-dev ## ruff, mypy and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## lint, then every test on SQLite, Postgres and in a browser; TESTS=… picks some
	$(BIN)/pytest -n 2 --dist loadfile $(TESTS)

bench: .venv/ready-dev ## Measure: articles a second, time to the first result
	$(BIN)/python -m tests.bench

lock: ## Compile both lock files anew (needs uv)
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

messages: .venv/ready-dev ## Bring the catalogues of app/present/catalogues/ up to date with the texts of pages
	$(BIN)/python .ci/messages.py

vendor: .venv/ready ## Fetch the pinned htmx into static/vendor/ and check its hash (needs npm)
	$(BIN)/python .ci/vendor.py

clean: ## Remove .venv and caches; data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find app tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +

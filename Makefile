# `make chat` and `make test` need only Python 3.11 and make; the other targets are for developers.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
HOST ?= 127.0.0.1
PORT ?= 7860
KILLS ?= 100
SEED ?= 1

.DEFAULT_GOAL := help
.PHONY: help chat test coverage test-chaos test-fuzz test-offline check format audit sbom lock evals screenshots clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

# These stamp files are newer than the lock file that the environment was installed from.
$(VENV)/.chat: requirements.lock pyproject.toml setup.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (once; a few minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml setup.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the tests need (once; a few minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@mkdir -p $(VENV)/src && ln -sfn "$(CURDIR)" $(VENV)/src/dragoman  # for mypy: the folder under the package's name
	@touch $@ $(VENV)/.chat

chat: $(VENV)/.chat  ## install, index the bundled briefs, and serve the web chat on localhost
	@$(BIN)/dragoman serve --host $(HOST) --port $(PORT)

# A worker takes a file at a time. In their own order, the long files are not left to the end.
# Containers often switch bytecode off: then each worker and each process that a test starts would compile everything anew.
test: $(VENV)/.dev  ## install, and run every test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(COVERAGE)

coverage: ## run every test and hold coverage to its floor; a third slower
	@$(MAKE) --no-print-directory test COVERAGE="--cov --cov-report="

test-chaos: $(VENV)/.dev  ## kill operations at KILLS moments that SEED decides, and check what is left (docs/reliability.md)
	@$(BIN)/python -m tests.chaos.run --kills $(KILLS) --seed $(SEED)

# `make test-fuzz FUZZ=1000 SEED=7 SEEDS=1` is quicker, and tries other inputs.
FUZZ ?= 10000
SEEDS ?= 1 2 3

test-fuzz: $(VENV)/.dev  ## FUZZ=10000 malformed inputs, and the HTTP API against its description
	@$(BIN)/python -m tests.fuzz.campaign --inputs $(FUZZ) --seed $(SEED)
	@$(BIN)/python -m tests.fuzz.contract --seeds $(SEEDS)

test-offline: $(VENV)/.dev  ## every test without a network (Linux)
	@unshare --user --map-root-user --net $(BIN)/python -m tests.offline \
	  $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev  ## format, lint, types, imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_imports.py

format: $(VENV)/.dev  ## fix what the linter can
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

evals: $(VENV)/.dev  ## run every suite (DATA=folder of open data, PEERS=options) and write evals/RESULTS.md
	@$(BIN)/dragoman eval results $(DATA) $(PEERS)

screenshots: $(VENV)/.dev  ## make the pictures in docs/ again
	@$(BIN)/python -m dragoman.scripts.screenshots

# Neither tool is needed to run or test Dragoman, so neither is pinned: they are installed apart from it, when asked for.
TOOLS := $(VENV)/tools

$(TOOLS)/.made:
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit cyclonedx-bom
	@touch $@

audit: $(TOOLS)/.made  ## look for known vulnerabilities of the pinned packages; says if nothing could be audited
	@$(PYTHON) scripts/audit.py $(TOOLS)/bin/pip-audit requirements.lock

sbom: $(VENV)/.chat $(TOOLS)/.made  ## list all packages with versions and licences in sbom.cdx.json (CycloneDX)
	@$(PYTHON) scripts/sbom.py $(TOOLS)/bin/cyclonedx-py $(BIN)/python sbom.cdx.json

# The machine decides which build of torch fits (CPU or CUDA), so packages that only CUDA builds need are not pinned.
COMPILE = $(BIN)/uv pip compile --quiet --no-annotate --no-header --python-version 3.11 pyproject.toml
NO_CUDA = sed -E 's/\+cpu$$//; /^(nvidia-|cuda-|triton)/d'

lock:  ## pin the current versions of all dependencies
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) | $(NO_CUDA) > requirements.lock
	@$(COMPILE) --extra dev --constraint requirements.lock | $(NO_CUDA) > requirements-dev.lock

clean:  ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

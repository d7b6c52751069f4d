# Two commands are enough:  make cards   draws quotes.yaml into cards/
#                           make test    checks everything but the full-length figures (make soak)
# While working:            make quick   the tests that answer within seconds
# Another Python:           make cards PYTHON=python3.13

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq

# One worker per core; more than eight cost more to start than they save. Tests that share an expensive
# fixture name an xdist_group, which one worker runs.
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=8 --dist=loadgroup

# What `make quick` runs: the reference cards and their rules, the text without what sets every theme at every size,
# languages, the public names, the architecture.
QUICK  := tests/test_golden.py tests/test_golden_rules.py tests/test_architecture.py tests/test_api_names.py \
          tests/languages tests/text --ignore=tests/text/test_typeset.py --ignore=tests/text/test_optimise.py

.PHONY: cards test quick coverage soak bench pictures pages accept clean

cards: $(VENV)/program
	@$(BIN)/quotecard batch quotes.yaml --output cards

test: $(VENV)/tools
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(PYTEST) -m "not soak"

quick: $(VENV)/tools
	@$(PYTEST) -m "not soak and not slow" $(QUICK)

# Fails below the floor that pyproject.toml sets.
coverage: $(VENV)/tools
	@$(PYTEST) -m "not soak" --cov --cov-report=term:skip-covered

# The full-length figures, where `make test` takes a sample.
soak: $(VENV)/tools
	@$(BIN)/python -m pytest -m soak
	@$(BIN)/python -m bench.breaks
	@$(BIN)/python -m bench.layout
	@$(BIN)/python -m bench.contrast
	@$(BIN)/python -m bench.speed --cold --cores

bench: $(VENV)/tools
	@$(BIN)/python -m bench.speed
	@$(BIN)/python -m bench.themes
	@$(BIN)/python -m bench.live

# Draws the pictures of the README, docs/gallery.md and docs/typography.md again.
pictures: $(VENV)/program
	@$(BIN)/python scripts/pictures
	@$(BIN)/python scripts/gallery.py
	@$(BIN)/python scripts/typography.py

# Takes the pictures of docs/preview.md again, in a browser and in a terminal.
pages: $(VENV)/tools
	@$(BIN)/python scripts/page_pictures.py

# Rewrites the reference cards that differ; fails on purpose, so that accepting never looks green.
accept: $(VENV)/tools
	@scripts/accept

clean:
	rm -rf $(VENV) cards build dist tests/out .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

# An empty file in the environment says what is installed and since when: a second run starts at once.
$(VENV)/program: pyproject.toml | $(BIN)/python
	@echo "Installing quotecard into $(VENV) (once, about a minute)"
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q render cli.py
	@touch $@

$(VENV)/tools: pyproject.toml $(VENV)/program
	@echo "Installing the development tools into $(VENV) (once)"
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("quotecard needs Python 3.11 or newer; name one: make cards PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# make atlas   set up and build the sample atlas
# make test    set up and run every check; make pytest TESTS='-m real tests/maps' runs some
# make test-oldest  run the tests with the lowest versions that pyproject.toml allows
# make docs    write docs/*.md again from the tests' cases and the commands' help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OLDEST := .venv-oldest
WHEELS := --only-binary :all: --no-binary openlocationcode
WORKERS ?= 2
TESTS  ?=

.PHONY: atlas test lint types pytest test-oldest sample docs clean

atlas: $(VENV)/atlas.stamp
	$(BIN)/wksbm build
	@echo "index.html: $(CURDIR)/out/index.html"

test: lint types pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	sh scripts/page_tool.sh eslint .

types: $(VENV)/test.stamp
	$(BIN)/mypy
	sh scripts/page_tool.sh tsc

pytest: $(VENV)/test.stamp
	PYTHON=$(BIN)/python sh scripts/ensure_chromium.sh
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

# The lowest versions that pyproject.toml allows, in a room of their own.
test-oldest: $(OLDEST)/test.stamp
	PYTHON=$(OLDEST)/bin/python sh scripts/ensure_chromium.sh
	$(OLDEST)/bin/python -m pytest -n $(WORKERS) --dist worksteal -W default $(TESTS)

docs: $(VENV)/test.stamp
	$(BIN)/python scripts/make_rules.py
	$(BIN)/python scripts/make_commands.py

sample: $(VENV)/atlas.stamp
	$(BIN)/python scripts/make_sample.py

clean:
	rm -rf $(VENV) $(OLDEST) node_modules out

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/atlas.stamp: $(VENV)/bin/python pyproject.toml requirements.txt
	$(BIN)/python -m pip install --quiet --constraint requirements.txt --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/bin/python pyproject.toml requirements.txt
	$(BIN)/python -m pip install --quiet --constraint requirements.txt --editable '.[test]'
	touch $@ $(VENV)/atlas.stamp

$(OLDEST)/test.stamp: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m venv --clear $(OLDEST)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --resolution lowest-direct $(WHEELS) --extra test --output-file $(OLDEST)/versions.txt pyproject.toml
	$(BIN)/uv pip install --quiet $(WHEELS) --python $(OLDEST) --requirement $(OLDEST)/versions.txt
	$(BIN)/uv pip install --quiet --no-deps --python $(OLDEST) --editable .
	touch $@

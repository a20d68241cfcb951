# make atlas   set up and build the sample atlas
# make test    set up and run every check
# make docs    write docs/*.md again from the tests' cases and the commands' help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: atlas test lint types pytest sample docs clean

atlas: $(VENV)/atlas.stamp
	$(BIN)/wksbm build
	@echo "index.html: $(CURDIR)/out/index.html"

test: lint types pytest

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

pytest: $(VENV)/test.stamp
	PYTHON=$(BIN)/python sh scripts/ensure_chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile

docs: $(VENV)/test.stamp
	$(BIN)/python scripts/make_rules.py
	$(BIN)/python scripts/make_commands.py

sample: $(VENV)/atlas.stamp
	$(BIN)/python scripts/make_sample.py

clean:
	rm -rf $(VENV) out

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/atlas.stamp: $(VENV)/bin/python pyproject.toml requirements.txt
	$(BIN)/python -m pip install --quiet --constraint requirements.txt --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/bin/python pyproject.toml requirements.txt
	$(BIN)/python -m pip install --quiet --constraint requirements.txt --editable '.[test]'
	touch $@ $(VENV)/atlas.stamp

# Two commands do everything on a fresh machine: `make kits` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH_READY := $(VENV)/.ready-bench

.PHONY: help kits pictures test test-newest test-lowest check-style bench bench-write clean

help:
	@echo "make kits     set up and build the kits of all campaigns into out/kits"
	@echo "make test     set up, check style and types, run every test"
	@echo "make test-newest, make test-lowest   build a card with the newest and the oldest libraries allowed"
	@echo "make pictures draw the picture at the top of the README anew"
	@echo "make bench    measure the toolkit against other ways, about a quarter of an hour"
	@echo "make bench-write  the same with the whole job; write docs/performance.md and its chart"
	@echo "make clean    remove the virtual environment and what was built"

$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

$(BENCH_READY): $(READY)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $(BENCH_READY)

kits: $(READY)
	@$(BIN)/toolkit build --out out/kits

pictures: $(READY)
	@$(BIN)/toolkit sheet --layout mosaic --assets docs/pictures/overview.txt --cell 310 --max-kb 500 -o docs/pictures/overview.jpg

test: $(READY) check-style
	@$(BIN)/pytest -n 2

# The wheel in an empty environment, without constraints.txt, as people install it.
CARD := build wtisd-2021 --language ar --design theme --placement x-post-square --no-cache

test-newest: $(READY)
	@rm -rf build/newest && $(BIN)/python -m hatchling build -t wheel -d build/newest
	@$(PYTHON) -m venv build/newest/venv && build/newest/venv/bin/pip install --quiet build/newest/*.whl
	@cd build/newest && venv/bin/toolkit $(CARD)

test-lowest: $(READY)
	@rm -rf build/lowest && $(BIN)/python -m hatchling build -t wheel -d build/lowest
	@$(BIN)/python tools/lowest.py > build/lowest/lowest.txt
	@$(PYTHON) -m venv build/lowest/venv
	@build/lowest/venv/bin/pip install --quiet --prefer-binary -c build/lowest/lowest.txt build/lowest/*.whl
	@cd build/lowest && venv/bin/toolkit $(CARD)

check-style: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(BENCH_READY)
	@cd benchmarks && $(CURDIR)/$(BIN)/python -m suite
	@for name in encode engines difference typeset_speed; do \
		echo "== $$name"; $(BIN)/python benchmarks/$$name.py; done

bench-write: $(BENCH_READY)
	@cd benchmarks && $(CURDIR)/$(BIN)/python -m suite --whole --write

clean:
	@rm -rf $(VENV) out build dist

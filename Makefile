# Reppu: every command a developer needs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
SEED ?= 1
RUNS ?= 1000
JOBS ?= 4

.DEFAULT_GOAL := help
.PHONY: help demo test check simulate simulatefiles kill locks faults fuzz sbom bench pictures day rooms words constraints lowest wheel clean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/run.stamp: constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@touch $@

$(VENV)/develop.stamp: constraints-develop.txt pyproject.toml $(VENV)/run.stamp
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-develop.txt
	PATH="$(CURDIR)/$(RUN):$$PATH" \
		$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/run.stamp ## set everything up and open the app on an invented practice notebook
	@$(RUN)/python -m compileall -q tui screens store
	@$(RUN)/python -m tui.cli demo

test: $(VENV)/develop.stamp ## set everything up and run the tests
	@missing=$$(.ci/missing); test -z "$$missing" || \
		echo "Tests that run other programs will fail: these packages are not here: $$missing" >&2
	@$(RUN)/python -m compileall -q tui screens store
	$(RUN)/python -m pytest -q -n $(JOBS) --dist worksteal

check: $(VENV)/develop.stamp ## ruff, mypy, import order, words
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/python -m tui.language check

simulate: $(VENV)/develop.stamp ## many invented histories: make simulate RUNS=20000 SEED=1
	$(RUN)/python -m tests.simulation --runs $(RUNS) --seed $(SEED) --jobs $(JOBS)

simulatefiles: $(VENV)/develop.stamp ## the same over real notebooks and files: make simulatefiles RUNS=5000 SEED=1
	$(RUN)/python -m tests.simulation.files --runs $(RUNS) --seed $(SEED) --jobs $(JOBS)

kill: $(VENV)/develop.stamp ## the program killed while somebody types, in real terminals: make kill RUNS=1000 SEED=1
	$(RUN)/python -m tests.real.killing --runs $(RUNS) --seed $(SEED) --jobs $(JOBS) --way kill

locks: $(VENV)/develop.stamp ## the same with the lock, which may lose nothing: make locks RUNS=1000 SEED=1
	$(RUN)/python -m tests.real.killing --runs $(RUNS) --seed $(SEED) --jobs $(JOBS) --way lock

faults: $(VENV)/develop.stamp ## every act that writes, on a disk that fails at each of its writes
	$(RUN)/python -m tests.real.failing

fuzz: $(VENV)/develop.stamp ## hostile files, guided by coverage, spread over all targets: make fuzz RUNS=2900000 SEED=1
	$(RUN)/python -m tests.fuzzing --runs $(RUNS) --seed $(SEED) --jobs $(JOBS)

sbom: $(VENV)/develop.stamp ## the software bill of materials (CycloneDX) into dist/
	$(RUN)/python -m docs.list_parts

bench: $(VENV)/develop.stamp ## every speed promise, measured against its limit in the same run
	$(RUN)/python -m benchmarks

pictures: $(VENV)/develop.stamp ## the pictures of the README, taken from the running app
	$(RUN)/python -m docs.make_pictures

day: $(VENV)/develop.stamp ## the screens of docs/a-day.md and the compared pictures, as they are now
	$(RUN)/python -m tests.real.record_a_day
	$(RUN)/python -m tests.screens.draw_pictures

rooms: $(VENV)/develop.stamp ## the tables of files in docs/house.md, from the docstrings
	$(RUN)/python -m docs.list_rooms

words: $(VENV)/develop.stamp ## compile the translations
	$(RUN)/python -m tui.language compile

constraints: $(VENV)/develop.stamp ## choose new exact versions within the bounds of pyproject.toml
	$(RUN)/uv pip compile pyproject.toml --upgrade --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 --quiet --output-file constraints.txt
	$(RUN)/uv pip compile pyproject.toml --upgrade --all-extras --constraints constraints.txt --universal --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --python-version 3.11 --quiet --output-file constraints-develop.txt

lowest: $(VENV)/develop.stamp ## the tests of the store with the lowest versions that pyproject.toml allows
	$(RUN)/uv venv --quiet --clear .venv-lowest
	$(RUN)/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable '.[develop,office]'
	.venv-lowest/bin/python -m pytest -q -n $(JOBS) tests/store

wheel: $(VENV)/develop.stamp ## build the wheel into dist/
	$(RUN)/uv build --quiet --wheel --no-build-isolation --python $(RUN)/python

clean: ## remove what the commands above made
	rm -rf $(VENV) .venv-lowest dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

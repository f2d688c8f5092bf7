# Everything runs in .venv, made on first use. Needs Python 3.11 or later with its headers, a C compiler and make.

# The Python to make .venv with; empty: the first that serves (requirements/find-python).
PYTHON ?=
VENV ?= .venv
CASE ?= cases/real/nijkerk-2016.yaml
# What libFuzzer is told; empty: two minutes.
FUZZ ?=

BIN = $(VENV)/bin
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check
PINNED = $(INSTALL) --require-hashes --no-build-isolation

# durable-rules 2.0.28 calls a function that Python 3.13 no longer has; its other name does the same.
export CPPFLAGS += -DPyEval_CallObject=PyObject_CallObject

.PHONY: help advise test broad spark documents lint types imports check coverage long bench fuzz clean

help:
	@echo 'make advise     the advice on a real case; another one: make advise CASE=path/to/case.yaml'
	@echo 'make test       the tests, in some twelve minutes'
	@echo 'make broad      the broad tests: over many generated questionnaires or rule books, and pages that change the rules'
	@echo 'make spark      the tests of many cases on Spark; needs Java 17, and fetches 460 MB'
	@echo 'make documents  the plans of some cases, in both languages and every format, opened as their readers do;'
	@echo '               and the pages of the server, with a checker of accessibility'
	@echo 'make check      lint, types, imports and test'
	@echo 'make lint       style and layout of the code'
	@echo 'make types      types of the code'
	@echo 'make imports    which package may import which'
	@echo 'make coverage   the tests, and what they do not reach'
	@echo 'make long       the long tests'
	@echo 'make bench      speed, beside other rule engines, and the server under load'
	@echo 'make fuzz       the file readers on damaged files'
	@echo 'make clean      throw away .venv and all that was made'

advise: $(VENV)/run.stamp
	@$(BIN)/commplan advise '$(CASE)'

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

broad: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m 'broad and not long and not spark'

# In one process: each that runs tests would start a Java of its own.
spark: $(VENV)/spark.stamp
	$(BIN)/python -m pytest -m 'spark and not long' tests/population

documents: $(VENV)/tools.stamp
	PYTHON='$(BIN)/python' requirements/look --check
	COMMPLAN_DOCUMENTS_TOOLS='$(VENV)/tools' $(BIN)/python -m pytest --numprocesses auto --dist loadgroup -m documents \
		tests/present/plan/test_all_cases.py tests/web/test_accessible.py

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

check: lint types imports test

coverage: $(VENV)/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

long: $(VENV)/tools.stamp $(VENV)/spark.stamp
	COMMPLAN_DOCUMENTS_TOOLS='$(VENV)/tools' $(BIN)/python -m pytest -m long

bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/fuzz.stamp
	$(BIN)/python tests/fuzz/fuzz_files.py $(FUZZ)

clean:
	rm -rf '$(VENV)' build dist htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/venv.stamp:
	@python=$$(requirements/find-python $(PYTHON)) && echo "Making $(VENV) with $$python." >&2 && "$$python" -m venv --clear '$(VENV)'
	@touch $@

# A build of durable-rules left by another project may lie in pip's cache and not load on this Python: then it is built anew.
$(VENV)/run.stamp: $(VENV)/venv.stamp requirements/build.txt requirements/run.txt pyproject.toml
	@echo 'Installing what commplan needs; durable-rules is compiled.' >&2
	@$(PINNED) -r requirements/build.txt
	@$(PINNED) -r requirements/run.txt
	@$(BIN)/python -c 'import durable.engine' 2>/dev/null || $(PINNED) --no-cache-dir --force-reinstall -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo 'Installing what the tests and checks need.' >&2
	@$(PINNED) -r requirements/dev.txt
	@touch $@

$(VENV)/spark.stamp: $(VENV)/dev.stamp requirements/spark.txt
	@echo 'Installing Spark.' >&2
	@$(PINNED) -r requirements/spark.txt
	@touch $@

$(VENV)/tools.stamp: $(VENV)/dev.stamp requirements/documents-tools
	@requirements/documents-tools '$(VENV)/tools'
	@touch $@

$(VENV)/bench.stamp: $(VENV)/run.stamp requirements/bench.txt
	@$(PINNED) -r requirements/bench.txt
	@touch $@

$(VENV)/fuzz.stamp: $(VENV)/run.stamp requirements/fuzz.txt
	@$(PINNED) -r requirements/fuzz.txt
	@touch $@

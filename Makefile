# Every target makes its own environment first; nothing but Python 3.11 or newer and make need be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
DEMO := demo

# Bytecode is compiled at installation: without it every process compiles its imports again and starts twice as slowly.
export UV_COMPILE_BYTECODE = 1
# Certificates are the system's, as pip's are: a laboratory's proxy has its own.
export UV_SYSTEM_CERTS = 1
export UV_NATIVE_TLS = 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check format bench model lock clean

help:
	@echo "make demo    set everything up and run the main job on the example study"
	@echo "make test    run the tests"
	@echo "make check   style, types, import directions, SQL"
	@echo "make bench   print how long things take"
	@echo "make model DATA=FOLDER   train the language model from FOLDER/treebanks and FOLDER/names"
	@echo "make lock    write the lock files anew from pyproject.toml"

demo: $(VENV)/core.stamp
	@mkdir -p $(DEMO)/study
	@cp -R data/example_study/. $(DEMO)/study
	$(BIN)/miroir run $(DEMO)/study

test: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.install_chromium
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar sql

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks

# One core, half an hour; put in place only if it reads better than the one that is there.
model: $(VENV)/dev.stamp
	@[ -n "$(DATA)" ] || { echo "say where the data is: make model DATA=../shared/language"; exit 2; }
	OMP_NUM_THREADS=1 $(BIN)/python -m tasks.language.training --data "$(DATA)"

lock: $(VENV)/uv.stamp
	$(RUN_UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock
	$(RUN_UV) pip compile pyproject.toml --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements-dev.lock
	for extra in dask ray; do $(RUN_UV) pip compile pyproject.toml --extra $$extra -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements-$$extra.lock; done

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Miroir needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	@echo "Making the environment in $(VENV) (a minute or two, once)"
	@$(PYTHON) -m venv $(VENV)

# uv where it is on the machine, else from the package index into the environment itself.
RUN_UV = $(if $(UV),$(UV),$(BIN)/uv)

$(VENV)/uv.stamp: $(VENV)/pyvenv.cfg
	@$(if $(UV),,$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "no uv for this machine: pip installs, more slowly")
	@touch $@

# $(call install,LOCK FILE): what the lock names and no more, with uv, and where uv cannot (a proxy, a certificate of the house), with pip.
install = { [ -x "$(RUN_UV)" ] && $(RUN_UV) pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r $(1) \
	&& $(RUN_UV) pip install --quiet --python $(BIN)/python --no-deps -e . ; } \
	|| { echo "pip installs, more slowly" && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(1) \
	&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e . ; }

$(VENV)/core.stamp: $(VENV)/uv.stamp requirements.lock pyproject.toml
	@echo "Installing what Miroir needs"
	@$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp requirements-dev.lock
	@echo "Installing what its tests need"
	@$(call install,requirements-dev.lock)
	@touch $@

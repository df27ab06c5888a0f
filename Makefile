# make map       set up, and map the example story
# make test      everything: lint, types, tests with a real browser
# make test-all  the same, and all of what make test runs a sample of (200 kills): some more minutes
# make check     the quick ones: no browser, under a minute
# make fuzz      odd inputs for FUZZ_SECONDS, 120 if not said; what breaks a rule is saved
# make bench     how long and how large, side by side with a bare script
# make gallery  draws the stories of gallery/ into output/gallery/ and docs/pictures/
# make data      build the packaged data anew from its pinned sources

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider -n auto --dist worksteal
FUZZ_SECONDS ?= 120
STORY ?= layers/istanbul-talks/brief.yaml
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(PIP_CONSTRAINT)

.PHONY: map test test-all check lint fuzz bench gallery data clean

map: $(VENV)/installed
	$(BIN)/geobrief map $(STORY)

test: $(VENV)/installed-dev lint
	sh tools/browser.sh $(BIN)/python
	$(PYTEST) $(PYTEST_ARGS)

test-all: $(VENV)/installed-dev lint
	sh tools/browser.sh $(BIN)/python
	$(PYTEST) -m "" $(PYTEST_ARGS)

check: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest -q -m "not browser and not slow and not sources and not exhaustive" $(PYTEST_ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fuzz: $(VENV)/installed-fuzz
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS)

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/bench.py

gallery: $(VENV)/installed-dev
	$(BIN)/python tools/gallery.py

data: $(VENV)/installed-dev
	$(BIN)/python tools/fetch.py
	$(BIN)/python tools/build_leaflet.py
	$(BIN)/python tools/build_fonts.py
	$(BIN)/python tools/build_notice.py
	$(BIN)/python tools/build_gazetteer.py
	$(BIN)/python tools/build_basemap.py
	$(BIN)/python tools/build_context.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/created:
	@echo "setting up, about two minutes the first time"
	sh tools/venv.sh "$(PYTHON)" $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml constraints.txt
	$(PIP) install -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install --upgrade pip
	$(PIP) install --group dev
	@touch $@

# No wheel of the fuzzer for this Python is no reason to stop: hypothesis takes its place.
$(VENV)/installed-fuzz: $(VENV)/installed-dev
	$(PIP) install --only-binary :all: --group fuzz || true
	@touch $@

# Everything a newcomer types. Needs Python 3.11 or later, make and a package index.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
REPLAY := .venv-replay/ready
BENCH := .venv-bench/ready
SIDE_BY_SIDE := -n 4 --dist loadfile --no-loadscope-reorder  # a crawl mostly waits; what takes long is not last

.PHONY: demo install replay bench test cluster-test postgres unit check format golden reference constraints coverage clean

demo: $(READY)      ## crawl an invented newspaper on this machine into data/
	$(BIN)/morgue demo

install: $(READY)   ## make .venv with the command .venv/bin/morgue

replay: $(REPLAY)   ## make .venv-replay with pywb, which a test replays captures with

bench: $(BENCH)     ## make .venv-bench with the other extractors that benchmarks/extraction.py reads pages with

test: $(READY) $(REPLAY) ## all tests but those of clusters
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --ignore tests/integration/cluster

cluster-test: $(READY) postgres ## clusters: PostgreSQL, a spool, workers that are killed and cut off
	$(BIN)/python -m pytest -n 4 --dist worksteal tests/integration/cluster

unit: $(READY)      ## the tests that start no crawl
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --ignore tests/integration

check: $(READY)     ## linters (of Containerfile too), types, import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint --failure-threshold info Containerfile

format: $(READY)    ## let ruff lay out the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

golden: $(READY)    ## record what is read from tests/golden anew, to be read in the difference
	$(BIN)/python tests/golden/record.py

reference: $(READY) ## write docs/reference/cli.md anew
	$(BIN)/python docs/reference/write_cli.py

browser:            ## Chromium, for the tests of the web page (Debian, Ubuntu)
	command -v chromium chromium-browser google-chrome || (apt-get update -qq && apt-get install -qq -y chromium)

postgres:           ## PostgreSQL and what makes networks, for the tests of clusters (Debian, Ubuntu)
	ls /usr/lib/postgresql/*/bin/postgres || command -v postgres || (apt-get update -qq && apt-get install -qq -y postgresql)
	command -v ip || apt-get install -qq -y iproute2 || true

coverage: $(READY)  ## tests, with the lines that none of them reaches
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report --skip-covered --show-missing

constraints:        ## pin the newest versions that pyproject.toml allows, to be tested next
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean:              ## forget the environment; data/ stays
	rm -rf .venv .venv-replay .venv-bench

$(READY): pyproject.toml constraints.txt hatch_build.py $(wildcard scraper/extraction/compiled/*.px?)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Morgue needs Python 3.11 or later; try make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(REPLAY): tests/replay-requirements.txt
	$(PYTHON) -m venv .venv-replay
	.venv-replay/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/replay-requirements.txt
	touch $@

$(BENCH): pyproject.toml benchmarks/requirements.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip  # older ones fail on lxml's extras
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --constraint benchmarks/requirements.txt --editable '.[bench]'
	touch $@

# What can be done with the source; `make` alone tells.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
# The order of the tests within a file: one run tells the same as the next. Another: make test SEED=7
SEED ?= 3621055675
# A file stays with one worker, and the long ones come first (tests/conftest.py), so that none waits for the other at the end.
SPREAD := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
CHECKS := check-lint check-format check-types check-imports check-planted check-faults check-mutants check-rules

PROOF ?= histories
SECONDS ?= 7200

.PHONY: help setup setup-demo forms demo test quick check $(CHECKS) privacy-report torture mutants mutmut coverage bench bench-peers translations screenshots package locks clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## all that tests and building need (once; a second time it does nothing)
	@$(PYTHON) tools/setup.py test

setup-demo:
	@$(PYTHON) tools/setup.py demo

forms: ## compile what is stale of ui/ and resources/
	@$(BIN)/python hatch_build.py

demo: setup-demo ## a site of its own with believable data, and the window; ARGS="--role company …"
	@$(BIN)/python hatch_build.py >&2
	@$(BIN)/izanau demo $(ARGS)

test: setup forms ## all checks and all tests
	@$(MAKE) --no-print-directory check
	$(PYTEST) $(SPREAD) --randomly-seed=$(SEED) $(ARGS)

quick: setup forms ## checks and unit tests
	@$(MAKE) --no-print-directory check
	$(PYTEST) $(SPREAD) -m "not slow and not journey and not screens and not postgresql" \
		$(wildcard tests/protocol tests/site tests/desktop tests/ground tests/screenshots) $(ARGS)

check: ## lint, format, types, imports, own rules
	@$(MAKE) --no-print-directory -j$(WORKERS) --keep-going --output-sync=target $(CHECKS)

check-lint:
	@$(BIN)/ruff check --quiet .

check-format:
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --check --output-format concise .; echo 'cure: .venv/bin/ruff format'; false; }

check-types:
	@$(BIN)/mypy $(wildcard izanau_protocol izanau_site izanau_desktop tools tests bench hatch_build.py)

check-imports:
	@$(BIN)/lint-imports --no-logo > .ruff_cache/imports 2>&1 || { cat .ruff_cache/imports; false; }
	@tail -n 2 .ruff_cache/imports

check-planted:
	@$(BIN)/python tools/planted.py

check-faults:
	@$(BIN)/python -m tests.privacy.report --check

check-mutants:
	@$(BIN)/python -m tests.faults.mutants --check

check-rules:
	@$(BIN)/python tools/rules.py

privacy-report: setup forms ## every row of the privacy contract: its tests, how they went, its planted fault caught; ARGS="PRV-30 …"
	@$(BIN)/python -m tests.privacy.report --workers $(WORKERS) $(ARGS)

torture: setup forms ## one proof of sync for hours: PROOF=histories (or another of tests/faults/proofs.toml), SECONDS=7200
	@$(BIN)/python -m tests.faults.torture $(PROOF) --seconds $(SECONDS) --workers $(WORKERS) $(ARGS)

mutants: setup forms ## each rule of sync broken in one line, and seen by its test; ARGS="R7 …"
	@$(BIN)/python -m tests.faults.mutants --workers $(WORKERS) $(ARGS)

mutmut: setup forms ## the same by a machine, for hours; ARGS="izanau_protocol.merge* …", then what no test saw
	@QT_QPA_PLATFORM=offscreen $(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

coverage: setup forms ## lines and branches of what sync stands on that no test takes, and the exceptions; takes long
	@grep -rn --include='*.py' 'pragma: no' izanau_protocol izanau_desktop/sync izanau_desktop/cache izanau_site/store || true
	$(PYTEST) $(SPREAD) --randomly-seed=$(SEED) --cov --cov-report=term-missing:skip-covered $(ARGS) \
		tests/protocol tests/site tests/desktop

bench: setup forms ## every figure, printed and written to bench/results/
	@mkdir -p bench/results
	@set -e; for figure in bench/[a-z]*.py; do name=$$(basename $$figure .py); \
		$(BIN)/python -m bench.$$name --json bench/results/$$name.json; done

bench-peers: setup forms ## the same documents by us, PouchDB and Anki, which are set up in build/peers; ARGS="--size 2000 --runs 1"
	@$(BIN)/python -m bench.peers.compare --json bench/results/peers.json $(ARGS)

translations: ## take new texts of the source over into resources/translations/
	@files=$$(find izanau_desktop ui -name '*.py' -o -name '*.ui' | grep -v -e /forms/ -e /tour/ | sort); \
	for language in ja en; do \
		$(BIN)/pyside6-lupdate $$files -ts resources/translations/izanau_$$language.ts -locations none -no-obsolete -silent \
			$$(test $$language = en && echo -pluralonly); \
	done

screenshots: setup forms ## pictures of all windows, looked at by rules, into build/screenshots; those of the README into docs/pictures
	@$(BIN)/python -m tests.screenshots.take --readme docs/pictures $(ARGS)

package: setup forms ## the Linux bundle in dist/izanau, with its desktop entry
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/bundle packaging/linux/izanau.spec
	install -D -m 644 packaging/linux/izanau.desktop dist/izanau/share/applications/izanau.desktop
	install -D -m 644 packaging/linux/izanau.metainfo.xml dist/izanau/share/metainfo/izanau.metainfo.xml
	install -D -m 644 packaging/linux/izanau.svg dist/izanau/share/icons/hicolor/scalable/apps/izanau.svg
	QT_QPA_PLATFORM=offscreen dist/izanau/izanau --self-test

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --extra site pyproject.toml --group build
locks: ## pin all dependencies anew; UPGRADE=--upgrade takes the newest
	$(LOCK) $(UPGRADE) -o requirements/user.txt
	$(LOCK) $(UPGRADE) --group dev -c requirements/user.txt -o requirements/dev.txt

clean: ## remove what builds and tests made, but not the environment
	rm -rf build dist bench/results .mypy_cache .ruff_cache .pytest_cache .hypothesis izanau_desktop/forms izanau_desktop/_resources

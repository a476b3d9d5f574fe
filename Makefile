# Framsteg. `make demo` to look at it, `make test` to test it, `make help` for the rest.

SHELL = /bin/sh
PORT ?= 8000
# The first Python on the PATH that is new enough; say PYTHON=/path/to/python to choose another.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
PY = .venv/bin/python
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all:
# Given to pytest, uv or the benchmark: make test ARGS=-x, make lock ARGS=--upgrade, make bench ARGS=sqlite
ARGS ?=

.DEFAULT_GOAL = help
.PHONY: demo test check bench format lock messages shots clean help
.NOTPARALLEL:

demo: .venv/.runtime ## both strategies on http://127.0.0.1:8000 (PORT=, DEMO_PASSWORD=)
	@PORT='$(PORT)' exec $(PY) manage.py demo

test: .venv/.dev ## everything, on SQLite and on PostgreSQL, with a real browser (ARGS=)
	@$(PY) -m tests.browser.chromium
	@failed=; for database in sqlite postgresql; do \
		echo "== Tests on $$database"; \
		$(PY) -m pytest -q -n 2 --dist worksteal --database $$database $(ARGS) || failed="$$failed $$database"; \
	done; \
	test -z "$$failed" || { echo "Tests failed on:$$failed"; exit 1; }

check: .venv/.dev ## format, lint, import contract, migrations, settings of a public service
	@$(PY) -m ruff format --check --quiet . || { echo "Not formatted: run  make format"; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m djlint --lint --quiet templates
	@.venv/bin/lint-imports --no-logo
	@ALLOWED_HOSTS= SECRET_KEY=check DATABASE_URL=sqlite://:memory: \
		$(PY) manage.py makemigrations --check --dry-run
	@ALLOWED_HOSTS=framsteg.example DEBUG= DATABASE_URL=postgres://framsteg@localhost/framsteg \
		SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(PY) manage.py check --deploy --fail-level WARNING

bench: .venv/.dev ## imports, exports and public pages beside what they are measured by, as ratios (ARGS=)
	@$(PY) -m tests.bench $(ARGS)

format: .venv/.dev ## put the code into its form
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format .

lock: .venv/.dev ## lock the requirements after a change in pyproject.toml (ARGS=--upgrade)
	@export UV_CUSTOM_COMPILE_COMMAND='make lock'; \
	uv="$(PY) -m uv pip compile --quiet --system-certs --no-config --universal --python-version 3.11 --no-build \
		--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links"; \
	$$uv $(ARGS) pyproject.toml --output-file requirements.txt && \
	$$uv $(ARGS) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

messages: .venv/.dev ## bring the translations in locale/ in step with the code and compile them
	@$(PY) -m tests.house.messages

shots: .venv/.dev ## the pictures in the README
	@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.browser.shots

clean: ## remove what make has made, the demo's database in var/ too
	rm -rf .venv var .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results

help: ## this list
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/make \1	\2/p' Makefile | expand -t 15

# The environment. Each step leaves a mark when it is done, so the next start is quick.

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Framsteg needs Python 3.11 or newer and found none on the PATH." \
		"Install it, or say where it is: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Framsteg needs Python 3.11 or newer; $(PYTHON) is not."; exit 1; }
	@$(PYTHON) -m venv --clear .venv >.venv.log 2>&1 || { cat .venv.log; rm -rf .venv .venv.log; \
		echo "$(PYTHON) can't make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@rm -f .venv.log; touch $@

.venv/.runtime: .venv/.made requirements.txt
	@echo "Installing what Framsteg needs …"
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/.dev: .venv/.made requirements-dev.txt
	@echo "Installing what Framsteg and its tests need …"
	@$(INSTALL) -r requirements-dev.txt
	@touch .venv/.runtime $@

# The portal's commands. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?=
SETUP := bin/instance
FILE ?=
VAR := $(or $(EGOV_VAR),instance/var)
export QUICK
export PORT

.PHONY: help setup start upgrade maintenance-on maintenance-off database-server worker reconcile test check bench audit pictures bench-submit torture reindex-search bench-search import demo remove-demo locales theme clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

$(SETUP): requirements.txt buildout.cfg versions.cfg setup.py
	@python=$$(instance/scripts/find_python.sh $(PYTHON)) && instance/scripts/bootstrap.sh "$$python"

setup: $(SETUP) ## Install everything below this folder

start: $(SETUP) ## Serve http://127.0.0.1:8080/portal (PORT= for another port)
	@exec .venv/bin/python instance/scripts/start.py

upgrade: $(SETUP) ## Bring the site to the version of the code (the portal must be stopped; start does it too)
	@DEMO=0 .venv/bin/python instance/scripts/zope_process.py instance/scripts/make_site.py

maintenance-on: ## Tell everybody to come back later, with 503 [AFTER=600 seconds]
	@mkdir -p $(VAR) && echo "$(or $(AFTER),600)" > $(VAR)/maintenance && echo "Maintenance: make maintenance-off ends it."

maintenance-off: ## Serve everybody again
	@rm -f $(VAR)/maintenance

database-server: $(SETUP) ## Serve the database to several processes, with ZEO [EGOV_DATABASE=127.0.0.1:8100]
	@exec .venv/bin/python instance/scripts/database_server.py

worker: $(SETUP) ## Work the outbox in a process of its own (portals with a shared database)
	@exec .venv/bin/python instance/scripts/zope_process.py instance/scripts/worker.py

reconcile: $(SETUP) ## Look now for what was accepted and is unfinished (the portal must be stopped)
	@.venv/bin/python instance/scripts/zope_process.py instance/scripts/reconcile.py

test: $(SETUP) ## Run every test, on two processors [ARGS="tests/catalogue -k fees" for some of them]
	bin/pytest $(or $(ARGS),-n 2)

check: $(SETUP) ## Run linters and contracts
	@instance/scripts/check.sh

import: $(SETUP) ## Import procedures: make import FILE=procedures.jsonl.gz [DRY_RUN=1]
	@test -n "$(FILE)" || { echo "make import FILE=procedures.jsonl.gz [DRY_RUN=1]"; exit 2; }
	@.venv/bin/python instance/scripts/import_procedures.py "$(FILE)" $(if $(DRY_RUN),--dry-run) $(if $(PORT),--port $(PORT))

demo: $(SETUP) ## Load the demo content (the portal must be stopped)
	@.venv/bin/python instance/scripts/zope_process.py instance/scripts/demo.py load

remove-demo: $(SETUP) ## Remove what the demo content made (the portal must be stopped) [FORCE=1]
	@.venv/bin/python instance/scripts/zope_process.py instance/scripts/demo.py remove $(if $(FORCE),--force)

bench: $(SETUP) ## Measure [QUICK=1 without the long import]
	@.venv/bin/python benchmarks/run.py

audit: $(SETUP) ## Check the pages for everybody: axe, Nu checker, Lighthouse (needs npm and Java) [ONLY=pages|lighthouse AT=ADDRESS]
	@bin/python-with-tests benchmarks/audit.py

pictures: $(SETUP) ## Take the README's pictures anew (needs Chromium)
	@bin/python-with-tests benchmarks/pictures.py

bench-submit: $(SETUP) ## Measure submitting: rates beside stock, with 100,000 dossiers [QUICK=1]
	@.venv/bin/python benchmarks/submit.py

torture: $(SETUP) ## Kill the portal in mid-load, again and again, and count what is stored [ROUNDS=20]
	@.venv/bin/python benchmarks/torture.py $(ROUNDS)

reindex-search: $(SETUP) ## Build the search's indexes anew (the portal must be stopped)
	@.venv/bin/python instance/scripts/zope_process.py instance/scripts/reindex_search.py

bench-search: $(SETUP) ## Measure search, against its limits
	@.venv/bin/python benchmarks/bench_search.py

locales: $(SETUP) ## Bring the translation catalogues up to date with the code
	@instance/scripts/locales.sh

theme: ## Build the theme's CSS (needs npm)
	cd theme && npm ci && npm run build

clean: ## Remove what set-up made; the data in instance/var stay
	rm -rf .venv bin parts eggs develop-eggs .installed.cfg build dist

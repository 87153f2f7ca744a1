.PHONY: setup run test test-long check fmt docs pictures openapi bench lock clean-data
PY = .venv/bin/python

setup:            ## install everything, into this folder only
	@sh tools/setup.sh dev

run:              ## serve the demo on http://127.0.0.1:8000
	@sh tools/setup.sh run
	@DEMO=$${DEMO-1} .venv/bin/statenshus run --seed examples/narvik.yaml --seed examples/narvik-demo.yaml

test: setup       ## every test
	@sh tools/browser.sh
	@$(PY) -m pytest -q -n auto --dist worksteal

test-long: setup  ## the long profiles
	@HYPOTHESIS_PROFILE=long $(PY) -m pytest -q -n auto -m "slow or not slow"

check: setup      ## format, lint, types, import contracts, migrations, docs, translations
	@sh tools/check.sh

fmt:              ## mend format and what lint can mend
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

docs: setup       ## generate docs/acts.md, roles.md, data.md
	@$(PY) tools/docs.py

openapi: setup    ## write the API's schema, tests/api/openapi.json, as the program has it
	@$(PY) tools/openapi.py

pictures: setup   ## take the pictures of the user guide anew
	@sh tools/browser.sh
	@rm -rf build/pictures
	@-$(PY) -m pytest -q tests/browser/test_pictures.py
	@mkdir -p docs/bruk/bilder && rm -f docs/bruk/bilder/*.png && cp build/pictures/*.png docs/bruk/bilder/

bench: setup      ## speed, beside bare baselines, in one run
	@$(PY) -m bench

lock:             ## compile the lock files anew
	@sh tools/lock.sh

# One command each: make demo, make demo-reset, make test, make bench. See README.md.
#
# make demo      COUNTY=sormland|vasternorrland  PORT=8000  DATA=var/demo-<county>
# make test      REQUIRE_ALL=1 fails where a program for browser, veraPDF or Redis tests is missing
# PYTHON names the interpreter that .venv is made from.

PYTHON ?= python3
UV ?= uv
RUN := .venv/bin/python
# So that the supervisor ends also when make itself is killed.
WITH_MAKE := setpriv --pdeathsig=TERM

.PHONY: demo demo-reset test bench lock install-demo install-dev

demo: install-demo
	@exec $(WITH_MAKE) $(RUN) manage.py demo

demo-reset: install-demo
	@exec $(WITH_MAKE) $(RUN) manage.py demo --reset

test: install-dev
	@exec $(RUN) tests/support/stages.py

bench: install-dev
	@exec $(RUN) benchmarks/run.py

# Run after a change in requirements/*.in. See CONTRIBUTING.md.
lock:
	@for name in runtime demo dev; do \
	  $(UV) pip compile requirements/$$name.in --output-file requirements/$$name.txt --quiet \
	    --generate-hashes --python-version 3.11 --universal --no-emit-index-url --no-annotate \
	    --no-header || exit 1; \
	done

install-demo:
	@$(PYTHON) narvard/demo/bootstrap.py demo

install-dev:
	@$(PYTHON) narvard/demo/bootstrap.py dev

# Every verb sets up what it needs on a machine that has Python 3.11 or newer, and nothing else. `make` alone prints them.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
stage ?= dev
# One more than two cores can run at once: on the local cloud and in the browser, tests mostly wait.
workers ?= 3
# The package lies in shared/, functions and tools at the root.
export PYTHONPATH := shared:.
export SAM_CLI_TELEMETRY := 0
# Bytecode is kept, whatever the shell says: dozens of interpreters start here, and compiling was half of each start.
export PYTHONDONTWRITEBYTECODE :=
# Output of jobs that run side by side is kept together where this make can do it.
SIDE_BY_SIDE := --no-print-directory --keep-going -j3 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.DEFAULT_GOAL := help
.PHONY: help demo smoke test check template pytest golden trial bench language import figures read deploy logs replay redrive invoke format lock clean

help: ## print these verbs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | while IFS='|' read -r verb text; do printf '  make %-9s %s\n' "$$verb" "$$text"; done

# ── on this machine ──────────────────────────────────────────────────────────────────────────────────────────────────

demo: .venv/run .tools/ministack/ready ## the whole system on this machine, with a demo seller, until Ctrl-C (KEEP=1 keeps its data)
	@KEEP=$(KEEP) $(BIN)/python -m infra.local.demo

smoke: .venv/run .tools/ministack/ready ## the demo with assertions instead of staying up; exit code tells
	@$(BIN)/python -m infra.local.smoke

test: .venv/test .tools/ministack/ready .tools/sam/ready .tools/checkov/ready .venv/chromium ## everything CI runs: lint, types, contracts, template, tests
	@$(MAKE) $(SIDE_BY_SIDE) check-ruff check-mypy check-contracts check-sam check-cfn check-checkov
	@$(MAKE) --no-print-directory pytest

pytest: .venv/test .venv/chromium
	@$(BIN)/python -m pytest -q -n $(workers) $(args)

trial: .venv/test .tools/ministack/ready .venv/chromium ## the long suites, each printing its figure
	@$(BIN)/python -m pytest -q -s -m trial $(args)

golden: .venv/test ## the golden cases of the figures: facts in, hand-reasoned figures out
	@$(BIN)/python -m tests.metrics.golden

bench: .venv/run ## speed and cost as ratios to floors measured in the same run
	@$(BIN)/python -m tests.bench

language: .venv/test ## how well texts are understood, one table
	@$(BIN)/python -m infra.training.evaluate

format: .venv/test ## mend what a machine can mend
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format

# ── the checks, one by one ───────────────────────────────────────────────────────────────────────────────────────────

.PHONY: check-ruff check-mypy check-contracts check-sam check-cfn check-checkov
check-ruff: .venv/test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

check-mypy: .venv/test
	@$(BIN)/mypy

check-contracts: .venv/test
	@$(BIN)/lint-imports --no-logo

check-sam: .tools/sam/ready # validates offline; the region only has to be one
	@AWS_DEFAULT_REGION=eu-central-1 .tools/sam/bin/sam validate --lint

check-cfn: .venv/test
	@$(BIN)/cfn-lint infra/*.yaml

check-checkov: .tools/checkov/ready
	@.tools/checkov/bin/checkov --quiet --compact --skip-download --framework cloudformation --directory infra

# ── operations, on a real account (stage=dev|prod) or on the running demo (stage=local) ──────────────────────────────

import: .venv/run ## import a file: make import file=… workspace=… [connection=… report=…] [stage=…]
	@$(BIN)/python -m infra.operations.import_file --stage $(stage) --workspace "$(workspace)" --connection "$(connection)" --report "$(report)" "$(file)"

figures: .venv/$(if $(athena),test,run) ## a workspace's figures: make figures workspace=… [metric=…] [period=2026-W46] [athena=DATABASE] [stage=…]
	@$(BIN)/python -m infra.operations.figures --stage $(stage) --workspace "$(workspace)" --metric "$(metric)" --period "$(period)" --athena "$(athena)"

read: .venv/run ## what the embedded engine reads in texts, JSON a line: make read file=texts.txt (or on standard input)
	@$(BIN)/python -m infra.operations.read_texts "$(file)"

deploy: .venv/run .tools/sam/ready ## build and deploy the template: make deploy stage=dev
	@.tools/sam/bin/sam build --config-env $(stage)
	@.tools/sam/bin/sam deploy --config-env $(stage)
	@$(BIN)/python -m infra.operations.secrets --stage $(stage)

logs: .venv/run ## follow a function's log: make logs function=… [stage=…]
	@$(BIN)/python -m infra.operations.logs --stage $(stage) "$(function)"

replay: .venv/run ## send kept deliveries through today's parsers: make replay workspace=… [platform=…] [day=…] [stage=…]
	@$(BIN)/python -m infra.operations.replay --stage $(stage) --workspace "$(workspace)" --platform "$(platform)" --day "$(day)"

redrive: .venv/run ## put a dead-letter queue's messages back: make redrive queue=deliveries [stage=…]
	@$(BIN)/python -m infra.operations.redrive --stage $(stage) "$(queue)"

invoke: .venv/run ## run one function: make invoke function=… [event=path.json] [stage=…]
	@$(BIN)/python -m infra.operations.invoke --stage $(stage) "$(function)" "$(event)"

# ── set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────────

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@echo "· set up .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run: $(UV) requirements/run.txt
	@echo "· install the product's packages"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@touch $@

.venv/test: .venv/run requirements/test.txt
	@echo "· install what tests it"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

# Each of these pins a botocore of its own, so each has an environment of its own.
.tools/%/ready: requirements/%.txt | $(UV)
	@echo "· install $*"
	@$(UV) venv --quiet --allow-existing --python $(BIN)/python .tools/$*
	@$(UV) pip install --quiet --python .tools/$*/bin/python --require-hashes -r $<
	@touch $@

.venv/chromium: .venv/test tests/browser/chromium.py
	@$(BIN)/python -m tests.browser.chromium
	@touch $@

lock: .venv/test ## write the locks of requirements/ and layers/ anew; what is new is a week old, and no pin falls
	@$(BIN)/python -m infra.lock $(lockargs)

clean: ## remove what was installed and built
	@rm -rf .venv .tools .build .aws-sam .demo

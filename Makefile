# Two commands matter: `make demo` and `make test`. Each sets up .venv first, by itself.
# Prerequisites: Python 3.11 or newer with venv, and make.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
# A PYTHONPATH from outside would put other people's modules before the locked ones.
unexport PYTHONPATH PYTHONHOME

.PHONY: help setup dev demo test lint format lock upgrade system ci

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' Makefile | expand -t 18

setup:  ## set up .venv for use
	@PYTHON="$(PYTHON)" requirements/setup.sh base

dev:  ## set up .venv for development
	@PYTHON="$(PYTHON)" requirements/setup.sh dev

demo: setup  ## set up, run the main job on the samples, then serve them in a throw-away casebook
	$(BIN)/aigaq ladder samples/zhanaozen --rule deaths --evidence reported
	$(BIN)/aigaq contradictions samples/zhanaozen
	$(BIN)/aigaq ladder samples/aqsai --rule deaths
	@# At a terminal Ctrl-C is for the casebook alone (set -m): it ends well, and make does not call that a failure.
	@[ ! -t 0 ] || set -m; echo "$(BIN)/aigaq demo samples/zhanaozen samples/aqsai"; $(BIN)/aigaq demo samples/zhanaozen samples/aqsai

test: dev  ## set up, then run every test
	@requirements/system.sh offer
	$(BIN)/python -m pytest tests -n $(WORKERS) --dist worksteal

lint: dev  ## check style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev  ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: dev  ## write the locks from requirements/*.in, keeping pins
	requirements/lock.sh

upgrade: dev  ## write the locks with the newest versions
	requirements/lock.sh --upgrade

system:  ## install the Debian packages that some tests need (as root)
	@requirements/system.sh install

ci:  ## run what the project's own CI runs
	.ci/run

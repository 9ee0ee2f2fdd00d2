# One command a check, the same for people and for CI. `make help` lists them.

SWIFT ?= swift
BUILD := .build/debug
RELEASE := .build/release
DEMO_DIRECTORY ?= .build/demo
# So many tests at a time: some measure time, and more than the machine carries would make them measure each other.
TEST_WIDTH := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(shell nproc)

.DEFAULT_GOAL := help
.PHONY: help system demo build test lint format bench fuzz mutants faults man release bench-build docs clean

help: ## List the commands.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

system: ## Install the system packages that a build needs (Debian; as root, or with sudo).
	@Scripts/install-system-packages build

demo: system ## Build, then serve MCP with a simulated platform; prints a token and a client configuration.
	$(SWIFT) build --product soar-mcp
	@mkdir -p $(DEMO_DIRECTORY) && chmod 700 $(DEMO_DIRECTORY)
	$(BUILD)/soar-mcp demo --database $(DEMO_DIRECTORY)/soar_mcp.db $(DEMO_FLAGS)

build: system ## Build everything, tests included.
	$(SWIFT) build --build-tests

test: build lint ## Check the style, then run all tests: Swift's, and the independent MCP clients'.
	@Scripts/install-system-packages test
	$(TEST_WIDTH) $(SWIFT) test --skip-build --skip SystemTests
	$(SWIFT) test --skip-build --no-parallel --filter SystemTests
	Tests/Clients/run.sh $(BUILD)/soar-mcp

lint: ## Check format, imports and the rules of CONTRIBUTING.md.
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks Examples Fuzz
	@Scripts/check-rules

format: ## Bring all Swift files into shape.
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests Benchmarks Examples Fuzz

bench: system ## Measure requests per second against a bare route, in one run (release build).
	@Scripts/install-system-packages bench
	SOAR_BENCHMARKS=1 SWIFT="$(SWIFT)" Scripts/build-release .build \
		soar-mcp bare-server protocol-server token-bench audit-bench
	Benchmarks/run $(RELEASE)
	python3 Benchmarks/tokens.py $(RELEASE)
	python3 Benchmarks/scale.py $(RELEASE)
	Benchmarks/brake $(RELEASE)
	@rm -rf .build/audit-bench && mkdir -p -m 700 .build/audit-bench
	$(RELEASE)/audit-bench .build/audit-bench && rm -rf .build/audit-bench

mutants: system ## Take each check of the token verifier out, one at a time; a test must notice every one.
	@Scripts/mutants

fuzz: system ## Feed made-up input to all parsers, for FUZZ_SECONDS each (600); what breaks one is kept.
	@Scripts/fuzz

faults: system ## Break what the server stands on, and see what it does (release build, some minutes; as root for all).
	SWIFT="$(SWIFT)" Scripts/build-release .build soar-mcp
	Tests/Faults/run $(RELEASE)/soar-mcp

man: ## Write the man page anew, from what the program says of itself.
	$(SWIFT) build --product soar-mcp
	Scripts/man $(BUILD)/soar-mcp > Docs/man/soar-mcp.1

release: system ## Make dist/: the program with the standard library inside, checksums, a bill of materials.
	@Scripts/install-system-packages release
	SWIFT="$(SWIFT)" Scripts/release dist

bench-build: system ## Print the time of a clean release build and the size of the program.
	@Scripts/install-system-packages release
	SWIFT="$(SWIFT)" Scripts/bench-build

docs: ## Make the reference documentation under .docs/.
	@Scripts/build-docs .docs

clean: ## Remove what builds and tests made.
	rm -rf .build .build-* .venvs .docs dist

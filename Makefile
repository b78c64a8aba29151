# Tollgate: how to build, test and show it. `make help` lists the targets.
#
# SwiftPM knows what to rebuild and uses all cores by itself; here stand only the commands.
# No path is absolute, so the checkout may lie anywhere, blanks in its path included.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Two SwiftPM runs in one checkout only wait for each other: with -j, one target after the other.
.NOTPARALLEL:

sources := Sources Tests sql Package.swift
release := .build/release/tollgate

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: build ## Build, and show the program on a sample office with a database of its own
	@$(release) demo

.PHONY: build
build: deps ## Build the program, optimised
	@swift build -c release --product tollgate

.PHONY: test
test: deps ## Build and run all tests, on a real PostgreSQL of their own
	@swift build --build-tests
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=6 \
	  swift test --skip-build --parallel --disable-xctest

.PHONY: format
format: swift ## Format all Swift code in place
	@swift format format --in-place --parallel --recursive $(sources)

.PHONY: lint
lint: swift ## Check the format and the style rules of all Swift code
	@swift format lint --strict --parallel --recursive $(sources)

.PHONY: bench
bench: bench-programs ## Measure against the targets, and write docs/benchmarks.md; STEPS="ingest gate" only prints
	@Tests/Benchmarks/run .build/release $(STEPS)

.PHONY: bench-growth
bench-growth: bench-programs ## Measure beside twenty million records (hours, 60 GB), and write it there
	@Tests/Benchmarks/growth .build/release

.PHONY: bench-latency
bench-latency: bench-programs ## Measure how long watch takes from a record to notified evidence
	@Tests/Benchmarks/latency .build/release

.PHONY: bench-programs
bench-programs: build ## Build what the benchmarks run
	@swift build -c release --product sample-office
	@swift build -c release --product ParserBench

.PHONY: truth
truth: build ## Hold the links of an office of a million calls against their truth
	@swift build -c release --product sample-office
	@Tests/Benchmarks/truth .build/release

.PHONY: docs
docs: schema manual ## Write what is made from the code: docs/schema.md and the manual pages

.PHONY: schema
schema: build ## Write docs/schema.md from a freshly migrated database
	@docs/write-schema $(release) > docs/schema.md.new
	@mv docs/schema.md.new docs/schema.md

.PHONY: manual
manual: deps ## Write the manual pages to .build/manual
	@packaging/write-manual .build/manual

.PHONY: package
package: deps ## Build a Debian package into .build/package
	@packaging/build-deb.sh .build/package

.PHONY: verify
verify: lint test ## All that CI runs

.PHONY: deps
deps: swift ## Install what is missing, with apt-get
	@packaging/install-dependencies

.PHONY: clean
clean: ## Remove everything that was built
	@rm -rf .build

.PHONY: swift
swift:
	@command -v swift >/dev/null || { \
	  echo 'make: swift is not in PATH. Tollgate needs Swift 6.1 or later: see https://www.swift.org/install/linux' >&2; \
	  exit 1; }

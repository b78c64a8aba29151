"""Measures Tollgate against its targets and writes the measured part of docs/benchmarks.md.

Usage: run.py FOLDER-OF-RELEASE-PROGRAMS [STEP…]

Steps, all of them when none is named: crm ingest again baseline gate reports parsers latency demo.
RECORDS=1000000 says how large the CDR file is, RUNS=5 how often what is short enough is repeated.
The page is written only when all steps ran over a million records and none failed; otherwise, and
when OUTPUT names another file, the Markdown goes to the standard output, or there.
"""

import os
import shutil
import subprocess
import sys
import time

import latency
import measure
import page
import plain
import reading
from cluster import Cluster, note
from measure import figure, median, spread

STEPS = ["crm", "ingest", "again", "baseline", "gate", "reports", "parsers", "latency", "demo"]
FULL = 1_000_000
# So many records are enough to know what a script takes that goes record by record.
ROWS_LIMIT = 50_000

class Bench:
    """One run of `make bench`: its office, its databases, and the tables that it fills."""

    def __init__(self, programs):
        self.records = int(os.environ.get("RECORDS", FULL))
        self.runs = int(os.environ.get("RUNS", 5))
        self.cluster = Cluster(programs)
        self.sections = []
        self.targets = []
        self.seconds = None
        self.is_loaded = False
        note(f"making an office of {self.records:,} records")
        self.office = self.cluster.make_office("office", "--spec", "bench", "--records", self.records)
        self.cdr = os.path.join(self.office, "cdr/hq/Master.csv")
        self.cluster.start(os.path.join(self.office, "tollgate.yaml"))
        self.import_crm()

    # What steps share

    def tollgate(self, database, *words):
        """A command of ours against one database."""
        return [self.cluster.tollgate, *words, "--database", self.cluster.uri(database)]

    def ingest(self, database, path):
        return measure.run(
            self.cluster, self.tollgate(database, "ingest", "--pbx", "hq", "--json", path))

    def import_crm(self):
        """Makes the database `office` from which the others are copied."""
        self.cluster.execute(None, "create database office")
        subprocess.run(
            self.tollgate("office", "db", "migrate"), check=True, env=self.cluster.environment,
            stdout=subprocess.DEVNULL)
        note("importing the CRM")
        self.cluster.checkpoint()
        self.crm_cost = measure.run(
            self.cluster,
            self.tollgate("office", "crm", "import", "--quiet", os.path.join(self.office, "crm")))
        self.cluster.execute("office", "vacuum analyze")

    def loaded(self):
        """A database with the CRM and all calls, for steps that only read or add a little."""
        if not self.is_loaded:
            note("loading the calls")
            self.cluster.clone("loaded", "office")
            self.summary = self.ingest("loaded", self.cdr).summary()
            self.is_loaded = True
        return "loaded"

    def section(self, title, columns, rows, text=""):
        parts = [f"### {title}", text, page.table(columns, rows)]
        self.sections.append("\n\n".join(part for part in parts if part))

    def target(self, what, measured, limit, is_met, step):
        verdict = "–" if is_met is None else "yes" if is_met else "**no**"
        self.targets.append([what, measured, limit, verdict, f"`make bench STEPS={step}`"])

    # Steps

    def crm(self):
        cost = self.crm_cost
        counts = self.cluster.row(
            "office",
            """select (select count(*) from tollgate.contact), (select count(*) from tollgate.contact_phone),
              (select count(*) from tollgate.deal), (select count(*) from tollgate.stage_period),
              (select count(*) from tollgate.task)""")
        names = ["contacts", "phones", "deals", "stage entries", "tasks"]
        what = ", ".join(f"{count:,} {name}" for count, name in zip(counts, names))
        self.section(
            "CRM import, the first", ["what", "seconds", "client CPU s", "server CPU s", "client peak MiB"],
            [[what, figure(cost.seconds), figure(cost.client_seconds), figure(cost.server_seconds),
              figure(cost.peak_mib)]], "`make bench STEPS=crm`; one run.")

    def ingest_step(self):
        copies, ours = [], []
        for number in range(self.runs):
            note(f"ingest {number + 1} of {self.runs}")
            copies.append(plain.copy(self.cluster, self.cdr))
            self.is_loaded = False
            self.cluster.clone("loaded", "office")
            before = self.cluster.schema_bytes("loaded")
            self.cluster.checkpoint()
            ours.append(self.ingest("loaded", self.cdr))
            self.is_loaded = True
        self.summary = ours[-1].summary()
        self.seconds = [cost.seconds for cost in ours]
        self.copies = copies
        self.costs = ours
        ratios = [our.seconds / copy.seconds for our, copy in zip(ours, copies)]
        self.target(
            f"ingest of {self.records:,} records: parse, E.164, dedupe, assemble, link, evidence, "
            "checkpoint, committed; × a `\\copy` of the same file",
            f"{spread(self.seconds, ' s')}, {spread(ratios, ' ×')}", "2.0 ×", median(ratios) <= 2.0,
            "ingest")
        peak = max(cost.peak_mib for cost in ours)
        self.target("peak memory of ingest", f"{figure(peak)} MiB", "150 MB", peak * 1.048576 <= 150, "ingest")
        self.size_section(before)

    def cost_row(self, what, costs, ratios, scale=1):
        """A line of the table that compares loaders; `scale` where only a part was loaded."""
        def scaled(values):
            return spread([value * scale for value in values])
        return [
            what, scaled([c.seconds for c in costs]), spread(ratios),
            scaled([c.client_seconds for c in costs]), scaled([c.server_seconds for c in costs]),
            figure(max(c.peak_mib for c in costs)),
            figure(median([c.wal_bytes * scale / self.records for c in costs]))]

    def loader_section(self, others):
        ratios = [our.seconds / copy.seconds for our, copy in zip(self.costs, self.copies)]
        rows = [
            self.cost_row("psql `\\copy` into plain columns with a primary key", self.copies, [1.0]),
            self.cost_row("`tollgate ingest`", self.costs, ratios)] + others
        # The first that a reader looks for.
        self.section(
            "Beside a plain load, and what a user would write today",
            ["what", "seconds", "× `\\copy`", "client CPU s", "server CPU s", "client peak MiB",
             "WAL bytes a record"], rows,
            f"`make bench STEPS=\"ingest baseline\"`. Medians of {self.runs}, least and most in "
            "parentheses; every run begins with a fresh copy of the database, and each ratio is "
            "taken with the `\\copy` that ran just before. Memory below some 25 MiB can't be told: "
            "so much the measuring program has itself.")
        self.sections.insert(0, self.sections.pop())

    def size_section(self, before):
        calls = max(1, self.summary["calls_new"])
        tables, indexes = self.cluster.schema_bytes("loaded")
        wal = median([cost.wal_bytes for cost in self.costs])
        rows = [["all, more than before the ingest", figure((tables - before[0]) / calls),
                 figure((indexes - before[1]) / calls)]]
        old = self.cluster.table_bytes("office")
        grown = []
        for name, (table, index) in self.cluster.table_bytes("loaded").items():
            table_before, index_before = old.get(name, (0, 0))
            grown.append((table - table_before, index - index_before, name))
        for table, index, name in sorted(grown, key=lambda growth: -growth[0] - growth[1]):
            # What is less than a byte a call is not worth a line.
            if table + index > calls:
                rows.append([f"`{name}`", figure(table / calls), figure(index / calls)])
        self.section(
            "Bytes of a call", ["what", "tables", "indexes"], rows,
            f"`make bench STEPS=ingest`; {self.records:,} records are {calls:,} calls. Write-ahead log: "
            f"{figure(wal / self.records)} bytes a record, {figure(wal / calls)} a call.")

    def again(self):
        database = self.loaded()
        if self.seconds is None:
            raise RuntimeError("The step again needs the step ingest before it, for its shares.")
        first = median(self.seconds)

        def repeat(what, limit, name, prepare):
            costs = []
            for number in range(self.runs):
                costs.append(self.ingest(database, prepare(number)))
            seconds = [cost.seconds for cost in costs]
            share = median(seconds) / first
            self.target(
                what, f"{spread(seconds, ' s')}, {share:.3f} ×", f"{limit} ×" if limit else "–",
                share <= limit if limit else None, '"ingest again"')

        def renamed(number):
            path = self.cluster.path(f"renamed-{number}.csv")
            shutil.copyfile(self.cdr, path)
            return path

        def other(number):
            path = self.cluster.path("other.csv")
            with open(path, "wb") as file, open(self.cdr, "rb") as source:
                file.write(b"\n" * (number + 1))
                shutil.copyfileobj(source, file, 1 << 20)
            return path

        note("the same records again")
        repeat("the same file again; share of the first run", 0.02, "same", lambda _: self.cdr)
        repeat("a renamed copy, known by its content", 0.6, "renamed", renamed)
        repeat("the same records in another file (blank lines before), all duplicates", None, "other", other)

    def baseline_step(self):
        """The scripts, into their own schema of a database with the same CRM."""
        script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "baseline.py")
        rows, words = [], []
        for kind, most, runs in (("set", 0, self.runs), ("rows", ROWS_LIMIT, min(3, self.runs))):
            most = min(most, self.records)
            costs, ratios = [], []
            scale = self.records / most if most else 1
            for number in range(runs):
                note(f"baseline {kind}, {number + 1} of {runs}")
                copy = plain.copy(self.cluster, self.cdr)
                self.cluster.clone("script", "office")
                self.cluster.checkpoint()
                command = [sys.executable, script, kind, self.cluster.uri("script"), self.cdr]
                costs.append(measure.run(self.cluster, command + ([str(most)] if most else [])))
                ratios.append(costs[-1].seconds * scale / copy.seconds)
                self.cluster.drop("script")
            what = "a script, set-based: COPY, each number once in Python, one join"
            if kind == "rows":
                what = "a script, record by record: insert, look up contact and deal, update"
                if scale > 1:
                    what += f"; {most:,} records, scaled by {figure(scale)}"
                what += f"; {runs} runs" if runs != self.runs else ""
            rows.append(self.cost_row(what, costs, ratios, scale))
            found = costs[-1].summary()
            words.append(f"{kind}: {found['with_deal']:,} of {found['records']:,} records with a deal")
        note("; ".join(words))
        self.others = rows

    def gate(self):
        found = reading.gates(self.cluster, self.loaded(), self.runs)
        calls = self.summary["calls_new"]
        self.target(
            f"gate check in the database, {calls:,} calls, p99 of one session",
            f"{spread(found['p99'], ' ms')}; p50 {figure(median(found['p50']))} ms", "2 ms", median(found["p99"]) <= 2, "gate")

    def reports(self):
        costs = reading.reports(self.cluster, self.loaded(), self.runs)
        for name, runs in costs.items():
            seconds = [cost.seconds for cost in runs]
            limit = None if name == "funnel" else 1.0
            peak = max(cost.peak_mib for cost in runs)
            self.target(
                f"report {name}, {self.summary['calls_new']:,} calls",
                f"{spread(seconds, ' s')}; the first {figure(seconds[0])} s, client {figure(peak)} MiB",
                "1 s" if limit else "–",
                median(seconds) <= limit if limit else None, "reports")

    def parsers(self):
        rows = reading.parsers(self.cluster, self.cdr)
        self.section(
            "Readers alone", ["format", "records a pass", "records/s", "MB/s", "µs a record"], rows,
            "`make bench STEPS=parsers`. One core, no numbers, no database; the median of five passes "
            "over at most 32 MiB, from memory. Small samples are read over and over.")

    def latency(self):
        if not latency.is_possible(self.cluster):
            note(latency.MISSING)
            self.target("watch: record written -> evidence committed and notified", "not measured: "
                        "this program has no `watch`", "100 ms", None, "latency")
            return
        for mode in latency.MODES:
            found = latency.measure(self.cluster, self.office, self.loaded(), mode)
            self.target(
                f"watch: {latency.MODES[mode]} -> evidence committed and notified, {found.rate}/s, p99",
                found.sentence(), "100 ms", found.is_within(0.1), "latency")

    def demo(self):
        seconds = []
        for number in range(min(3, self.runs)):
            environment = dict(self.cluster.environment)
            environment.pop("TOLLGATE_CONFIG")
            # The demo looks for samples from where it is built.
            seconds.append(measure.run(
                self.cluster, [self.cluster.tollgate, "demo"], environment).seconds)
        self.target("`tollgate demo`, the sample office, without the build", spread(seconds, " s"),
                    "60 s", median(seconds) <= 60, "demo")

    # The whole

    def run(self, steps):
        """Returns the names of steps that failed."""
        actions = {
            "ingest": self.ingest_step, "baseline": self.baseline_step,
            **{name: getattr(self, name) for name in STEPS if name not in ("ingest", "baseline")}}
        failed = []
        self.costs, self.others = None, None
        for name in steps:
            began = time.monotonic()
            note(f"step {name}")
            try:
                actions[name]()
                note(f"step {name} took {time.monotonic() - began:.0f} s")
            except (RuntimeError, KeyError, OSError, subprocess.CalledProcessError,
                    latency.psycopg2.Error) as error:
                note(f"step {name} failed: {error}")
                failed.append(name)
        if self.costs:
            self.loader_section(self.others or [])
        elif self.others:
            note("baseline alone: its ratios are taken with \\copy, the line of ours is missing")
            self.section("Scripts", ["what", "seconds", "× `\\copy`", "client CPU s", "server CPU s",
                                     "client peak MiB", "WAL bytes a record"], self.others)
        return failed

    def markdown(self):
        head = page.machine(self.cluster)
        head += (f" {self.records:,} records of one exchange, 200,000 contacts, 100,000 deals. "
                 f"Medians of {self.runs} where nothing else is said, least and most in parentheses.")
        if not self.targets:
            return "\n\n".join([head] + self.sections)
        columns = ["what", "measured", "target", "met", "again"]
        return "\n\n".join([head, page.table(columns, self.targets)] + self.sections)


def main():
    programs, *steps = sys.argv[1:]
    unknown = set(steps) - set(STEPS)
    if unknown:
        sys.exit(f"bench: there is no step {', '.join(sorted(unknown))}. Steps: {' '.join(STEPS)}.")
    ordered = [step for step in STEPS if not steps or step in steps]
    bench = Bench(programs)
    failed = bench.run(ordered)
    text = bench.markdown()
    target = os.environ.get("OUTPUT")
    is_whole = ordered == STEPS and bench.records == FULL and not failed
    if target:
        with open(target, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    elif is_whole:
        path = os.path.join(page.repository(), "docs/benchmarks.md")
        page.replace(path, "measured by make bench", text)
        note("wrote the measured part of docs/benchmarks.md")
    else:
        print(text)
    if failed:
        sys.exit(f"bench: these steps failed, so docs/benchmarks.md was left alone: {', '.join(failed)}.")


if __name__ == "__main__":
    main()

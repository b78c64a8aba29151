"""Measures what a growing database does to ingest, reports, gates and imports.

Usage: growth.py FOLDER-OF-RELEASE-PROGRAMS
RECORDS=1000000 of a file, FILES=20 of them and one more, RUNS=5 for what only reads; OFFICE=FOLDER
keeps the generated files there and takes them from there the next time (some 4 GB); OUTPUT=FILE
takes the text instead of docs/benchmarks.md, which is written only at full size.

One office of ten years writes a file of a million records about every six months, all alike. Each
is taken in turn, so the time of file n + 1 is what an ingest costs beside n million records. At the
marks psql's `\\copy` of the same file runs too, for how fast the machine was just then.
"""

import glob
import os
import shutil
import subprocess
import sys
import threading
import time

import measure
import page
import plain
import reading
from cluster import Cluster, note
from measure import figure, median, spread

FULL_RECORDS, FULL_FILES = 1_000_000, 20
# A record costs about so much on disk: tables, indexes, its share of the log and of the file.
BYTES_A_RECORD = 2_600

# What `tollgate db retain` is told to drop everything before a day; the first month's end here.
RETAIN = ["db", "retain", "--before", "2016-09-01"]


class TransactionWatch(threading.Thread):
    """Looks every few milliseconds how long each transaction of other sessions has lasted."""

    LOOK = """
        select pid::text || ' ' || xact_start::text, extract(epoch from clock_timestamp() - xact_start)
        from pg_stat_activity
        where backend_type = 'client backend' and xact_start is not null
          and pid <> pg_backend_pid() and datname = %s"""

    def __init__(self, cluster, database):
        super().__init__(daemon=True)
        self.connection = cluster.connect()
        self.database = database
        self.transactions = {}
        self.is_over = threading.Event()

    def run(self):
        with self.connection.cursor() as cursor:
            while not self.is_over.is_set():
                cursor.execute(self.LOOK, (self.database,))
                for key, seconds in cursor.fetchall():
                    self.transactions[key] = float(seconds)
                time.sleep(0.001)

    def longest(self):
        self.is_over.set()
        self.join()
        self.connection.close()
        return max(self.transactions.values(), default=0.0)


class Growth:
    def __init__(self, programs):
        self.records = int(os.environ.get("RECORDS", FULL_RECORDS))
        self.count = int(os.environ.get("FILES", FULL_FILES))
        self.runs = int(os.environ.get("RUNS", 5))
        self.cluster = Cluster(programs)
        self.deals = min(100_000, max(100, self.records // 10))
        self.marks = sorted({0, 1, 5, self.count} & set(range(self.count + 1)))
        self.figures = {}
        self.times = []
        self.calls = 0
        self.check_room()
        self.make_office()
        self.cluster.start(os.path.join(self.office, "tollgate.yaml"))
        self.database = self.cluster.base.partition("?")[0].rpartition("/")[2]

    def check_room(self):
        needed = self.records * (self.count + 1) * BYTES_A_RECORD
        free = shutil.disk_usage(self.cluster.scratch).free
        if free < needed:
            sys.exit(f"bench: {self.cluster.scratch} has {free / 1e9:.0f} GB free and the growth needs "
                     f"about {needed / 1e9:.0f}. Set TMPDIR to a folder with more room.")

    def make_office(self):
        kept = os.environ.get("OFFICE")
        self.office = kept or self.cluster.path("office")
        self.made = "kept from an earlier run"
        if not os.path.exists(os.path.join(self.office, "tollgate.yaml")):
            note(f"making {self.count + 1} files of {self.records:,} records")
            command = [
                "/usr/bin/env", os.path.join(self.cluster.programs, "sample-office"), "--spec", "growth",
                "--output", self.office, "--records", str(self.records * (self.count + 1)),
                "--records-per-file", str(self.records), "--contacts", str(2 * self.deals),
                "--deals", str(self.deals)]
            began = time.monotonic()
            _, status, usage = os.wait4(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid, 0)
            if status:
                sys.exit("bench: sample-office could not make the office.")
            self.made = (f"made in {time.monotonic() - began:.0f} s with "
                         f"{usage.ru_maxrss / 1024:.0f} MiB of memory")
        self.files = sorted(glob.glob(f"{self.office}/cdr/hq/Master-*.csv"))[:self.count + 1]
        self.keeps_files = bool(kept)

    def tollgate(self, *words):
        return measure.run(self.cluster, [self.cluster.tollgate, *words])

    # Steps

    def load(self):
        note("importing the CRM")
        self.tollgate("crm", "import", "--quiet", os.path.join(self.office, "crm"))
        self.cluster.execute(self.database, "vacuum analyze")
        for number, path in enumerate(self.files):
            mark = {}
            if number in self.marks:
                mark["copy"] = median(
                    [plain.copy(self.cluster, path).seconds for _ in range(3)])
            self.cluster.checkpoint()
            cost = self.tollgate("ingest", "--pbx", "hq", "--json", path)
            self.times.append(cost.seconds)
            note(f"file {number + 1} of {len(self.files)}: {cost.seconds:.1f} s")
            if not self.keeps_files:
                os.unlink(path)
            if number in self.marks:
                mark["ingest"] = cost
                self.figures.setdefault(number, {}).update(mark)
            self.calls += cost.summary()["calls_new"]
            # The last file is there to be timed; what reads is timed at full millions before it.
            if number + 1 in self.marks and number + 1 < len(self.files):
                self.read(number + 1)

    def read(self, number):
        note(f"reading beside {number} files")
        place = self.figures.setdefault(number, {})
        tables, indexes = self.cluster.schema_bytes(self.database)
        place.update(calls=self.calls, tables=tables, indexes=indexes)
        place["gates"] = reading.gates(self.cluster, self.database, min(3, self.runs), self.deals)
        place["reports"] = reading.reports(self.cluster, self.database, min(3, self.runs))

    def relink(self):
        """One client gets a telephone number that was a stranger's until now."""
        connection = self.cluster.connect(self.database)
        with connection.cursor() as cursor:
            cursor.execute(
                """select external_number, count(*) from tollgate.call
                where contact_id is null and external_number is not null and direction <> 'internal'
                group by 1 order by 2 desc, 1 limit %s""", (self.runs,))
            numbers = cursor.fetchall()
            cursor.execute("select crm_id from tollgate.contact order by contact_id limit %s", (self.runs,))
            contacts = [name for (name,) in cursor.fetchall()]
            cursor.execute(
                """select c.crm_id, p.phone from tollgate.contact_phone p
                join tollgate.contact c using (contact_id) where c.crm_id = any (%s)""", (contacts,))
            phones = cursor.fetchall()
        connection.close()
        commands, transactions, calls = [], [], []
        for run, (contact, (number, count)) in enumerate(zip(contacts, numbers)):
            folder = self.cluster.path(f"changed-{run}")
            os.makedirs(folder)
            # A changed phone: the contact's others stay as they are.
            lines = [f"{contact},{number},changed\n"]
            lines += [f'{owner},"{phone}",\n' for owner, phone in phones if owner == contact]
            with open(os.path.join(folder, "contact_phones.csv"), "w", encoding="utf-8") as file:
                file.write("contact,phone,label\n" + "".join(lines))
            watch = TransactionWatch(self.cluster, self.database)
            watch.start()
            commands.append(self.tollgate("crm", "import", "--quiet", folder).seconds)
            transactions.append(watch.longest())
            calls.append(count)
        self.relinked = (commands, transactions, calls)

    def retention(self):
        """What dropping the oldest month costs; None while there is no such command."""
        if not self.cluster.has_command("db", "retain"):
            note("this program has no `tollgate db retain` yet: retention is not measured.")
            return None
        return self.tollgate(*RETAIN).seconds

    # The page

    def markdown(self, retention):
        first = self.times[0]
        base = self.figures[0]
        rows = []
        for number in self.marks:
            place = self.figures[number]
            seconds = place["ingest"].seconds
            ratio = (seconds / place["copy"]) / (base["ingest"].seconds / base["copy"])
            rows.append([
                f"{number * self.records:,}", figure(seconds), figure(seconds / self.records * 1e6),
                figure(seconds / first), figure(place["copy"]), figure(ratio),
                figure(place["ingest"].wal_bytes / self.records)])
        text = [
            page.machine(self.cluster) + f" `make bench-growth` repeats it. One office of 3,780 days, "
            f"{2 * self.deals:,} contacts, {self.deals:,} deals; {len(self.files)} files of "
            f"{self.records:,} records, {self.made}.",
            "### Ingest into a database that holds so many records",
            page.table(["records before", f"seconds for the next {self.records:,}", "µs a record",
                        "× the first file", "`\\copy` of the same file, s", "× the first, each by its `\\copy`",
                        "WAL bytes a record"], rows),
            "All files in turn, seconds: " + ", ".join(figure(seconds) for seconds in self.times) + "."]
        rows = []
        for number in self.marks:
            place = self.figures[number]
            if "gates" not in place:
                continue
            reports = [spread([cost.seconds for cost in place["reports"][name]])
                       for name in reading.REPORTS]
            rows.append([
                f"{number * self.records:,}", f"{place['calls']:,}", spread(place["gates"]["p50"]),
                spread(place["gates"]["p99"]), *reports, figure(place["tables"] / 1e9),
                figure(place["indexes"] / 1e9),
                figure((place["tables"] + place["indexes"]) / max(1, place["calls"]))])
        commands, transactions, calls = self.relinked
        text += [
            "### Reading, and disk",
            page.table(["records", "calls", "gate p50, ms", "gate p99, ms",
                        *(f"{name}, s" for name in reading.REPORTS), "tables, GB", "indexes, GB",
                        "bytes a call"], rows),
            "### A changed telephone number, and a month dropped",
            f"One contact gets a number with {min(calls, default=0)} to {max(calls, default=0)} calls that were nobody's, "
            f"{len(commands)} times over: the longest transaction in the server took "
            f"{spread([1000 * seconds for seconds in transactions], ' ms')}, the command "
            f"{spread(commands, ' s')}."
            if commands else "No stranger called, so no number could change hands.",
            "Dropping the oldest month: " + (
                f"{figure(retention)} s." if retention is not None
                else "not measured, for this program has no `tollgate db retain`.")]
        return "\n\n".join(text)


def main():
    growth = Growth(sys.argv[1])
    growth.load()
    growth.relink()
    text = growth.markdown(growth.retention())
    target = os.environ.get("OUTPUT")
    if target:
        with open(target, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    elif (growth.records, growth.count) == (FULL_RECORDS, FULL_FILES):
        page.replace(os.path.join(page.repository(), "docs/benchmarks.md"),
                     "measured by make bench-growth", text)
        note("wrote the growth part of docs/benchmarks.md")
    else:
        print(text)


if __name__ == "__main__":
    main()

"""Measures how long `tollgate watch` takes from a written record to evidence that was announced.

Usage: latency.py FOLDER-OF-RELEASE-PROGRAMS
RATE=50 calls a second for SECONDS_LONG=30 seconds; RECORDS=20000 lie in the database before.

Two ways in which an exchange writes: a file for each call, closed when it is whole, and one file that
grows by a line for each call. Each call is one answered outbound call to a client with an open deal,
so it must give evidence. The clock of a call starts when its file is closed, or its line written. It
ends when a session that listens to the channel tollgate_events has been woken and has read the call's
evidence, so what is told is an upper bound. Calls come by the clock, whether or not earlier ones are
done. The clock is this machine's monotonic one throughout.
"""

import dataclasses
import os
import re
import select
import subprocess
import sys
import threading
import time

import psycopg2

import measure as costs
import page
from cluster import Cluster, note

MISSING = "this program has no `tollgate watch` yet: its latency is not measured."
MODES = {"files": "file of one call closed", "growing": "line appended to a growing file"}
RATE = int(os.environ.get("RATE", 50))
SECONDS_LONG = int(os.environ.get("SECONDS_LONG", 30))
# How long we wait for the first evidence, and after the last call.
PATIENCE = 30

# A new row of evidence names its call; the call's first leg has the id that we wrote.
NEW_EVIDENCE = """
select e.evidence_id, l.unique_id
from tollgate.evidence e
join tollgate.leg l on l.call_id = e.call_id
where e.evidence_id > %s
"""
CLIENTS = """
select distinct on (c.contact_id) p.number
from tollgate.deal d
join tollgate.deal_contact c on c.deal_id = d.deal_id
join tollgate.contact_phone p on p.contact_id = c.contact_id
where d.closed_at is null and p.number like '+79%%'
order by c.contact_id, p.contact_phone_id
limit %s
"""


@dataclasses.dataclass
class Found:
    """Latencies in seconds, of the calls that gave evidence in time."""

    rate: int
    written: int
    latencies: list

    @property
    def lost(self):
        return self.written - len(self.latencies)

    def at(self, share):
        return costs.percentile(self.latencies, share) if self.latencies else float("inf")

    def sentence(self):
        milliseconds = [costs.figure(self.at(share) * 1000) for share in (0.99, 0.5, 1)]
        text = "p99 {} ms (p50 {}, max {})".format(*milliseconds)
        text += f", {self.written:,} calls"
        return text + (f", **{self.lost} without evidence**" if self.lost else "")

    def is_within(self, seconds):
        return not self.lost and self.at(0.99) <= seconds


class Listener(threading.Thread):
    """Waits for announcements, and notes when the evidence of each call could be read."""

    def __init__(self, uri):
        super().__init__(daemon=True)
        self.connection = psycopg2.connect(uri)
        self.connection.autocommit = True
        self.seen = {}
        self.is_over = threading.Event()
        with self.connection.cursor() as cursor:
            cursor.execute("select coalesce(max(evidence_id), 0) from tollgate.evidence")
            self.last = cursor.fetchone()[0]
            cursor.execute("listen tollgate_events")

    def run(self):
        with self.connection.cursor() as cursor:
            while not self.is_over.is_set():
                if not select.select([self.connection], [], [], 0.2)[0]:
                    continue
                self.connection.poll()
                if not self.connection.notifies:
                    continue
                self.connection.notifies.clear()
                cursor.execute(NEW_EVIDENCE, (self.last,))
                found = cursor.fetchall()
                now = time.monotonic()
                for number, unique_id in found:
                    self.last = max(self.last, number)
                    self.seen.setdefault(unique_id, now)

    def wait_for(self, ids, seconds):
        """Whether all of them were seen within that time."""
        end = time.monotonic() + seconds
        while not ids <= self.seen.keys() and time.monotonic() < end:
            time.sleep(0.05)
        return ids <= self.seen.keys()


def record(number, order):
    """A line of Master.csv, of a call that has just ended; and its unique id."""
    now = int(time.time())

    def local(instant):
        # Moscow has kept to UTC+3 since 2014.
        return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(instant + 3 * 3600))

    unique_id = f"{now - 62}.{9_000_000 + order}"
    channels = (2 * order + 0x5000000, 2 * order + 0x5000001)
    line = (
        '"","101","8{}","from-internal","""101"" <101>","SIP/101-{:08x}","SIP/mtt-{:08x}","Dial",'
        '"SIP/mtt/8{}","{}","{}","{}",60,50,"ANSWERED","DOCUMENTATION","{}",""\n').format(
            number[2:], *channels, number[2:], local(now - 62), local(now - 52), local(now - 2),
            unique_id)
    return unique_id, line.encode()


def configuration(office, spool, mode, cluster):
    """The office's configuration with our spool in the place of its own."""
    with open(os.path.join(office, "tollgate.yaml"), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"(?m)^spools:.*\n(?:[ ]+.*\n)*", "", text)
    glob = "*.csv" if mode == "files" else "Master.csv*"
    text += f'spools:\n  - {{path: "{spool}", glob: "{glob}", pbx: hq, after: leave}}\n'
    path = cluster.path(f"watch-{mode}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


class Writer:
    """Writes calls as the exchange would."""

    def __init__(self, spool, mode):
        self.spool, self.mode, self.order = spool, mode, 0
        os.makedirs(spool, mode=0o755)
        self.growing = None
        if mode == "growing":
            self.growing = open(os.path.join(spool, "Master.csv"), "ab", buffering=0)

    def write(self, number):
        """Returns the unique id and when the record was there."""
        self.order += 1
        unique_id, line = record(number, self.order)
        if self.growing:
            self.growing.write(line)
        else:
            with open(os.path.join(self.spool, f"call-{self.order:06}.csv"), "wb") as file:
                file.write(line)
        return unique_id, time.monotonic()


def is_possible(cluster):
    return cluster.has_command("watch")


def measure(cluster, office, database, mode):
    """Runs `watch` and writes calls for a while."""
    note(f"watch, {mode}: {RATE} calls a second for {SECONDS_LONG} s")
    connection = cluster.connect(database)
    with connection.cursor() as cursor:
        cursor.execute(CLIENTS, (RATE * SECONDS_LONG + 1,))
        numbers = [number for (number,) in cursor.fetchall()]
    connection.close()
    if len(numbers) < 2:
        raise RuntimeError("The office has no open deals, so no call gives evidence.")
    spool = cluster.path(f"spool-{mode}")
    writer = Writer(spool, mode)
    listener = Listener(cluster.uri(database))
    listener.start()
    log = open(cluster.path(f"watch-{mode}.log"), "w+", encoding="utf-8")
    watch = subprocess.Popen(
        [cluster.tollgate, "watch", "--database", cluster.uri(database)],
        env=dict(cluster.environment, TOLLGATE_CONFIG=configuration(office, spool, mode, cluster)),
        stdout=log, stderr=subprocess.STDOUT)
    try:
        # The first call only shows that everything is awake.
        first, _ = writer.write(numbers.pop())
        if not listener.wait_for({first}, PATIENCE):
            log.seek(0)
            raise RuntimeError(f"watch gave no evidence in {PATIENCE} s. It said: {log.read()[-800:]}")
        written = {}
        began = time.monotonic()
        for index in range(RATE * SECONDS_LONG):
            time.sleep(max(0, began + index / RATE - time.monotonic()))
            unique_id, at = writer.write(numbers[index % len(numbers)])
            written[unique_id] = at
        listener.wait_for(written.keys(), PATIENCE)
    finally:
        watch.terminate()
        try:
            watch.wait(20)
        except subprocess.TimeoutExpired:
            watch.kill()
        listener.is_over.set()
        listener.join()
        listener.connection.close()
        log.close()
    latencies = [listener.seen[key] - at for key, at in written.items() if key in listener.seen]
    return Found(rate=RATE, written=len(written), latencies=latencies)


def main():
    cluster = Cluster(sys.argv[1])
    if not is_possible(cluster):
        note(MISSING)
        return
    records = os.environ.get("RECORDS", 20_000)
    office = cluster.make_office("office", "--spec", "bench", "--records", records)
    cluster.start(os.path.join(office, "tollgate.yaml"))
    for words in (["crm", "import", "--quiet", f"{office}/crm"],
                  ["ingest", "--quiet", "--pbx", "hq", f"{office}/cdr/hq/Master.csv"]):
        subprocess.run([cluster.tollgate, *words], env=cluster.environment, check=True)
    database = cluster.base.partition("?")[0].rpartition("/")[2]
    rows = []
    for mode, words in MODES.items():
        found = measure(cluster, office, database, mode)
        rows.append([words, found.sentence(), "yes" if found.is_within(0.1) else "**no**"])
    print(page.machine(cluster) + "\n")
    print(page.table([f"{RATE} calls a second", "until the evidence was announced and read",
                      "p99 within 100 ms"], rows))


if __name__ == "__main__":
    main()

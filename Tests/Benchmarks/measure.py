"""Runs a command and tells what it cost; medians and how they are written."""

import dataclasses
import json
import math
import os
import statistics
import subprocess
import time


@dataclasses.dataclass
class Cost:
    """What one run of a command cost."""

    seconds: float
    # Processor time of the program, and of the server meanwhile.
    client_seconds: float
    server_seconds: float
    # Largest memory of the program. Python's own few MiB are the least that can be told.
    peak_mib: float
    wal_bytes: int
    output: str

    def summary(self):
        """The last line of a command that was asked for JSON."""
        return json.loads(self.output.strip().splitlines()[-1])


def run(cluster, command, environment=None, good=(0, 4)):
    """Runs a command; 4 says that records were set aside.

    Raises RuntimeError with the command's own words when it fails.
    """
    log = cluster.path("output")
    wal = cluster.wal_position()
    server = cluster.server_seconds()
    with open(log, "w+", encoding="utf-8") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT,
            env=environment or cluster.environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode not in good:
        raise RuntimeError(f"{' '.join(command[:3])} … ended with {process.returncode}: {text[-800:]}")
    return Cost(
        seconds=seconds, client_seconds=usage.ru_utime + usage.ru_stime,
        server_seconds=cluster.server_seconds() - server, peak_mib=usage.ru_maxrss / 1024,
        wal_bytes=cluster.wal_position() - wal, output=text)


# Figures

def figure(value):
    """A number with as many digits as it deserves."""
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 20 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def spread(values, unit=""):
    """Median with least and most: `3.01 s (2.90–3.40)`; one value stands alone."""
    middle = figure(statistics.median(values)) + unit
    if len(values) < 2:
        return middle
    return f"{middle} ({figure(min(values))}–{figure(max(values))})"


def median(values):
    return statistics.median(values)


def percentile(values, share):
    """The least value that at least that share of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]

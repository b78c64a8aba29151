"""What reads a loaded database or a file: gates, reports, and the parsers alone."""

import glob
import os
import subprocess

import measure
import page
from measure import figure, percentile

# An evening after the office's last day: its moment for gates and reports.
AS_OF = "2026-11-20T18:00:00Z"
REPORTS = ["coverage", "leaks", "funnel"]


def pgbench():
    """The program's path, wherever the server's programs lie."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/pgbench"))
    return found[-1] if found else "pgbench"


def gates(cluster, database, runs, deals=100_000, seconds=5):
    """gate_status of random deals over one session, in ms: {"p50": […], "p99": […]}."""
    cluster.execute(database, "vacuum analyze")
    subprocess.run(
        [cluster.tollgate, "gate", "rules", "apply", "--database", cluster.uri(database)],
        env=cluster.environment, check=True, stdout=subprocess.DEVNULL)
    script = cluster.path("gate.sql")
    with open(script, "w", encoding="utf-8") as file:
        file.write(
            f"\\set deal random(5000001, {5_000_000 + deals})\n"
            f"select verdict from tollgate.gate_status(:deal::text, null, '{AS_OF}');\n")
    environment = dict(cluster.environment, PGOPTIONS="-c search_path=tollgate")
    result = {"p50": [], "p99": []}
    for _ in range(runs):
        prefix = cluster.path("gate-log")
        for old in glob.glob(prefix + ".*"):
            os.unlink(old)
        answer = subprocess.run(
            [pgbench(), "-n", "-l", f"--log-prefix={prefix}", "-T", str(seconds), "-f", script,
             cluster.uri(database)],
            env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if answer.returncode != 0:
            raise RuntimeError(f"pgbench ended with {answer.returncode}: {answer.stdout[-600:]}")
        times = []
        for log in glob.glob(prefix + ".*"):
            with open(log, encoding="utf-8") as file:
                times += [int(line.split()[2]) / 1000 for line in file]
        result["p50"].append(percentile(times, 0.5))
        result["p99"].append(percentile(times, 0.99))
    return result


def reports(cluster, database, runs):
    """Costs of each report: {name: [Cost]}."""
    costs = {}
    for name in REPORTS:
        command = [cluster.tollgate, "report", name, "--as-of", AS_OF, "--json",
                   "--database", cluster.uri(database)]
        costs[name] = [measure.run(cluster, command) for _ in range(runs)]
    return costs


def parsers(cluster, master):
    """Rows of a table, one for each format, over the largest file of it that there is."""
    # The generator writes some formats; of the others there are samples.
    office = cluster.make_office(
        "parsers", "--spec", "million", "--calls", 60_000, "--contacts", 3000, "--deals", 1500,
        "--no-truth")
    files = [master] + glob.glob(f"{office}/cdr/*/*.csv")
    samples = os.path.join(page.repository(), "samples")
    for folder in ("formats", "asterisk-office"):
        files += sorted(path for path in glob.glob(f"{samples}/{folder}/**", recursive=True)
                        if os.path.isfile(path) and not path.endswith(".md"))
    answer = subprocess.run(
        [os.path.join(cluster.programs, "ParserBench"), *files], check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    best = {}
    for line in answer.stdout.splitlines():
        name, records, rejects, size, middle, _, _ = line.split("\t")
        records, rejects, size, middle = int(records), int(rejects), int(size), float(middle)
        if records > rejects and size > best.get(name, (0,))[0]:
            best[name] = (size, records + rejects, middle)
    return [
        [f"`{name}`", f"{records:,}", f"{records / seconds:,.0f}", figure(size / seconds / 1e6),
         figure(seconds / records * 1e6)]
        for name, (size, records, seconds) in sorted(best.items())]

"""What was measured, as Markdown, and its place in docs/benchmarks.md."""

import os
import re
import time


def table(columns, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def system_name():
    """Name and version of the operating system, such as Debian 12."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            found = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', file.read(), re.M))
        return " ".join(filter(None, [found.get("NAME", "").split(" ")[0], found.get("VERSION_ID")]))
    except OSError:
        return os.uname().sysname


def machine(cluster):
    """A sentence on date, machine and server."""
    with open("/proc/meminfo", encoding="utf-8") as file:
        kib = int(re.search(r"MemTotal:\s+(\d+)", file.read()).group(1))
    version, buffers, wal, durable = cluster.row(
        None,
        """select split_part(current_setting('server_version'), ' ', 1),
          current_setting('shared_buffers'), current_setting('max_wal_size'),
          current_setting('fsync') = 'on' and current_setting('synchronous_commit') = 'on'
          and current_setting('full_page_writes') = 'on'""")
    return (
        f"Measured on {time.strftime('%Y-%m-%d', time.gmtime())}, {os.cpu_count()} cores, "
        f"{kib / 2**20:.0f} GiB, {system_name()}, PostgreSQL {version} as the embedded cluster sets it "
        f"up (shared_buffers {buffers}, max_wal_size {wal}), data on the same disk, "
        f"{'durable commits' if durable else 'commits NOT durable'}, release build.")


def replace(path, name, text):
    """Puts text between the markers of that name.

    Raises RuntimeError when the page lacks them: then nothing is written.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    with open(path, encoding="utf-8") as file:
        page = file.read()
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise RuntimeError(f"{path} must hold the lines {begin} and {end}, once and in this order.")
    head, rest = page.split(begin)
    tail = rest.split(end)[1]
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(f"{head}{begin}\n\n{text.strip()}\n\n{end}{tail}")
    os.replace(path + ".new", path)


def repository():
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))

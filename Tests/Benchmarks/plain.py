"""The yardstick: psql's \\copy of a CDR file into plain columns with a primary key."""

import baseline
import measure

_TIMES = ("start", "answer", "end")
_NUMBERS = ("duration", "billsec")


def _type(name):
    return "timestamp" if name in _TIMES else "integer" if name in _NUMBERS else "text"


TABLE = ("create table cdr (" + ", ".join(f'"{name}" {_type(name)}' for name in baseline.COLUMNS)
         + ", id bigint generated always as identity primary key)")


def copy(cluster, path):
    """Loads the file into a fresh table of a fresh database, and tells what it cost."""
    script = cluster.path("copy.sql")
    columns = ", ".join(f'"{name}"' for name in baseline.COLUMNS)
    with open(script, "w", encoding="utf-8") as file:
        file.write(f"\\copy cdr ({columns}) from '{path}' (format csv)\n")
    cluster.drop("plain")
    cluster.execute(None, "create database plain")
    cluster.execute("plain", TABLE)
    cluster.checkpoint()
    cost = measure.run(
        cluster, ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", cluster.uri("plain"), "-f", script])
    cluster.drop("plain")
    return cost

"""A private cluster in a scratch folder, made by Tollgate itself, and what is read from it."""

import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import psycopg2

TICKS = os.sysconf("SC_CLK_TCK")


def note(text):
    """Says on the standard error how far we are."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Cluster:
    """An embedded cluster with databases of one office's CRM.

    Everything is removed at the end of the program, however it ends.
    """

    def __init__(self, programs, scratch_root=None):
        self.programs = os.path.realpath(programs)
        self.tollgate = os.path.join(self.programs, "tollgate")
        root = scratch_root or os.environ.get("TMPDIR") or "/var/tmp"
        self.scratch = tempfile.mkdtemp(prefix="tollgate-bench.", dir=root)
        # As root, the server runs as another user and must find its way.
        os.chmod(self.scratch, 0o755)
        atexit.register(self.remove)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(1))
        self.data = self.path("data")
        self.environment = dict(os.environ, TOLLGATE_DATA=self.data, LC_ALL="C.UTF-8")
        for name in ("TOLLGATE_DATABASE", "TOLLGATE_SCHEMA", "PGDATABASE", "PGHOST"):
            self.environment.pop(name, None)
        self.base = None
        self.postmaster = None

    def path(self, *parts):
        return os.path.join(self.scratch, *parts)

    def remove(self):
        subprocess.run(
            [self.tollgate, "db", "stop", "--data", self.data],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.scratch, ignore_errors=True)

    # Offices

    def make_office(self, name, *options):
        """Makes an office with sample-office; returns its folder, and uses its configuration."""
        folder = self.path(name)
        subprocess.run(
            [os.path.join(self.programs, "sample-office"), "--output", folder, *map(str, options)],
            check=True, stdout=subprocess.DEVNULL)
        return folder

    def start(self, configuration):
        """Starts the cluster; the office's configuration is every command's from now on."""
        self.environment["TOLLGATE_CONFIG"] = configuration
        answer = subprocess.run(
            [self.tollgate, "db", "url"], env=self.environment, check=True,
            stdout=subprocess.PIPE, text=True)
        self.base = answer.stdout.strip()
        self.postmaster = int(self.value(None, "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)"))

    # Databases

    def uri(self, database=None):
        """The address of one database of the cluster; None: the one that Tollgate made."""
        if database is None:
            return self.base
        return re.sub(r"^(postgres(?:ql)?://[^/]*)/[^?]*", rf"\1/{database}", self.base)

    def connect(self, database=None):
        connection = psycopg2.connect(self.uri(database))
        connection.autocommit = True
        return connection

    def execute(self, database, *statements):
        connection = self.connect(database)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def row(self, database, query, *parameters):
        connection = self.connect(database)
        with connection.cursor() as cursor:
            cursor.execute(query, parameters or None)
            found = cursor.fetchone()
        connection.close()
        return found

    def value(self, database, query, *parameters):
        return self.row(database, query, *parameters)[0]

    def clone(self, name, template):
        """Makes a fresh copy of a database to which nobody is connected."""
        self.drop(name)
        self.execute(None, f"create database {name} template {template} strategy file_copy")

    def drop(self, name):
        self.execute(None, f"drop database if exists {name} with (force)")

    def checkpoint(self):
        """Writes out what earlier work left, so that the next one does not pay for it."""
        self.execute(None, "checkpoint")

    # What the server spends

    def wal_position(self):
        return int(self.value(None, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"))

    def server_seconds(self):
        """Seconds of processor time of the server: its living processes and those that ended.

        Backends are the postmaster's children, which it reaps, so its own account has them.
        """
        ticks = 0
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
            except OSError:
                continue
            # Fields after the name: state, ppid, …; utime, stime, cutime, cstime are 11 to 14.
            if int(entry) == self.postmaster:
                ticks += sum(map(int, fields[11:15]))
            elif int(fields[1]) == self.postmaster:
                ticks += sum(map(int, fields[11:13]))
        return ticks / TICKS

    def schema_bytes(self, database, schema="tollgate"):
        """Bytes of a schema: (tables with their TOAST, indexes)."""
        return self.row(
            database,
            """select coalesce(sum(pg_table_size(c.oid)), 0)::bigint,
              coalesce(sum(pg_indexes_size(c.oid)), 0)::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = %s and c.relkind in ('r', 'm')""", schema)

    def table_bytes(self, database, schema="tollgate"):
        """Bytes of each table: {name: (table, indexes)}, partitions under their root."""
        connection = self.connect(database)
        with connection.cursor() as cursor:
            cursor.execute(
                """select coalesce(pg_partition_root(c.oid), c.oid)::regclass::text,
                  sum(pg_table_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = %s and c.relkind in ('r', 'm')
                group by 1""", (schema,))
            found = cursor.fetchall()
        connection.close()
        return {name.rpartition(".")[2].strip('"'): (table, index) for name, table, index in found}

    def has_command(self, *words):
        """Whether this program knows that command already."""
        answer = subprocess.run(
            [self.tollgate, *words, "--help"], env=self.environment, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        # A group answers for a subcommand that it does not know with its own help.
        usage = re.search(r"USAGE: (.*)", answer.stdout)
        return answer.returncode == 0 and bool(usage) and " ".join(words) in usage.group(1)

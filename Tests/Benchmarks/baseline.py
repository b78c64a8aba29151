"""What a user would write today instead of Tollgate, to be measured beside it.

Usage: baseline.py rows|set DATABASE-URI MASTER.CSV [RECORDS]

Both read an Asterisk Master.csv, bring the outside number into E.164, and tie each record to the
contact with that number, to his deal that was open when the record began, and to the stage in which
it was; all into a schema of their own, the CRM read from Tollgate's tables. They know nothing of
what makes the matter hard: a record is a call, one deal is the latest, nothing is evidence, a file
taken twice counts twice, a bad line ends the run.

- rows: a record at a time, as a script grows that looks each thing up when it needs it; committed
  every thousand records.
- set: the file goes into a staging table with COPY, each different number is brought into E.164
  once, and one statement joins.
"""

import csv
import io
import json
import sys

import phonenumbers
import psycopg2

COLUMNS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata",
    "start", "answer", "end", "duration", "billsec", "disposition", "amaflags", "uniqueid",
    "userfield")
ZONE = "Europe/Moscow"
REGION = "RU"

TABLES = """
drop schema if exists baseline cascade;
create schema baseline;
create table baseline.call (
  call_id bigint generated always as identity primary key,
  uniqueid text not null, direction text not null, number text, started_at timestamptz not null,
  ended_at timestamptz not null, talk_seconds integer not null, disposition text not null,
  channel text not null, dstchannel text not null,
  contact_id integer, deal_id integer, stage_id integer);
create index on baseline.call (number, started_at);
create index on baseline.call (deal_id, started_at);
"""

FIND_DEAL = """
select d.deal_id, v.stage_id
from tollgate.deal_contact c
join tollgate.deal d on d.deal_id = c.deal_id
join tollgate.stage_period v on v.deal_id = d.deal_id
where c.contact_id = %s and d.created_at <= %s and (d.closed_at is null or d.closed_at > %s)
  and v.entered_at <= %s and v.left_at > %s
order by v.entered_at desc
limit 1
"""


def outside(record):
    """Direction, and the number of the other side as written."""
    if len(record["src"]) <= 4:
        return ("internal", "") if len(record["dst"]) <= 4 else ("outbound", record["dst"])
    return "inbound", record["src"]


def e164(text):
    """The number as the CRM has it; None when it is none."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def rows(connection, path, most):
    """One record after the other."""
    done = 0
    with connection.cursor() as cursor, open(path, newline="", encoding="utf-8") as file:
        cursor.execute(f"set timezone = '{ZONE}'")
        for record in csv.DictReader(file, COLUMNS):
            direction, raw = outside(record)
            number = e164(raw) if raw else None
            cursor.execute(
                """insert into baseline.call (uniqueid, direction, number, started_at, ended_at,
                  talk_seconds, disposition, channel, dstchannel)
                values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning call_id, started_at""",
                (record["uniqueid"], direction, number, record["start"], record["end"],
                 record["billsec"], record["disposition"], record["channel"], record["dstchannel"]))
            call, started_at = cursor.fetchone()
            if number:
                cursor.execute(
                    "select contact_id from tollgate.contact_phone where number = %s limit 1",
                    (number,))
                contact = cursor.fetchone()
                if contact:
                    cursor.execute(FIND_DEAL, (contact[0],) + (started_at,) * 4)
                    deal = cursor.fetchone() or (None, None)
                    cursor.execute(
                        """update baseline.call set contact_id = %s, deal_id = %s, stage_id = %s
                        where call_id = %s""", (contact[0], *deal, call))
            done += 1
            if done % 1000 == 0:
                connection.commit()
            if done == most:
                break
    connection.commit()


STAGING = "create temporary table staging (" + ", ".join(f'"{c}" text' for c in COLUMNS) + ")"
PARTY = """
create temporary table party as
select s.*, case when length(src) > 4 then 'inbound' when length(dst) > 4 then 'outbound'
    else 'internal' end as direction,
  case when length(src) > 4 then src when length(dst) > 4 then dst end as raw
from staging s
"""
JOIN = """
insert into baseline.call (uniqueid, direction, number, started_at, ended_at, talk_seconds,
  disposition, channel, dstchannel, contact_id, deal_id, stage_id)
select p.uniqueid, p.direction, n.number, p.start::timestamptz, p."end"::timestamptz,
  p.billsec::integer, p.disposition, p.channel, p.dstchannel,
  c.contact_id, v.deal_id, v.stage_id
from party p
left join number n on n.raw = p.raw
left join lateral (
  select f.contact_id from tollgate.contact_phone f where f.number = n.number limit 1) c on true
left join lateral (
  select d.deal_id, v.stage_id
  from tollgate.deal_contact k
  join tollgate.deal d on d.deal_id = k.deal_id
  join tollgate.stage_period v on v.deal_id = d.deal_id
  where k.contact_id = c.contact_id and d.created_at <= p.start::timestamptz
    and (d.closed_at is null or d.closed_at > p.start::timestamptz)
    and v.entered_at <= p.start::timestamptz and v.left_at > p.start::timestamptz
  order by v.entered_at desc
  limit 1) v on true
"""


def sets(connection, path, most):
    """The whole file at once."""
    with connection.cursor() as cursor, open(path, "rb") as file:
        cursor.execute(f"set timezone = '{ZONE}'")
        cursor.execute(STAGING)
        source = file
        if most:
            source = io.BytesIO(b"".join(line for _, line in zip(range(most), file)))
        cursor.copy_expert("copy staging from stdin (format csv)", source, 1 << 20)
        cursor.execute(PARTY)
        cursor.execute("select distinct raw from party where raw is not null")
        numbers = io.StringIO()
        for (raw,) in cursor.fetchall():
            number = e164(raw)
            if number and "\t" not in raw and "\\" not in raw and "\n" not in raw:
                numbers.write(f"{raw}\t{number}\n")
        numbers.seek(0)
        cursor.execute("create temporary table number (raw text primary key, number text)")
        cursor.copy_expert("copy number from stdin", numbers)
        cursor.execute("analyze party; analyze number")
        cursor.execute(JOIN)
    connection.commit()


def main():
    kind, uri, path = sys.argv[1:4]
    most = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    connection = psycopg2.connect(uri)
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        connection.commit()
        {"rows": rows, "set": sets}[kind](connection, path, most)
        cursor.execute("select count(*), count(contact_id), count(deal_id) from baseline.call")
        calls, contacts, deals = cursor.fetchone()
    print(json.dumps({"records": calls, "with_contact": contacts, "with_deal": deals}))


if __name__ == "__main__":
    main()

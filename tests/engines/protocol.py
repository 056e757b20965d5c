"""What all judges share: requests and answers as JSON lines, and values as text.

A judge is a process that runs SQL on one engine. It reads a request per line and answers each with a line; nothing else
is written to standard output. Its first line says which engine it is.

    {"do":"load","schema":"s","table":"t","columns":[{"name":"a","type":"integer"}],"rows":[["1"],[null]]}
    {"do":"load","schema":"s","table":"t","columns":[...],"csv":"/path/of/a/file.csv"}
    {"do":"execute","sql":"CREATE TABLE s.u AS SELECT ..."}
    {"do":"query","sql":"SELECT ..."}    answers {"ok":true,"columns":["a"],"types":["integer"],"rows":[["1"],[null]]}
    {"do":"analyze","sql":"SELECT ..."}  is it a statement of this engine, with these tables? Runs nothing
    {"do":"parse","sql":"SELECT ...","dialect":"redshift"}  is it grammatical? For parsers that run nothing
    {"do":"session","settings":{"name":"value"}}  settings that hold until the next reset
    {"do":"reset"}                       forgets all tables, views, schemas and settings

Whatever fails is answered by {"ok":false,"error":"one line"}, and the process goes on. It ends, and clears away what it
wrote, when standard input ends.

Types of columns to load are boolean, integer, decimal(P,S), float, text, date and timestamp. A timestamp is a column
without a zone, or one of instants if the request has "timestamp":"instant"; an engine with one kind only has that one.
A CSV file has a line with the names of its columns, and an empty field is null.

Types of answers are those, besides instant, null, and the engine's own name for what is none of them.
"""

import csv
import datetime
import json
import math
import os
import re
import signal
import sys
from decimal import Decimal

LONGEST_ERROR = 2000
# Rows of a CSV file that are inserted at once where an engine cannot read the file itself.
CSV_BATCH = 20_000


class Unsupported(Exception):
    """A request that this engine has no answer to."""


class Table:
    """A table to be loaded."""

    def __init__(self, request):
        self.schema = request["schema"]
        self.name = request["table"]
        self.columns = [Column(column["name"], column["type"]) for column in request["columns"]]
        kind = request.get("timestamp", "naive")
        if kind not in ("naive", "instant"):
            raise ValueError(f"a timestamp is naive or instant, not {kind}")
        self.instant = kind == "instant"

    def names(self):
        return [column.name for column in self.columns]


class Column:
    """A column of a table: its name, and the kind of its values."""

    def __init__(self, name, type_name):
        found = re.fullmatch(r"(boolean|integer|float|text|date|timestamp)|decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)", type_name)
        if not found:
            raise ValueError(f"the column {name} has the unknown type {type_name}")
        self.name = name
        self.kind = found[1] or "decimal"
        self.precision, self.scale = (int(found[2]), int(found[3])) if found[2] else (None, None)

    def type_of(self, types):
        """The engine's type, from its name per kind; that of decimals has a place for precision and scale."""
        return types[self.kind].format(precision=self.precision, scale=self.scale)


class Answer:
    """The rows of a query: names and types of its columns, and values as text."""

    def __init__(self, columns, types, rows):
        self.columns, self.types, self.rows = columns, types, rows


class Judge:
    """An engine. Its file says how to do each of these; what one cannot do is refused."""

    def engine(self):
        """Name and version."""
        raise NotImplementedError

    def create(self, table):
        """Makes an empty table in place of one of this name, with its schema where there is none."""
        raise Unsupported("this judge keeps no tables")

    def insert(self, table, rows):
        """Adds rows, whose values are text or None."""
        raise Unsupported("this judge keeps no tables")

    def insert_csv(self, table, path):
        """Adds the rows of a CSV file."""
        for rows in batches(read_csv(path, table.names()), CSV_BATCH):
            self.insert(table, rows)

    def execute(self, sql):
        """Runs a statement."""
        raise Unsupported("this judge runs nothing")

    def query(self, sql):
        """The `Answer` to a query."""
        raise Unsupported("this judge runs nothing")

    def analyze(self, sql):
        """Says by an error that a statement is wrong, without running it."""
        raise Unsupported("this judge cannot analyze a statement without running it")

    def parse(self, sql, dialect):
        """Says by an error that a text is no statement of a dialect."""
        raise Unsupported("this judge does not only parse")

    def set(self, name, value):
        """A setting of the session."""
        raise Unsupported("this judge has no settings")

    def message(self, error):
        """The words of an error."""
        return str(error)

    def reset(self):
        """Forgets everything that was loaded, created or set."""

    def close(self):
        """Leaves nothing behind."""


def serve(start):
    """Starts a judge and answers requests until standard input ends."""
    # Engines print to standard output as they like; they get standard error instead, and so do processes they start.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    # Being told to end is an end like any other: what was started and written is cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    def say(answer):
        answers.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
        answers.flush()

    try:
        judge = start()
        greeting = {"ok": True, "engine": judge.engine()}
    except Exception as error:  # noqa: BLE001
        say(refusal(error, str(error)))
        raise
    try:
        say(greeting)
        for line in sys.stdin.buffer:
            try:
                say({"ok": True, **answer(judge, json.loads(line))})
            except Exception as error:  # noqa: BLE001 whatever an engine throws is its verdict
                say(refusal(error, judge.message(error)))
    except BrokenPipeError:
        pass  # Whoever asked has gone.
    finally:
        judge.close()


def answer(judge, request):
    """What a request is answered with."""
    do = request["do"]
    if do == "load":
        load(judge, request)
    elif do == "execute":
        judge.execute(request["sql"])
    elif do == "query":
        found = judge.query(request["sql"])
        return {"columns": found.columns, "types": found.types, "rows": found.rows}
    elif do == "analyze":
        judge.analyze(request["sql"])
    elif do == "parse":
        judge.parse(request["sql"], request.get("dialect"))
    elif do == "session":
        for name, value in request["settings"].items():
            judge.set(name, value)
    elif do == "reset":
        judge.reset()
    else:
        raise ValueError(f"there is no request {do}")
    return {}


def load(judge, request):
    table = Table(request)
    rows = request.get("rows")
    for row in rows or []:
        if len(row) != len(table.columns):
            raise ValueError(f"a row of {table.name} has {len(row)} values, not {len(table.columns)}")
    judge.create(table)
    if rows:
        judge.insert(table, rows)
    if "csv" in request:
        judge.insert_csv(table, request["csv"])


def refusal(error, message):
    line = " ".join(message.split()) or type(error).__name__
    return {"ok": False, "error": line[:LONGEST_ERROR]}


def csv_header(path):
    """The names of a CSV file's columns."""
    with open(path, newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def read_csv(path, names):
    """The rows of a CSV file, with the columns of these names in this order."""
    with open(path, newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        header = next(lines)
        missing = [name for name in names if name not in header]
        if missing:
            raise ValueError(f"{path} has no column {missing[0]}")
        places = [header.index(name) for name in names]
        for line in lines:
            yield [line[place] or None for place in places]


def batches(rows, size):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def quoted(name, quote):
    """An identifier between quotes, which are doubled inside it."""
    return quote + name.replace(quote, quote * 2) + quote


def boolean(text):
    if text not in ("true", "false"):
        raise ValueError(f"{text} is no truth value")
    return text == "true"


def text(value):
    """A value of Python as text; numbers in the shortest form that reads back as the same."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime.datetime):
        return timestamp_text(value)
    if isinstance(value, (list, tuple)):
        return json.dumps([text(part) for part in value], ensure_ascii=False)
    return str(value)  # Integers and dates are as they should be.


def float_text(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value).removesuffix(".0")


def decimal_text(value):
    if not value.is_finite():
        return float_text(float(value))
    plain = format(value, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def timestamp_text(value):
    if value.tzinfo is not None:
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    whole = value.replace(microsecond=0).isoformat(sep=" ")
    return whole + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")

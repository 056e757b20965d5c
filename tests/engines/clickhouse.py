"""ClickHouse itself, embedded (chdb), with a session on disk. Statements run under ClickHouse's own settings and those they carry."""

import datetime
import json
import os
import re
import shutil
import tempfile
from decimal import Decimal

os.environ["TZ"] = "Asia/Kathmandu"  # The zone of a server, read when it starts: one that nothing may depend on.

from chdb.session import Session  # noqa: E402

from engines import protocol  # noqa: E402

TYPES = {
    "boolean": "Nullable(Bool)",
    "integer": "Nullable(Int64)",
    "decimal": "Nullable(Decimal({precision},{scale}))",
    "float": "Nullable(Float64)",
    "text": "Nullable(String)",
    "date": "Nullable(Date32)",
    "timestamp": "Nullable(DateTime64(6, 'UTC'))",
}
OWN_DATABASES = ("system", "default", "INFORMATION_SCHEMA", "information_schema")
# How answers are written and files are read; none of it changes what a statement computes.
FORMATS = {
    "output_format_json_quote_64bit_integers": 1,
    "output_format_json_quote_decimals": 1,
    "output_format_json_quote_denormals": 1,
    "format_csv_null_representation": "''",
}
FLOATS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


class ClickHouse(protocol.Judge):
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="northstar-clickhouse-")
        self.open()

    def open(self):
        self.session = Session(self.folder)
        for name, value in FORMATS.items():
            self.execute(f"SET {name} = {value}")
        # As on a server: the embedded one reads `x` as `SELECT x`.
        self.execute("SET implicit_select = 0")
        # As on older servers: values of two types do not become one column.
        self.execute("SET use_variant_as_common_type = 0")

    def engine(self):
        return f"ClickHouse {self.query('SELECT version()').rows[0][0]} (chdb)"

    def create(self, table):
        self.execute(f"CREATE DATABASE IF NOT EXISTS {name(table.schema)}")
        self.execute(f"DROP TABLE IF EXISTS {path(table)} SYNC")
        columns = ", ".join(f"{name(column.name)} {column.type_of(TYPES)}" for column in table.columns)
        self.execute(f"CREATE TABLE {path(table)} ({columns}) ENGINE = MergeTree ORDER BY tuple()")

    def insert(self, table, rows):
        """As users make their tables: nothing may be null that is not, and no type is wider than the values need."""
        columns = ", ".join(f"{name(column.name)} {own_type(column, [row[at] for row in rows])}" for at, column in enumerate(table.columns))
        self.execute(f"DROP TABLE {path(table)} SYNC")
        self.execute(f"CREATE TABLE {path(table)} ({columns}) ENGINE = MergeTree ORDER BY tuple()")
        lines = [json.dumps([self.json_value(column, value) for column, value in zip(table.columns, row)]) for row in rows]
        self.execute(f"INSERT INTO {path(table)} FORMAT JSONCompactEachRow\n" + "\n".join(lines))

    @staticmethod
    def json_value(column, value):
        if value is None or column.kind == "boolean":
            return None if value is None else protocol.boolean(value)
        if column.kind == "timestamp":
            seconds = datetime.datetime.fromisoformat(value).replace(tzinfo=datetime.UTC).timestamp()
            return int(seconds) if seconds.is_integer() else seconds
        # Quoted denormals are read as null.
        return float(value) if column.kind == "float" else value

    def insert_csv(self, table, csv_path):
        types = ", ".join(f"{name(column.name)} {column.type_of(TYPES)}" for column in table.columns)
        structure = types.replace("\\", "\\\\").replace("'", "\\'")
        names = ", ".join(name(column.name) for column in table.columns)
        source = f"file({literal(os.path.abspath(csv_path))}, CSVWithNames, '{structure}')"
        self.execute(f"INSERT INTO {path(table)} ({names}) SELECT {names} FROM {source}")

    def execute(self, sql):
        self.session.query(sql, "Null")

    def query(self, sql):
        found = self.session.query(sql, "JSONCompactEachRowWithNamesAndTypes").bytes().decode()
        lines = [json.loads(line) for line in found.split("\n") if line]
        if len(lines) < 2:
            raise ValueError("the statement answers no rows")
        columns, types = lines[0], lines[1]
        rows = [[text(type_name, value) for type_name, value in zip(types, row)] for row in lines[2:]]
        return protocol.Answer(columns, [kind(type_name) for type_name in types], rows)

    def analyze(self, sql):
        self.execute(f"EXPLAIN {sql}")

    def set(self, setting, value):
        self.execute(f"SET {setting} = {literal(value)}")

    def reset(self):
        own = ", ".join(literal(database) for database in OWN_DATABASES)
        for (database,) in self.query(f"SELECT name FROM system.databases WHERE name NOT IN ({own})").rows:
            self.execute(f"DROP DATABASE {name(database)} SYNC")
        for table, engine in self.query("SELECT name, engine FROM system.tables WHERE database = 'default'").rows:
            self.execute(f"DROP {'VIEW' if engine == 'View' else 'TABLE'} default.{name(table)} SYNC")
        # Settings belong to the session.
        self.session.close()
        self.open()

    def close(self):
        self.session.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def own_type(column, values):
    """The type that ClickHouse's users would give to a column with these values."""
    given = [value for value in values if value is not None]
    may_be_null = len(given) < len(values)
    if column.kind == "text":
        return f"LowCardinality({'Nullable(String)' if may_be_null else 'String'})"
    own = re.fullmatch(r"Nullable\((.*)\)", column.type_of(TYPES))[1]
    recent = all(value >= "1970" for value in given)
    if column.kind == "boolean":
        own = "UInt8"
    elif column.kind == "integer" and all(0 <= int(value) < 256 for value in given):
        own = "UInt8"
    elif column.kind == "integer" and all(0 <= int(value) for value in given):
        own = "UInt64"
    elif column.kind == "date" and recent:
        own = "Date"
    elif column.kind == "timestamp":
        own = "DateTime64(3)" if not recent or any("." in value for value in given) else "DateTime('America/New_York')"
    return f"Nullable({own})" if may_be_null else own


def name(identifier):
    return "`" + identifier.replace("\\", "\\\\").replace("`", "\\`") + "`"


def path(table):
    return f"{name(table.schema)}.{name(table.name)}"


def literal(value):
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def bare(type_name):
    """A type without what only says how it is stored."""
    while found := re.fullmatch(r"(?:Nullable|LowCardinality)\((.*)\)", type_name):
        type_name = found[1]
    return type_name


def kind(type_name):
    type_name = bare(type_name)
    if re.fullmatch(r"U?Int\d+", type_name):
        return "integer"
    if re.fullmatch(r"Float\d+", type_name):
        return "float"
    if found := re.fullmatch(r"Decimal\((\d+), (\d+)\)", type_name):
        return f"decimal({found[1]},{found[2]})"
    if type_name.startswith("DateTime"):
        return "timestamp"
    known = {"Bool": "boolean", "String": "text", "Date": "date", "Date32": "date", "Nothing": "null"}
    return known.get(type_name, type_name)


def text(type_name, value):
    of = kind(type_name)
    if value is None:
        return None
    if of == "float":
        return FLOATS[value] if value in FLOATS else protocol.text(float(value))
    if of.startswith("decimal"):
        return protocol.text(Decimal(value))
    if of == "timestamp":
        return value.rstrip("0").rstrip(".") if "." in value else value
    return protocol.text(value)


if __name__ == "__main__":
    protocol.serve(ClickHouse)

"""DuckDB, in a version other than that of the driver."""

import re

import duckdb

from engines import duckdb_rows, protocol

TYPES = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "decimal": "DECIMAL({precision},{scale})",
    "float": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
INSTANT = "TIMESTAMPTZ"
NAMES = {
    "BOOLEAN": "boolean",
    "FLOAT": "float",
    "DOUBLE": "float",
    "VARCHAR": "text",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "instant",
    '"NULL"': "null",
}


class DuckDB(protocol.Judge):
    def __init__(self):
        self.open()

    def open(self):
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("SET TimeZone = 'UTC'")

    def engine(self):
        return f"DuckDB {duckdb.__version__}"

    def create(self, table):
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {name(table.schema)}")
        columns = ", ".join(f"{name(column.name)} {type_}" for column, type_ in zip(table.columns, types(table)))
        self.execute(f"DROP TABLE IF EXISTS {path(table)}")
        self.execute(f"CREATE TABLE {path(table)} ({columns})")

    def insert(self, table, rows):
        duckdb_rows.insert(self.connection, path(table), types(table), rows)

    def insert_csv(self, table, csv_path):
        duckdb_rows.insert_csv(self.connection, path(table), table.names(), types(table), csv_path)

    def execute(self, sql):
        self.connection.execute(sql)

    def query(self, sql):
        found = self.connection.execute(sql)
        rows = [[protocol.text(value) for value in row] for row in found.fetchall()]
        columns = [column[0] for column in found.description]
        return protocol.Answer(columns, [kind(str(column[1])) for column in found.description], rows)

    def analyze(self, sql):
        self.execute(f"EXPLAIN {sql}")

    def set(self, setting, value):
        self.execute(f"SET {name(setting)} = {duckdb_rows.literal(value)}")

    def reset(self):
        self.connection.close()
        self.open()


def name(identifier):
    return protocol.quoted(identifier, '"')


def path(table):
    return f"{name(table.schema)}.{name(table.name)}"


def types(table):
    return [INSTANT if column.kind == "timestamp" and table.instant else column.type_of(TYPES) for column in table.columns]


def kind(type_name):
    if re.fullmatch(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?", type_name):
        return "integer"
    return NAMES.get(type_name) or type_name.lower()


if __name__ == "__main__":
    protocol.serve(DuckDB)

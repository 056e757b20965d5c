"""Snowflake, for which fakesnow stands in: it translates SQL to DuckDB's. That it runs something proves little.

It is taught what Snowflake documents and it does not do: DATEADD by days or more and DATE_TRUNC make a date of a date, and sums
of numbers are exact. Other than on Snowflake: a division by zero gives infinity, names between quotes match in any case.
"""

import re
import warnings
from importlib.metadata import version

import fakesnow
import snowflake.connector
import sqlglot
from fakesnow import cursor, transforms
from snowflake.connector.constants import FIELD_ID_TO_NAME
from sqlglot import exp

from engines import duckdb_rows, protocol, snowflake_words

warnings.simplefilter("ignore")

DATABASE = "WAREHOUSE"
DEFAULT_SCHEMA = "PUBLIC"
TYPES = {
    "boolean": "BOOLEAN",
    "integer": "NUMBER(38,0)",
    "decimal": "NUMBER({precision},{scale})",
    "float": "FLOAT",
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP_NTZ",
}
INSTANT = "TIMESTAMP_TZ"
# The same in DuckDB, which loads the rows.
UNDERNEATH = {
    "boolean": "BOOLEAN",
    "integer": "DECIMAL(38,0)",
    "decimal": "DECIMAL({precision},{scale})",
    "float": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
NAMES = {
    "BOOLEAN": "boolean",
    "REAL": "float",
    "TEXT": "text",
    "DATE": "date",
    "TIMESTAMP_NTZ": "timestamp",
    "TIMESTAMP_TZ": "instant",
    "TIMESTAMP_LTZ": "instant",
}
# Which of the two it is, DuckDB knows from the type of what is moved or truncated.
AS_BEFORE = "CREATE TEMP MACRO as_before(before DATE, after) AS CAST(after AS DATE), (before TIMESTAMP, after) AS after"
DAYS_OR_MORE = ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")

translated = cursor.FakeSnowflakeCursor._transform  # noqa: SLF001 fakesnow has no place for more translations
# It would take the numbers of a sum as floating point.
transforms.numeric_agg_implicit_cast = lambda expression: expression
# It would look for variables of the session within texts.
cursor.FakeSnowflakeCursor._inline_variables = lambda self, command: command  # noqa: SLF001
# It would keep the lengths of text columns, by a statement that a name with a quote breaks.
transforms.extract_text_length = lambda expression: expression


def translate(self, expression, params):
    statement = translated(self, expression, params)
    # Those within others first.
    for node in reversed(list(statement.find_all(exp.DateAdd, exp.DateTrunc, exp.TimestampTrunc))):
        if node.text("unit").upper() in DAYS_OR_MORE:
            before, after = node.this.copy(), node.copy()
            # DuckDB does not know the types of aggregates here; but what is cast, is known.
            is_date = isinstance(before, exp.Cast) and before.is_type(exp.DataType.Type.DATE)
            node.replace(exp.cast(after, "DATE") if is_date else exp.Anonymous(this="as_before", expressions=[before, after]))
    return statement


cursor.FakeSnowflakeCursor._transform = translate  # noqa: SLF001


class Snowflake(protocol.Judge):
    def __init__(self):
        self.patch = fakesnow.patch()
        self.patch.__enter__()
        self.open()

    def open(self):
        self.connection = snowflake.connector.connect(database=DATABASE, schema=DEFAULT_SCHEMA)
        self.cursor = self.connection.cursor()
        self.underneath().execute("SET TimeZone = 'UTC'")
        self.underneath().execute(AS_BEFORE)

    def underneath(self):
        return self.cursor._duck_conn  # noqa: SLF001 fakesnow has no other way to rows in bulk

    def engine(self):
        return f"fakesnow {version('fakesnow')}"

    def create(self, table):
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {name(table.schema)}")
        types = [INSTANT if column.kind == "timestamp" and table.instant else column.type_of(TYPES) for column in table.columns]
        columns = ", ".join(f"{name(column.name)} {type_}" for column, type_ in zip(table.columns, types))
        self.cursor.execute(f"CREATE OR REPLACE TABLE {path(table)} ({columns})")

    def insert(self, table, rows):
        duckdb_rows.insert(self.underneath(), target(table), casts(table), rows)

    def insert_csv(self, table, csv_path):
        duckdb_rows.insert_csv(self.underneath(), target(table), table.names(), casts(table), csv_path)

    def run(self, sql):
        snowflake_words.check(sql, sqlglot.parse_one(sql, read="snowflake"))
        self.cursor.execute(sql)

    def execute(self, sql):
        self.run(sql)
        if re.match("CREATE SCHEMA", sql, re.IGNORECASE):
            # A schema is the session's own one from when it is created; tables without a schema are elsewhere.
            self.cursor.execute(f"USE SCHEMA {DEFAULT_SCHEMA}")

    def query(self, sql):
        self.run(sql)
        found = self.cursor.description
        rows = [[protocol.text(value) for value in row] for row in self.cursor.fetchall()]
        if any(len(row) != len(found) for row in rows):
            raise ValueError("fakesnow has lost a column; two have the same name")
        return protocol.Answer([column.name for column in found], [kind(column) for column in found], rows)

    def reset(self):
        self.connection.close()
        self.patch.__exit__(None, None, None)
        self.patch = fakesnow.patch()
        self.patch.__enter__()
        self.open()


def name(identifier):
    """A name as it is stored when written without quotes, so that it can be reserved as well."""
    plain = re.fullmatch("[A-Za-z_][A-Za-z0-9_$]*", identifier)
    return protocol.quoted(identifier.upper() if plain else identifier, '"')


def path(table):
    return f"{name(table.schema)}.{name(table.name)}"


def target(table):
    return f"{DATABASE}.{path(table)}"


def casts(table):
    return ["TIMESTAMPTZ" if column.kind == "timestamp" and table.instant else column.type_of(UNDERNEATH) for column in table.columns]


def kind(column):
    type_name = FIELD_ID_TO_NAME[column.type_code]
    if type_name == "FIXED":
        return f"decimal({column.precision},{column.scale})" if column.scale else "integer"
    return NAMES.get(type_name, type_name.lower())


if __name__ == "__main__":
    protocol.serve(Snowflake)

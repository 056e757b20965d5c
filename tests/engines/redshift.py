"""Redshift, for which PostgreSQL stands in: SQL is translated by sqlglot, and run on a server in a database of its own.

NORTHSTAR_REDSHIFT_POSTGRES is the server's address, as libpq reads it; the user must be allowed to create databases.
What PostgreSQL would run though Redshift does not is refused, and some functions are put in place of PostgreSQL's that
answer otherwise. Still other than on Redshift: the scale of a quotient or mean of decimals, and blanks at the end of text.
"""

import os

import psycopg
import sqlglot
from psycopg import sql as composed

from engines import protocol, redshift_dialect

ADDRESS = "NORTHSTAR_REDSHIFT_POSTGRES"
TYPES = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "decimal": "DECIMAL({precision},{scale})",
    "float": "DOUBLE PRECISION",
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
INSTANT = "TIMESTAMPTZ"
# By PostgreSQL's numbers of types.
NAMES = {
    16: "boolean",
    20: "integer",
    21: "integer",
    23: "integer",
    25: "text",
    700: "float",
    701: "float",
    705: "text",
    1042: "text",
    1043: "text",
    1082: "date",
    1114: "timestamp",
    1184: "instant",
}
NUMERIC = 1700
# Found before PostgreSQL's own of these names: a mean of integers is cut off, and null makes a concatenation null.
OWN = """
CREATE SCHEMA redshift_functions;
SET search_path = redshift_functions, pg_catalog, public;
CREATE FUNCTION mean(numeric[]) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT trunc($1[1] / nullif($1[2], 0))::bigint';
CREATE FUNCTION concat(text, text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1 || $2';
"""
OWN_MEAN = """
CREATE FUNCTION add_to_mean(numeric[], {integer}) RETURNS numeric[] IMMUTABLE STRICT LANGUAGE sql AS
    'SELECT ARRAY[$1[1] + $2, $1[2] + 1]';
CREATE AGGREGATE avg({integer}) (sfunc = add_to_mean, stype = numeric[], finalfunc = mean, initcond = '{{0,0}}');
"""
INTEGERS = ("smallint", "integer", "bigint")
OWN_SCHEMAS = ("redshift_functions", "information_schema", "pg_catalog", "pg_toast", "public")


class Redshift(protocol.Judge):
    def __init__(self):
        address = os.environ.get(ADDRESS)
        if not address:
            raise ValueError(f"{ADDRESS} does not say where PostgreSQL is")
        self.server = psycopg.connect(address, autocommit=True)
        self.database = f"northstar_redshift_{os.getpid()}"
        self.server.execute(composed.SQL("CREATE DATABASE {}").format(composed.Identifier(self.database)))
        try:
            self.connection = psycopg.connect(address, dbname=self.database, autocommit=True)
            self.connection.execute("SET TimeZone = 'UTC'")
            self.connection.execute(OWN + "".join(OWN_MEAN.format(integer=integer) for integer in INTEGERS))
        except psycopg.Error:
            self.close()
            raise

    def engine(self):
        return f"PostgreSQL {self.connection.info.parameter_status('server_version')} with sqlglot {sqlglot.__version__}"

    def create(self, table):
        self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name(table.schema)}")
        types = [INSTANT if column.kind == "timestamp" and table.instant else column.type_of(TYPES) for column in table.columns]
        columns = ", ".join(f"{name(column.name)} {type_}" for column, type_ in zip(table.columns, types))
        self.connection.execute(f"DROP TABLE IF EXISTS {path(table)} CASCADE")
        self.connection.execute(f"CREATE TABLE {path(table)} ({columns})")

    def insert(self, table, rows):
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {path(table)} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def execute(self, sql):
        self.connection.execute(redshift_dialect.to_postgres(sql))

    def query(self, sql):
        cursor = self.connection.execute(redshift_dialect.to_postgres(sql))
        if cursor.description is None:
            raise ValueError("the statement answers no rows")
        rows = [[protocol.text(value) for value in row] for row in cursor.fetchall()]
        return protocol.Answer([column.name for column in cursor.description], [kind(column) for column in cursor.description], rows)

    def analyze(self, sql):
        self.connection.execute(f"EXPLAIN {redshift_dialect.to_postgres(sql)}")

    def reset(self):
        for (schema,) in self.connection.execute("SELECT nspname FROM pg_namespace").fetchall():
            if schema not in OWN_SCHEMAS and not schema.startswith(("pg_temp", "pg_toast_temp")):
                self.connection.execute(f"DROP SCHEMA {name(schema)} CASCADE")

    def close(self):
        self.server.execute(composed.SQL("DROP DATABASE {} WITH (FORCE)").format(composed.Identifier(self.database)))
        self.server.close()


def name(identifier):
    return protocol.quoted(redshift_dialect.folded(identifier), '"')


def path(table):
    return f"{name(table.schema)}.{name(table.name)}"


def kind(column):
    if column.type_code == NUMERIC:
        return f"decimal({column.precision},{column.scale})" if column.precision else "decimal"
    return NAMES.get(column.type_code, column.type_display)


if __name__ == "__main__":
    protocol.serve(Redshift)

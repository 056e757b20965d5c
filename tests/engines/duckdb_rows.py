"""Rows into tables of DuckDB, which runs the judge of its own SQL and, underneath, that of Snowflake's."""

import json
import os
import tempfile

from engines import protocol


def insert(connection, target, casts, rows):
    """Rows whose values are text; `casts` are the types of the table's columns."""
    fields = [f"c{place}" for place in range(len(casts))]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(fields, row))) + "\n")
        file.flush()
        columns = ", ".join(f"{field}: 'VARCHAR'" for field in fields)
        source = f"read_json({literal(file.name)}, columns = {{{columns}}}, format = 'newline_delimited')"
        connection.execute(f"INSERT INTO {target} SELECT {cast(fields, casts)} FROM {source}")


def insert_csv(connection, target, names, casts, path):
    """The rows of a CSV file; `names` are the names that the table's columns have in the file."""
    header = protocol.csv_header(path)
    fields = [f"c{header.index(name)}" for name in names]
    columns = ", ".join(f"c{place}: 'VARCHAR'" for place in range(len(header)))
    options = "header = true, auto_detect = false, quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = true"
    source = f"read_csv({literal(os.path.abspath(path))}, columns = {{{columns}}}, {options})"
    connection.execute(f"INSERT INTO {target} SELECT {cast(fields, casts)} FROM {source}")


def cast(fields, casts):
    return ", ".join(f"CAST({field} AS {type_})" for field, type_ in zip(fields, casts))


def literal(text):
    return protocol.quoted(text, "'")

"""Databricks, for which open-source Spark stands in: ANSI mode, a session in UTC, tables as Parquet files in a folder.

Spark has neither Delta's statements (MERGE, REPLACE WHERE, CREATE OR REPLACE TABLE) nor Unity Catalog. Of these it is only
CREATE OR REPLACE TABLE that is let through, as CREATE TABLE: an error where there is such a table already. Its own catalogue
names tables by letters, digits and underscores only: one with another name is loaded under a name of those, and statements that
quote the name find it there.
"""

import json
import logging
import os
import re
import shutil
import tempfile

os.environ["TZ"] = "UTC"  # Instants reach Python in the zone of the process.

from pyspark.sql import SparkSession  # noqa: E402

from engines import protocol  # noqa: E402

TYPES = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "decimal": "DECIMAL({precision},{scale})",
    "float": "DOUBLE",
    "text": "STRING",
    "date": "DATE",
    "timestamp": "TIMESTAMP_NTZ",
}
INSTANT = "TIMESTAMP"
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    # Statements differ and tables are small: compiling code for each would take longer than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.driver.memory": "2g",
    # A third less time for many small statements.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}
REPLACED = re.compile(r"\ACREATE OR REPLACE TABLE ")
NAMES = {
    "tinyint": "integer",
    "smallint": "integer",
    "int": "integer",
    "bigint": "integer",
    "double": "float",
    "string": "text",
    "timestamp_ntz": "timestamp",
    "timestamp": "instant",
    "void": "null",
}


class Spark(protocol.Judge):
    def __init__(self):
        logging.disable(logging.CRITICAL)  # Errors are answered.
        self.folder = tempfile.mkdtemp(prefix="northstar-databricks-")
        builder = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", f"{self.folder}/warehouse")
        builder = builder.config("spark.local.dir", f"{self.folder}/local")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.settings = {}
        self.renamed = {}

    def engine(self):
        return f"Spark {self.session.version}"

    def create(self, table):
        if re.search(r"\W", table.name):
            plain = "_".join([*re.findall(r"\w+", table.name), str(len(self.renamed))])
            self.renamed[name(table.name)] = name(plain)
            table.name = plain
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {name(table.schema)}")
        self.drop(table.schema, table.name)
        columns = ", ".join(f"{name(column.name)} {type_of(table, column)}" for column in table.columns)
        self.execute(f"CREATE TABLE {path(table)} ({columns}) USING parquet")

    def drop(self, schema, table):
        views = self.session.sql(f"SHOW VIEWS IN {name(schema)}").collect()
        kind = "VIEW" if any(view["viewName"] == table.lower() for view in views) else "TABLE"
        self.execute(f"DROP {kind} IF EXISTS {name(schema)}.{name(table)}")

    def insert(self, table, rows):
        fields = [f"c{place}" for place in range(len(table.columns))]
        lines = json.dumps([dict(zip(fields, row)) for row in rows])
        structure = ", ".join(f"{field}: STRING" for field in fields)
        values = casts(table, fields)
        read = f"SELECT inline(from_json(:lines, 'ARRAY<STRUCT<{structure}>>'))"
        self.session.sql(f"INSERT INTO {path(table)} SELECT {values} FROM ({read})", args={"lines": lines})

    def insert_csv(self, table, csv_path):
        names = protocol.csv_header(csv_path)
        fields = [f"c{place}" for place in range(len(names))]
        reader = self.session.read.schema(", ".join(f"{field} STRING" for field in fields))
        options = {"header": True, "enforceSchema": True, "escape": '"', "multiLine": True, "nullValue": "", "emptyValue": ""}
        reader.csv(os.path.abspath(csv_path), **options).createOrReplaceTempView("northstar_csv")
        values = casts(table, [fields[names.index(column.name)] for column in table.columns])
        self.execute(f"INSERT INTO {path(table)} SELECT {values} FROM northstar_csv")
        self.session.catalog.dropTempView("northstar_csv")

    def found(self, sql):
        for quoted, plain in self.renamed.items():
            sql = sql.replace(quoted, plain)
        return self.session.sql(sql)

    def execute(self, sql):
        self.found(REPLACED.sub("CREATE TABLE ", sql)).collect()

    def query(self, sql):
        found = self.found(sql)
        if not found.columns:
            raise ValueError("the statement answers no rows")
        rows = [[protocol.text(value) for value in row] for row in found.collect()]
        return protocol.Answer(found.columns, [kind(type_name) for _, type_name in found.dtypes], rows)

    def analyze(self, sql):
        plan = "\n".join(row[0] for row in self.found(f"EXPLAIN {sql}").collect())
        # Why there is no plan is told as if it were one.
        if plan.startswith("Error occurred during query planning"):
            raise ValueError(plan)

    def set(self, setting, value):
        self.settings.setdefault(setting, self.session.conf.get(setting, None))
        self.session.conf.set(setting, value)

    def message(self, error):
        text = str(error)
        # What follows is the plan, or Java's stack.
        found = re.match(r".*?SQLSTATE: \w+", text, re.DOTALL)
        return found[0] if found else text.split("\n\tat ")[0]

    def reset(self):
        for (schema,) in self.session.sql("SHOW DATABASES").collect():
            if schema != "default":
                self.execute(f"DROP DATABASE {name(schema)} CASCADE")
        for table in self.session.sql("SHOW TABLES IN default").collect():
            self.drop("default", table["tableName"])
        for setting, value in self.settings.items():
            self.session.conf.unset(setting) if value is None else self.session.conf.set(setting, value)
        self.settings = {}
        self.renamed = {}

    def close(self):
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def name(identifier):
    return protocol.quoted(identifier, "`")


def path(table):
    return f"{name(table.schema)}.{name(table.name)}"


def type_of(table, column):
    return INSTANT if column.kind == "timestamp" and table.instant else column.type_of(TYPES)


def casts(table, fields):
    return ", ".join(f"CAST({field} AS {type_of(table, column)})" for field, column in zip(fields, table.columns))


def kind(type_name):
    return NAMES.get(type_name, type_name)


if __name__ == "__main__":
    protocol.serve(Spark)

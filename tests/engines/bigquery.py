"""BigQuery, for which GoogleSQL's analyzer and reference evaluator stand in. They know no definitions: tables are kept here.

Every statement is analyzed as it is written, with what the service refuses besides. To be evaluated, tables in datasets
are named anew, since the evaluator reads the rows of tables outside of them only; and APPROX_COUNT_DISTINCT, which it does
not know, is evaluated as the exact count, one of the answers that the service may give; and a series of days, of which it makes
16,000 at once and the service a million, is made of several. The periods of 131 years, of which every statement that
reads them would have to be told, are those of 38, and the hours of four. What is said of objects by ALTER … SET OPTIONS is analyzed and forgotten.
"""

import re
from collections import Counter
from importlib.metadata import version

from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service
from zetasql.wasi._pb2.zetasql.proto import options_pb2, simple_catalog_pb2
from zetasql.wasi._pb2.zetasql.public import options_pb2 as public
from zetasql.wasi._pb2.zetasql.public import simple_table_pb2, type_pb2

from engines import bigquery_limits, googlesql, googlesql_values as values, protocol
from engines import googlesql_tree as tree

# A column by which changed rows are told; `SELECT *` does not show it.
ROW = "_northstar_row"
APPROXIMATE = re.compile(r"\bAPPROX_COUNT_DISTINCT\(")
# The ends of the tables of periods, and those that they are made to here. Twenty-eight years later the same days of the week have the same
# dates. A question outside of them gets wrong rows, never right ones.
ENDS = {
    "DATETIME '1970-01-01 00:00:00'": "DATETIME '2024-01-01 00:00:00'",
    "DATETIME '2100-12-31 23:00:00'": "DATETIME '2027-12-31 23:00:00'",
    "DATE '1969-": "DATE '1997-",
    "DATE '1970-": "DATE '1998-",
    "DATE '2100-": "DATE '2035-",
}
OPERATIONS = service.EvaluateModifyResponse.Row


class Stored:
    """A table with its rows, or a view with its query and, while nothing changes, the rows that it gave."""

    def __init__(self, columns, query=None):
        self.columns, self.query = columns, query
        self.rows = None if query else []


class BigQuery(protocol.Judge):
    def __init__(self):
        self.module = googlesql.Module()
        request = service.LanguageOptionsRequest(maximum_features=True)
        self.language = self.module.call("GetLanguageOptions", request, options_pb2.LanguageOptionsProto)
        self.language.product_mode = public.PRODUCT_EXTERNAL
        if "QUALIFY" not in self.language.reserved_keywords:
            self.language.reserved_keywords.append("QUALIFY")
        del self.language.supported_statement_kinds[:]  # All of them.
        self.options = options_pb2.AnalyzerOptionsProto(
            language_options=self.language, error_message_mode=public.ERROR_MESSAGE_ONE_LINE, default_timezone="UTC"
        )
        self.forget()

    def forget(self):
        self.schemas = set()
        self.tables = {}
        self.catalog = None

    def engine(self):
        return f"GoogleSQL (zetasql {version('zetasql')})"

    # Loading.

    def create(self, table):
        if table.schema:
            self.schemas.add(table.schema)
        columns = [new_column(column.name, values.kind_of(column, table.instant)) for column in table.columns]
        self.tables[key(table)] = Stored(columns)
        self.changed()

    def insert(self, table, rows):
        stored = self.tables[key(table)]
        kinds = [column.type.type_kind for column in stored.columns]
        for row in rows:
            cells = [values.value(kind, text) for kind, text in zip(kinds, row)]
            stored.rows.append(service.TableData.Row(cell=cells))
        self.changed()

    # Statements.

    def analyze(self, sql):
        resolved = self.call("Analyze", service.AnalyzeRequest(sql_statement=sql), service.AnalyzeResponse).resolved_statement
        bigquery_limits.check(resolved)

    def query(self, sql):
        statement = self.parsed(sql)
        if tree.kind(statement) != "ASTQueryStatement":
            raise ValueError("the statement answers no rows")
        self.analyze(sql)
        columns, rows = self.evaluate(sql)
        types = [column.type for column in columns]
        shown = [[values.text(type_, cell) for type_, cell in zip(types, row.cell)] for row in rows]
        return protocol.Answer([column.name for column in columns], [values.type_name(type_) for type_ in types], shown)

    def execute(self, sql):
        statement = self.parsed(sql)
        do = self.STATEMENTS.get(tree.kind(statement))
        if do is None:
            raise protocol.Unsupported(f"this judge cannot run a statement of the kind {tree.kind(statement)}")
        self.analyze(sql)
        do(self, sql, statement)

    def create_schema(self, sql, statement):
        (schema,) = tree.names(tree.inherited(statement, "name"))
        if schema in self.schemas and not tree.inherited(statement, "is_if_not_exists"):
            raise ValueError(f"there is a dataset {schema}")
        self.schemas.add(schema)

    def create_table(self, sql, statement):
        name = self.new_name(statement)
        declared = tree.inherited(statement, "table_element_list").elements
        if not statement.HasField("query"):
            if name is not None:
                self.put(name, Stored(self.declared_columns(sql)))
            return
        if declared:
            raise protocol.Unsupported("this judge cannot run CREATE TABLE with both columns and a query")
        query = tree.source(sql, statement.query)
        if name is not None and name[-1] == "periods":
            for end, here in ENDS.items():
                query = query.replace(end, here)
        columns, rows = self.evaluate(query)
        if name is not None:
            stored = Stored([new_column(column.name, column.type) for column in columns])
            stored.rows = list(rows)
            self.put(name, stored)

    def declared_columns(self, sql):
        resolved = self.call("Analyze", service.AnalyzeRequest(sql_statement=sql), service.AnalyzeResponse).resolved_statement
        found = tree.inherited(tree.concrete(resolved), "column_definition_list")
        return [new_column(column.name, column.type) for column in found]

    def create_view(self, sql, statement):
        base = statement.parent
        if base.HasField("column_with_options_list"):
            raise protocol.Unsupported("this judge cannot run CREATE VIEW with columns")
        name = self.new_name(statement)
        query = tree.source(sql, base.query)
        request = service.PrepareQueryRequest(sql=self.flat(query)[0])
        prepared = self.call("PrepareQuery", request, service.PrepareQueryResponse).prepared
        self.call("UnprepareQuery", service.UnprepareQueryRequest(prepared_query_id=prepared.prepared_query_id), googlesql.Empty)
        if name is not None:
            self.put(name, Stored([new_column(column.name, column.type) for column in prepared.columns], query))

    def new_name(self, statement):
        """Where a table or view is to be put; nowhere if there is one and that is no fault."""
        name = tree.names(tree.inherited(statement, "name"))
        if len(name) != 2 or name[0] not in self.schemas:
            raise ValueError(f"there is no dataset for {'.'.join(name)}")
        if name not in self.tables or tree.inherited(statement, "is_or_replace"):
            return name
        if tree.inherited(statement, "is_if_not_exists"):
            return None
        raise ValueError(f"there is a table or view {'.'.join(name)}")

    def put(self, name, stored):
        self.tables[name] = stored
        self.changed()

    def drop(self, sql, statement):
        name = tree.names(statement.name)
        kind = sql.split()[1].upper()
        if kind not in ("TABLE", "VIEW"):
            raise protocol.Unsupported(f"this judge cannot drop a {kind.lower()}")
        stored = self.tables.get(name)
        if stored is None and statement.is_if_exists:
            return
        if stored is None or (stored.query is not None) != (kind == "VIEW"):
            raise ValueError(f"there is no {kind.lower()} {'.'.join(name)}")
        del self.tables[name]
        self.changed()

    def describe(self, sql, statement):
        """ALTER … SET OPTIONS of a table or view, which changes no rows."""
        if not re.search(r"\bSET OPTIONS \(", sql):
            raise protocol.Unsupported("this judge alters nothing but options")

    def modify(self, sql, statement):
        """INSERT, UPDATE and DELETE."""
        inserts = tree.kind(statement) == "ASTInsertStatement"
        name = tree.names(tree.concrete(statement.target_path))
        stored = self.tables.get(name)
        if stored is None or stored.query is not None:
            raise ValueError(f"there is no table {'.'.join(name)}")
        flat, read = self.flat(sql)
        self.register(read, numbered=None if inserts else name)
        request = service.EvaluateModifyRequest(sql=flat)
        try:
            changes = self.call("EvaluateModify", request, service.EvaluateModifyResponse).content
        finally:
            self.changed()
        rows = dict(enumerate(stored.rows))
        for change in changes:
            if change.operation == OPERATIONS.INSERT:
                rows[len(rows)] = service.TableData.Row(cell=change.cell)
            elif change.operation == OPERATIONS.UPDATE:
                rows[change.old_primary_key[0].int64_value] = service.TableData.Row(cell=change.cell[: len(stored.columns)])
            else:
                del rows[change.old_primary_key[0].int64_value]
        stored.rows = list(rows.values())

    STATEMENTS = {
        "ASTCreateSchemaStatement": create_schema,
        "ASTCreateTableStatement": create_table,
        "ASTCreateViewStatement": create_view,
        "ASTDropStatement": drop,
        "ASTInsertStatement": modify,
        "ASTUpdateStatement": modify,
        "ASTAlterTableStatement": describe,
        "ASTAlterViewStatement": describe,
        "ASTDeleteStatement": modify,
    }

    def reset(self):
        self.changed()
        self.forget()

    # The evaluator.

    def parsed(self, sql):
        request = service.ParseRequest(sql_statement=sql, options=self.language)
        return tree.concrete(self.module.call("Parse", request, service.ParseResponse).parsed_statement)

    def flat(self, sql):
        """A text as the evaluator can run it, and the tables that it reads."""
        statement = self.parsed(sql)
        read = self.read(statement)
        flat = tree.with_flat_names(sql, statement, self.tables)
        return tree.with_short_series(flat, self.parsed(flat)), read

    def read(self, statement):
        """The tables that a statement reads, with the rows of views worked out."""
        read = {tree.names(path) for path, _ in tree.table_paths(statement)} & self.tables.keys()
        for stored in (self.tables[name] for name in read):
            if stored.rows is None:
                _, stored.rows = self.evaluate(stored.query)
        return read

    def evaluate(self, query):
        """Columns and rows. What the query names by WITH and mentions more than once is a table meanwhile: the evaluator would work
        it out at each mention."""
        statement = self.parsed(query)
        self.read(statement)
        entries, rest = tree.with_entries(query, statement)
        mentions = Counter(tree.names(path) for path, _ in tree.table_paths(statement))
        tables = self.tables
        self.tables = dict(tables)
        once = []
        try:
            for name, entry in entries:
                if mentions[(name,)] < 2:
                    once.append((name, entry))
                    continue
                columns, rows = self.evaluate_at_once(tree.with_clause(once) + entry)
                self.tables[(name,)] = Stored([new_column(column.name, column.type) for column in columns])
                self.tables[(name,)].rows = rows
            return self.evaluate_at_once(tree.with_clause(once) + rest)
        finally:
            self.tables = tables

    def evaluate_at_once(self, query):
        flat, read = self.flat(query)
        self.register(read)
        request = service.EvaluateQueryRequest(sql=APPROXIMATE.sub("COUNT(DISTINCT ", flat))
        try:
            answer = self.call("EvaluateQuery", request, service.EvaluateQueryResponse)
        finally:
            self.unregister()
        return answer.prepared.columns, answer.content.table_data.row

    def call(self, method, request, answer_type):
        """Calls the service with the catalogue."""
        if "registered_catalog_id" in request.DESCRIPTOR.fields_by_name:
            if self.catalog is None:
                self.register()
            request.registered_catalog_id = self.catalog
            request.options.CopyFrom(self.options)
        try:
            return self.module.call(method, request, answer_type)
        except googlesql.Crash:
            self.catalog = None
            raise

    def changed(self):
        """Forgets what depends on the rows of tables."""
        for stored in self.tables.values():
            if stored.query is not None:
                stored.rows = None
        self.unregister()

    def unregister(self):
        if self.catalog is not None:
            request = service.UnregisterRequest(registered_id=self.catalog)
            self.catalog = None
            self.module.call("UnregisterCatalog", request, googlesql.Empty)

    def register(self, read=(), numbered=None):
        """Tells the service of all tables, with the rows of those that are read: of one with numbers."""
        self.unregister()
        catalog = simple_catalog_pb2.SimpleCatalogProto(name="catalog")
        catalog.builtin_function_options.language_options.CopyFrom(self.language)
        request = service.RegisterCatalogRequest(simple_catalog=catalog)
        catalog = request.simple_catalog
        schemas = {schema: catalog.catalog.add(name=schema) for schema in sorted(self.schemas)}
        for name, stored in self.tables.items():
            flat = ".".join(name)
            if len(name) > 1:
                schemas[name[0]].table.add(name=name[1], column=stored.columns)
            table = catalog.table.add(name=flat, column=stored.columns)
            rows = stored.rows if name in read else []
            if name == numbered:
                table.column.append(new_column(ROW, type_pb2.TYPE_INT64, pseudo=True))
                table.primary_key_column_index.append(len(stored.columns))
                rows = [numbered_row(number, row) for number, row in enumerate(rows)]
            request.table_content[flat].table_data.row.extend(rows)
        self.catalog = self.module.call("RegisterCatalog", request, service.RegisterResponse).registered_id


def key(table):
    """The parts of a table's name; only one where it is of the default dataset."""
    return (table.schema, table.name) if table.schema else (table.name,)


def new_column(name, type_, pseudo=False):
    column = simple_table_pb2.SimpleColumnProto(name=name, is_pseudo_column=pseudo, is_writable_column=True)
    if isinstance(type_, type_pb2.TypeProto):
        column.type.CopyFrom(type_)
    else:
        column.type.type_kind = type_
    return column


def numbered_row(number, row):
    return service.TableData.Row(cell=[*row.cell, values.value(type_pb2.TYPE_INT64, str(number))])


if __name__ == "__main__":
    protocol.serve(BigQuery)

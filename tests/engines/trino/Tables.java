import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trino.testing.MaterializedRow;
import io.trino.testing.StandaloneQueryRunner;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Loads tables into the catalog `memory`, and drops what is in it. */
final class Tables {
    /** Characters of one INSERT's data: enough to spread the cost of a statement over thousands of rows. */
    private static final int BATCH = 300_000;

    private final StandaloneQueryRunner trino;
    private final ObjectMapper json;

    Tables(StandaloneQueryRunner trino, ObjectMapper json) {
        this.trino = trino;
        this.json = json;
    }

    void load(JsonNode request) throws IOException {
        String schema = Requests.text(request, "schema");
        String table = qualified(schema, Requests.text(request, "table"));
        boolean instant = request.path("timestamp").asText().equals("instant");
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (JsonNode column : request.path("columns")) {
            names.add(Requests.text(column, "name"));
            types.add(Values.trinoType(Requests.text(column, "type"), instant));
        }
        trino.execute("CREATE SCHEMA IF NOT EXISTS memory." + quoted(schema));
        trino.execute("DROP TABLE IF EXISTS " + table);
        trino.execute("CREATE TABLE " + table + " (" + list(names.size(), i -> quoted(names.get(i)) + " " + types.get(i)) + ")");
        Batches batches = new Batches(table, types);
        for (JsonNode row : request.path("rows")) {
            batches.add((ArrayNode) row);
        }
        if (request.has("csv")) {
            addFile(batches, Path.of(Requests.text(request, "csv")), names);
        }
        batches.flush();
    }

    private void addFile(Batches batches, Path path, List<String> names) throws IOException {
        try (Reader reader = Files.newBufferedReader(path)) {
            CsvReader csv = new CsvReader(reader);
            List<String> header = csv.next();
            for (String name : names) {
                if (header == null || !header.contains(name)) {
                    throw new IllegalArgumentException(path + " has no column " + name);
                }
            }
            int[] places = names.stream().mapToInt(header::indexOf).toArray();
            for (List<String> fields = csv.next(); fields != null; fields = csv.next()) {
                if (fields.size() != header.size()) {
                    throw new IllegalArgumentException(path + " has a line of " + fields.size() + " fields: " + fields);
                }
                ArrayNode row = json.createArrayNode();
                for (int place : places) {
                    String field = fields.get(place);
                    row.add(field.isEmpty() ? null : field);
                }
                batches.add(row);
            }
        }
    }

    void dropAll() {
        for (MaterializedRow row : trino.execute("""
                SELECT table_schema, table_name, table_type FROM memory.information_schema.tables
                WHERE table_schema <> 'information_schema'""")) {
            String kind = row.getField(2).equals("VIEW") ? "VIEW " : "TABLE ";
            trino.execute("DROP " + kind + qualified((String) row.getField(0), (String) row.getField(1)));
        }
        for (MaterializedRow row : trino.execute("""
                SELECT schema_name FROM memory.information_schema.schemata
                WHERE schema_name NOT IN ('information_schema', 'default')""")) {
            trino.execute("DROP SCHEMA memory." + quoted((String) row.getField(0)));
        }
        trino.execute("CREATE SCHEMA IF NOT EXISTS memory.default");
    }

    private static String qualified(String schema, String name) {
        return "memory." + quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String list(int count, IntFunction<String> item) {
        return String.join(", ", IntStream.range(0, count).mapToObj(item).toList());
    }

    /** Rows on their way into a table, many to a statement. */
    private final class Batches {
        private final String table;
        private final List<String> types;
        private final StringBuilder rows = new StringBuilder();

        Batches(String table, List<String> types) {
            this.table = table;
            this.types = types;
        }

        void add(ArrayNode row) {
            if (row.size() != types.size()) {
                throw new IllegalArgumentException(table + " has " + types.size() + " columns, and a row " + row.size());
            }
            rows.append(rows.isEmpty() ? "[" : ",").append(row);
            if (rows.length() >= BATCH) {
                flush();
            }
        }

        /** Inserts what has come together: as one JSON text, for Trino plans long lists of VALUES slowly. */
        void flush() {
            if (rows.isEmpty()) {
                return;
            }
            String literal = "'" + rows.append("]").toString().replace("'", "''") + "'";
            rows.setLength(0);
            int count = types.size();
            trino.execute("INSERT INTO " + table
                    + " SELECT " + list(count, i -> "CAST(v" + i + " AS " + types.get(i) + ")")
                    + " FROM UNNEST(CAST(json_parse(" + literal + ") AS array(row("
                    + list(count, i -> "v" + i + " varchar") + ")))) AS r(" + list(count, i -> "v" + i) + ")");
        }
    }
}

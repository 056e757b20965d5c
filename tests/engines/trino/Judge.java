//! A long-lived Trino that answers requests: one JSON object per line in, one per line out.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

public final class Judge {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Characters of one INSERT's data: large enough that the cost of a statement is spread over many rows. */
    private static final int BATCH_CHARACTERS = 400_000;

    private final StandaloneQueryRunner runner;

    private Judge(StandaloneQueryRunner runner) {
        this.runner = runner;
    }

    public static void main(String[] arguments) throws IOException {
        // Libraries print to System.out: only answers may reach the real one.
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Judge judge = new Judge(start());
        answers.println(greeting());
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(judge.answer(line));
        }
        // Closing the server in good order takes seconds and nothing of it outlives the process.
        Runtime.getRuntime().halt(0);
    }

    private static StandaloneQueryRunner start() {
        Session session = TestingSession.testSessionBuilder()
                .setCatalog("memory")
                .setSchema("default")
                .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                .build();
        StandaloneQueryRunner runner = new StandaloneQueryRunner(session);
        // The server raises the level while it starts, so this comes after it.
        Logger.getLogger("").setLevel(Level.SEVERE);
        runner.installPlugin(new MemoryPlugin());
        runner.createCatalog("memory", "memory", Map.of("memory.max-data-per-node", "1GB"));
        return runner;
    }

    private static ObjectNode greeting() {
        // SELECT version() would say "testversion".
        String version = StandaloneQueryRunner.class.getPackage().getImplementationVersion();
        return JSON.createObjectNode().put("ok", true).put("engine", "Trino " + version);
    }

    private ObjectNode answer(String line) {
        try {
            JsonNode request = JSON.readTree(line);
            String action = request.path("do").asText();
            return switch (action) {
                case "load" -> load(request);
                case "execute" -> execute(request.path("sql").asText());
                case "query" -> query(request.path("sql").asText());
                case "reset" -> reset();
                default -> throw new IllegalArgumentException("unknown request `" + action + "`");
            };
        }
        catch (Exception | StackOverflowError | OutOfMemoryError problem) {
            String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
            return JSON.createObjectNode().put("ok", false).put("error", message.replaceAll("\\s+", " ").strip());
        }
    }

    private static ObjectNode done() {
        return JSON.createObjectNode().put("ok", true);
    }

    private ObjectNode execute(String sql) {
        runner.execute(sql);
        return done();
    }

    private ObjectNode query(String sql) {
        MaterializedResult result = runner.execute(sql).toTestTypes();
        ObjectNode answer = done();
        ArrayNode columns = answer.putArray("columns");
        result.getColumnNames().forEach(columns::add);
        ArrayNode types = answer.putArray("types");
        result.getTypes().forEach(type -> types.add(typeName(type)));
        ArrayNode rows = answer.putArray("rows");
        for (MaterializedRow row : result) {
            ArrayNode values = rows.addArray();
            row.getFields().forEach(value -> values.add(text(value)));
        }
        return answer;
    }

    /** The name that all judges share for a type; Trino's own name for a type that has none. */
    private static String typeName(Type type) {
        return switch (type.getBaseName()) {
            case "tinyint", "smallint", "integer", "bigint" -> "integer";
            case "real", "double" -> "float";
            case "varchar", "char" -> "text";
            case "timestamp" -> "timestamp";
            case "timestamp with time zone" -> "timestamp with time zone";
            case "decimal" -> type.getDisplayName().replace(" ", "");
            default -> type.getDisplayName();
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.toPlainString();
            case LocalDateTime time -> timestamp(time);
            case ZonedDateTime time -> timestamp(time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "+00";
            case List<?> list -> list.stream().map(Judge::text).toList().toString();
            default -> value.toString();
        };
    }

    private static String timestamp(LocalDateTime time) {
        String text = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(time);
        if (time.getNano() == 0) {
            return text;
        }
        return text + "." + "%09d".formatted(time.getNano()).replaceAll("0+$", "");
    }

    private ObjectNode reset() {
        MaterializedResult relations = runner.execute("""
                SELECT table_schema, table_name, table_type FROM memory.information_schema.tables
                WHERE table_schema <> 'information_schema'""");
        for (MaterializedRow row : relations) {
            String kind = row.getField(2).equals("VIEW") ? "VIEW " : "TABLE ";
            runner.execute("DROP " + kind + qualified((String) row.getField(0), (String) row.getField(1)));
        }
        MaterializedResult schemas = runner.execute("""
                SELECT schema_name FROM memory.information_schema.schemata
                WHERE schema_name NOT IN ('information_schema', 'default')""");
        for (MaterializedRow row : schemas) {
            runner.execute("DROP SCHEMA memory." + quoted((String) row.getField(0)));
        }
        runner.execute("CREATE SCHEMA IF NOT EXISTS memory.default");
        return done();
    }

    private ObjectNode load(JsonNode request) throws IOException {
        String schema = request.path("schema").asText("default");
        String table = qualified(schema, request.path("table").asText());
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : request.path("columns")) {
            columns.add(new Column(column.path("name").asText(), trinoType(column.path("type").asText())));
        }
        runner.execute("CREATE SCHEMA IF NOT EXISTS memory." + quoted(schema));
        runner.execute("DROP TABLE IF EXISTS " + table);
        runner.execute("CREATE TABLE " + table + " (" + list(columns, c -> quoted(c.name()) + " " + c.type()) + ")");
        Loader loader = new Loader(table, columns);
        if (request.has("csv")) {
            loader.addCsv(Path.of(request.path("csv").asText()));
        }
        for (JsonNode row : request.path("rows")) {
            loader.add((ArrayNode) row);
        }
        loader.flush();
        return done();
    }

    private static String trinoType(String type) {
        return switch (type) {
            case "boolean", "date" -> type;
            case "integer" -> "bigint";
            case "float" -> "double";
            case "text" -> "varchar";
            case "timestamp" -> "timestamp(6)";
            default -> {
                if (!type.startsWith("decimal(")) {
                    throw new IllegalArgumentException("unknown type `" + type + "`");
                }
                yield type;
            }
        };
    }

    private static String qualified(String schema, String name) {
        return "memory." + quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static <T> String list(List<T> items, java.util.function.Function<T, String> text) {
        return String.join(", ", items.stream().map(text).toList());
    }

    private record Column(String name, String type) {}

    /** Inserts rows in batches: each travels as one JSON literal, since VALUES lists are slow to plan. */
    private final class Loader {
        private final String table;
        private final List<Column> columns;
        private final StringBuilder batch = new StringBuilder();

        Loader(String table, List<Column> columns) {
            this.table = table;
            this.columns = columns;
        }

        void add(ArrayNode row) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row has " + row.size() + " values for " + columns.size() + " columns");
            }
            batch.append(batch.isEmpty() ? "[" : ",").append(row);
            if (batch.length() >= BATCH_CHARACTERS) {
                flush();
            }
        }

        void flush() {
            if (batch.isEmpty()) {
                return;
            }
            String rows = batch.append("]").toString().replace("'", "''");
            batch.setLength(0);
            List<Integer> positions = java.util.stream.IntStream.range(0, columns.size()).boxed().toList();
            runner.execute("INSERT INTO " + table
                    + " SELECT " + list(positions, i -> "CAST(v" + i + " AS " + columns.get(i).type() + ")")
                    + " FROM UNNEST(CAST(json_parse('" + rows + "') AS array(row("
                    + list(positions, i -> "v" + i + " varchar") + ")))) AS r("
                    + list(positions, i -> "v" + i) + ")");
        }

        void addCsv(Path path) throws IOException {
            try (Reader reader = Files.newBufferedReader(path)) {
                Csv csv = new Csv(reader);
                List<String> header = csv.record();
                int[] positions = columns.stream().mapToInt(column -> header.indexOf(column.name())).toArray();
                for (List<String> record = csv.record(); record != null; record = csv.record()) {
                    ArrayNode row = JSON.createArrayNode();
                    for (int position : positions) {
                        row.add(record.get(position));
                    }
                    add(row);
                }
            }
        }
    }

    /** Reads comma-separated records; an empty field without quotes is null. */
    private static final class Csv {
        private final Reader reader;

        Csv(Reader reader) {
            this.reader = reader;
        }

        /** The next record, or null at the end of the file. */
        List<String> record() throws IOException {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            boolean inside = false;
            int character = reader.read();
            if (character < 0) {
                return null;
            }
            for (; character >= 0; character = reader.read()) {
                if (character == '"') {
                    // The second of two quotes inside a quoted field stands for itself.
                    if (quoted && !inside) {
                        field.append('"');
                    }
                    quoted = true;
                    inside = !inside;
                }
                else if (inside || (character != ',' && character != '\n' && character != '\r')) {
                    field.append((char) character);
                }
                else if (character != '\r') {
                    fields.add(field.isEmpty() && !quoted ? null : field.toString());
                    field.setLength(0);
                    quoted = false;
                    if (character == '\n') {
                        return fields;
                    }
                }
            }
            fields.add(field.isEmpty() && !quoted ? null : field.toString());
            return fields;
        }
    }
}

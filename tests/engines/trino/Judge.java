import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.spi.type.TimeZoneKey;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import io.trino.testing.StandaloneQueryRunner;
import io.trino.testing.TestingSession;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Trino that keeps its tables in memory and answers requests: a JSON object per line in, one per line out.
 *
 * <p>Requests are {@code load}, {@code execute}, {@code query}, {@code analyze}, {@code session} and {@code reset}.
 * What fails is answered by {@code {"ok":false,"error":"one line"}}, and the process goes on.
 */
public final class Judge {
    private static final int LONGEST_ERROR = 2000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandaloneQueryRunner trino;
    private final Tables tables;
    private Session session;

    private Judge() {
        session = initialSession();
        trino = new StandaloneQueryRunner(session, server -> server
                // Without this, traces of all queries pile up in memory.
                .setSpanProcessor(SpanProcessor.composite()));
        // The server sets up logging while it starts, so this comes after it.
        Logger.getLogger("").setLevel(Level.SEVERE);
        trino.installPlugin(new MemoryPlugin());
        trino.createCatalog("memory", "memory", Map.of("memory.max-data-per-node", "1GB"));
        tables = new Tables(trino, JSON);
    }

    private static Session initialSession() {
        return TestingSession.testSessionBuilder()
                .setCatalog("memory")
                .setSchema("default")
                .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        // Libraries print what they like to System.out: only answers may reach the real one.
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Judge judge;
        try {
            judge = new Judge();
        }
        catch (RuntimeException | Error problem) {
            answers.println(refusal("Trino does not start: " + problem));
            problem.printStackTrace();
            Runtime.getRuntime().halt(1);
            return;
        }
        answers.println(greeting());
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(judge.answer(line));
        }
        // Closing the server takes seconds, and nothing of it outlives the process.
        Runtime.getRuntime().halt(0);
    }

    private static ObjectNode greeting() {
        // Asked by SQL, a server made for tests does not know its version.
        String version = StandaloneQueryRunner.class.getPackage().getImplementationVersion();
        return done().put("engine", "Trino " + version);
    }

    private static ObjectNode done() {
        return JSON.createObjectNode().put("ok", true);
    }

    private ObjectNode answer(String line) {
        try {
            return answer(JSON.readTree(line));
        }
        catch (JsonProcessingException problem) {
            return refusal("a request is a JSON object on a line: " + problem.getOriginalMessage());
        }
        catch (IOException problem) {
            return refusal("cannot read " + problem.getMessage());
        }
        catch (Exception | StackOverflowError | OutOfMemoryError problem) {
            return refusal(problem.getMessage() == null ? problem.toString() : problem.getMessage());
        }
    }

    private static ObjectNode refusal(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return JSON.createObjectNode()
                .put("ok", false)
                .put("error", line.substring(0, Math.min(line.length(), LONGEST_ERROR)));
    }

    private ObjectNode answer(JsonNode request) throws IOException {
        String action = Requests.text(request, "do");
        switch (action) {
            case "query" -> {
                return query(Requests.text(request, "sql"));
            }
            case "execute" -> trino.execute(session, Requests.text(request, "sql"));
            case "analyze" -> trino.execute(session, "EXPLAIN (TYPE VALIDATE) " + Requests.text(request, "sql"));
            case "load" -> tables.load(request);
            case "session" -> request.path("settings").properties()
                    .forEach(setting -> set(setting.getKey(), setting.getValue().asText()));
            case "reset" -> {
                session = initialSession();
                tables.dropAll();
            }
            default -> throw new IllegalArgumentException("there is no request " + action);
        }
        return done();
    }

    private void set(String name, String value) {
        Session.SessionBuilder changed = Session.builder(session);
        session = name.equals("timezone")
                ? changed.setTimeZoneKey(TimeZoneKey.getTimeZoneKey(value)).build()
                : changed.setSystemProperty(name, value).build();
    }

    private ObjectNode query(String sql) {
        MaterializedResult result = trino.execute(session, sql).toTestTypes();
        ObjectNode answer = done();
        ArrayNode columns = answer.putArray("columns");
        result.getColumnNames().forEach(columns::add);
        ArrayNode types = answer.putArray("types");
        result.getTypes().forEach(type -> types.add(Values.typeName(type)));
        ArrayNode rows = answer.putArray("rows");
        for (MaterializedRow row : result) {
            ArrayNode values = rows.addArray();
            row.getFields().forEach(value -> values.add(Values.text(value)));
        }
        return answer;
    }
}

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.ViolationsLogger;
import se.bjurr.violations.lib.reports.Parser;

/** Prints the findings that a report holds, one per line: file, line, column, severity, rule and message, with tabs between. */
public class Violations {
    public static void main(String[] arguments) {
        Path report = Path.of(arguments[1]).toAbsolutePath();
        var api = ViolationsApi.violationsApi()
            .withViolationsLogger(new Complaints())
            .inFolder(report.getParent().toString())
            .withPattern(".*" + Pattern.quote(report.getFileName().toString()) + "$");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (var found : api.findAll(Parser.valueOf(arguments[0])).violations()) {
            var fields = Stream.of(
                found.getFile(), found.getStartLine(), found.getColumn(), found.getSeverity(), found.getRule(), found.getMessage());
            out.println(fields.map(field -> escaped(Objects.toString(field, ""))).collect(Collectors.joining("\t")));
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    }

    /** The library logs a report that it cannot read, and goes on; this ends. */
    private static final class Complaints implements ViolationsLogger {
        @Override
        public void log(Level level, String text) {
            if (level.intValue() >= Level.WARNING.intValue()) {
                System.err.println(text);
                System.exit(1);
            }
        }

        @Override
        public void log(Level level, String text, Throwable cause) {
            log(Level.SEVERE, text + ": " + cause);
        }
    }
}

import io.trino.spi.type.Type;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Types and values in the words that all judges share. */
final class Values {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private Values() {}

    /** Trino's type for a column to load. */
    static String trinoType(String name, boolean instant) {
        return switch (name) {
            case "boolean", "date" -> name;
            case "integer" -> "bigint";
            case "float" -> "double";
            case "text" -> "varchar";
            case "timestamp" -> instant ? "timestamp(6) with time zone" : "timestamp(6)";
            default -> {
                if (!name.matches("decimal\\(\\s*\\d+\\s*,\\s*\\d+\\s*\\)")) {
                    throw new IllegalArgumentException("there is no type " + name);
                }
                yield name;
            }
        };
    }

    /** The shared name of a type, or Trino's own if there is none. */
    static String typeName(Type type) {
        return switch (type.getBaseName()) {
            case "tinyint", "smallint", "integer", "bigint" -> "integer";
            case "real", "double" -> "float";
            case "varchar", "char" -> "text";
            case "timestamp" -> "timestamp";
            case "timestamp with time zone" -> "instant";
            case "unknown" -> "null";
            default -> type.getDisplayName();
        };
    }

    static String text(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Double number -> withoutZeroFraction(number.toString());
            case Float number -> withoutZeroFraction(number.toString());
            case LocalDateTime time -> text(time);
            case ZonedDateTime time -> text(time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime());
            case List<?> list -> list.stream().map(Values::text).toList().toString();
            default -> value.toString();
        };
    }

    private static String withoutZeroFraction(String number) {
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    private static String text(LocalDateTime time) {
        String seconds = SECONDS.format(time);
        if (time.getNano() == 0) {
            return seconds;
        }
        return seconds + "." + "%09d".formatted(time.getNano()).replaceAll("0+$", "");
    }
}

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads records of comma-separated fields; a field between double quotes may hold commas and line ends. */
final class CsvReader {
    private final Reader reader;

    CsvReader(Reader reader) {
        this.reader = reader;
    }

    /** The fields of the next record, or null at the end. */
    List<String> next() throws IOException {
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inside = false;
        boolean closed = false;
        for (; character >= 0; character = reader.read()) {
            if (character == '"') {
                // A quote right after a closing one stands for itself.
                if (closed) {
                    field.append('"');
                }
                closed = inside;
                inside = !inside;
                continue;
            }
            closed = false;
            if (inside || (character != ',' && character != '\n' && character != '\r')) {
                field.append((char) character);
            }
            else if (character == ',') {
                fields.add(field.toString());
                field.setLength(0);
            }
            else if (character == '\n') {
                break;
            }
        }
        fields.add(field.toString());
        return fields;
    }
}

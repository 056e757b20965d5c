import com.fasterxml.jackson.databind.JsonNode;

/** Fields of a request. */
final class Requests {
    private Requests() {}

    /** A field that must be there and be text. */
    static String text(JsonNode request, String name) {
        JsonNode field = request.path(name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException("the request has no text named " + name);
        }
        return field.textValue();
    }
}

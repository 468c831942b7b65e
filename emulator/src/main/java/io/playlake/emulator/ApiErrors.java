package io.playlake.emulator;

import java.util.regex.Pattern;

/** The errors that several endpoints answer with. */
final class ApiErrors {

    private static final Pattern BASE62 = Pattern.compile("[A-Za-z0-9]{22}");

    private ApiErrors() {}

    static Answer forbidden() {
        return Answer.error(403, "Forbidden");
    }

    static Answer notFound() {
        return Answer.error(404, "Resource not found");
    }

    static Answer badId() {
        return Answer.error(400, "Invalid base62 id");
    }

    static Answer userNeeded() {
        return Answer.error(401, "Valid user authentication required");
    }

    /** Returns the answer to an id that names nothing. */
    static Answer unknown(String id) {
        return wellFormed(id) ? notFound() : badId();
    }

    static boolean wellFormed(String id) {
        return BASE62.matcher(id).matches();
    }
}

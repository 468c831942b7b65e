package io.playlake.emulator;

import java.util.Map;

/** What is sent back; the body is compressed and measured only when it is written. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    private static final String JSON = "application/json; charset=utf-8";

    static Answer ok(String json) {
        return json(200, json);
    }

    static Answer json(int status, String json) {
        return new Answer(status, JSON, json, Map.of());
    }

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text, Map.of());
    }

    /** Returns an answer whose content type is guessed from the body. */
    static Answer of(int status, String body, Map<String, String> headers) {
        Answer plain = body.startsWith("{") || body.startsWith("[") ? json(status, body) : text(status, body);
        return new Answer(status, plain.contentType, body, headers);
    }

    /** Returns an error of the Web API. */
    static Answer error(int status, String message) {
        JsonText json = JsonText.create();
        json.object()
                .object("error")
                .field("status", status)
                .field("message", message)
                .endObject()
                .endObject();
        return json(status, json.toString());
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }

    Answer withBody(String other) {
        return new Answer(status, contentType, other, headers);
    }
}

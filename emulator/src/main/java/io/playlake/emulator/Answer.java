package io.playlake.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What is sent back, before it is compressed. Immutable: nobody changes the bytes. */
final class Answer {

    private static final String JSON = "application/json; charset=utf-8";

    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, body, Map.of()).with("Content-Type", contentType);
    }

    static Answer of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer ok(String json) {
        return json(200, json);
    }

    static Answer json(int status, String json) {
        return of(status, JSON, json);
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    /** Returns an answer whose content type is guessed from the body, unless the headers name one. */
    static Answer of(int status, String body, Map<String, String> headers) {
        Answer plain = body.startsWith("{") || body.startsWith("[") ? json(status, body) : text(status, body);
        return plain.with(headers);
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

    static Answer error(int status, String message, String reason) {
        JsonText json = JsonText.create();
        json.object()
                .object("error")
                .field("status", status)
                .field("message", message)
                .field("reason", reason)
                .endObject()
                .endObject();
        return json(status, json.toString());
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the headers in the order of their names, in which case does not count. */
    Map<String, String> headers() {
        return headers;
    }

    Answer with(String header, String value) {
        return with(Map.of(header, value));
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new Answer(status, body, Collections.unmodifiableMap(all));
    }

    Answer withBody(byte[] other) {
        return new Answer(status, other, headers);
    }

    /** Returns a 304 with the same headers but those that describe a body. */
    Answer notModified() {
        Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        kept.putAll(headers);
        kept.remove("Content-Type");
        return new Answer(304, new byte[0], Collections.unmodifiableMap(kept));
    }
}

package io.playlake.emulator;

import java.util.Map;

/** Something that goes wrong with one answer. */
sealed interface Fault {

    /** Another answer is sent, and the request is not looked at. */
    record Reply(int status, String body, Map<String, String> headers) implements Fault {}

    /** The connection is closed without an answer. */
    record Reset() implements Fault {}

    /** The head of the true answer is sent, then about half of its body, then the connection is closed. */
    record Truncation() implements Fault {}

    /** The true answer is sent with another body. */
    record Replacement(String body) implements Fault {}
}

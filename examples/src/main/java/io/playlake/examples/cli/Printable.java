package io.playlake.examples.cli;

import io.playlake.client.http.Excerpt;

/** Text of others, made fit for a terminal and for one line of it. */
final class Printable {

    private static final int MAX_CHARS = 2_000;

    private Printable() {}

    /** Returns the text with control, format and line-breaking characters escaped, so that it cannot forge a line. */
    static String line(String text) {
        return Excerpt.of(text, MAX_CHARS);
    }

    /** Returns the text of at most so many characters, for a column. */
    static String cell(String text, int width) {
        return Excerpt.of(text, width);
    }
}

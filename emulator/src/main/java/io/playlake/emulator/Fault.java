package io.playlake.emulator;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** Something that goes wrong with one answer. */
sealed interface Fault {

    /** Another answer is sent, and the request is not looked at. */
    record Reply(Answer answer) implements Fault {}

    /** The true answer is changed before it is sent. */
    record Change(UnaryOperator<Answer> how) implements Fault {}

    /** The true answer goes wrong on the wire; {@code pause} is for what is slow. */
    record Wire(Kind kind, Duration pause) implements Fault {}

    /** What the wire can do to an answer. */
    enum Kind {
        /** The connection is closed in order, without an answer. */
        CLOSE,
        /** The connection is reset without an answer. */
        RESET,
        /** Nothing is sent, and the connection stays open. */
        STALL,
        /** Nothing is sent for a while, and then the 504 of a gateway that gave up. */
        GATEWAY_TIMEOUT,
        /** The body comes byte by byte and never ends. */
        DRIBBLE,
        /** The head is sent, then half of the body, then the connection is closed in order. */
        TRUNCATION,
        /** The head is sent, then half of the body, then the connection is reset. */
        RESET_IN_BODY,
        /** More is announced than is sent before the connection is closed. */
        LENGTH_TOO_LONG,
        /** Less is announced than is sent; the connection stays open. */
        LENGTH_TOO_SHORT,
        /** Half of the body comes as a chunk, and the next chunk has no size. */
        BROKEN_CHUNKS;

        /** Returns whether the client gets a status at all. */
        boolean answers() {
            return this != CLOSE && this != RESET && this != STALL;
        }
    }
}

package io.playlake.emulator;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says which answers go wrong; the last call says how, and arms the rule. Faults of the body and of the wire keep what
 * the true answer is otherwise; a true answer that is refused, by token, rate limit or quota, is spoiled as well. Not
 * thread-safe.
 */
public final class FaultRule {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Faults faults;
    private final String pattern;
    private @Nullable String query;
    private int skip;
    private int times = 1;

    FaultRule(Faults faults, String pattern) {
        this.faults = faults;
        this.pattern = pattern;
    }

    /**
     * Is for requests with these parameters only, as they are sent: {@code offset=100}, or several that stand side by
     * side, {@code offset=100&limit=50}. Default: any.
     */
    public FaultRule query(String contained) {
        query = contained;
        return this;
    }

    /** Lets that many matching answers through first; 0 or more, default 0. */
    public FaultRule skip(int count) {
        skip = Faults.atLeast("skip", count, 0);
        return this;
    }

    /** Lets that many matching answers go wrong; 1 or more, default 1. */
    public FaultRule times(int count) {
        times = Faults.atLeast("times", count, 1);
        return this;
    }

    /** Lets all matching answers go wrong until {@link Faults#clear()}. */
    public FaultRule forever() {
        times = ArmedFault.FOREVER;
        return this;
    }

    /** Sends this status, 200 to 599, with an error body of the Web API in place of the answer. */
    public void answer(int status) {
        reply(Faults.failure(Faults.status(status)));
    }

    /**
     * Sends this in place of the answer, without looking at the request, its token or the rate limit. The content type
     * is JSON or text, as the body looks, unless the headers name one.
     */
    public void answer(int status, String body, Map<String, String> headers) {
        reply(Answer.of(Faults.status(status), body, headers));
    }

    /** Sends these bytes in place of the answer, as they are; copies them. */
    public void answer(int status, byte[] body, Map<String, String> headers) {
        reply(Answer.of(Faults.status(status), "application/octet-stream", body.clone())
                .with(headers));
    }

    /** Sends the client somewhere else with an empty body; the status is 300 to 399. */
    public void redirect(int status, String location) {
        if (status < 300 || status > 399) {
            throw new IllegalArgumentException("status: " + status + ", expected 300 to 399");
        }
        reply(Answer.text(status, "").with("Location", location));
    }

    /** Sends the true status and headers with this body. */
    public void replaceBody(String body) {
        change(answer -> answer.withBody(Faults.bytes(body)));
    }

    /** Sends the true status and headers with these bytes; copies them. */
    public void replaceBody(byte[] body) {
        byte[] copy = body.clone();
        change(answer -> answer.withBody(copy));
    }

    /** Closes the connection in order, without an answer. */
    public void resetConnection() {
        wire(Fault.Kind.CLOSE);
    }

    /** Resets the connection (RST) without an answer. */
    public void resetBeforeHeaders() {
        wire(Fault.Kind.RESET);
    }

    /** Announces the whole body, sends about half of it and resets the connection (RST). */
    public void resetInBody() {
        wire(Fault.Kind.RESET_IN_BODY);
    }

    /** Announces the whole body, sends about half of it and closes the connection in order. */
    public void truncateBody() {
        wire(Fault.Kind.TRUNCATION);
    }

    /** Never answers, until the client goes or the emulator is closed. */
    public void stall() {
        wire(Fault.Kind.STALL);
    }

    /**
     * Answers nothing for a while, and then 504 with a text, as a gateway does whose backend hangs.
     *
     * @param pause real time before the answer, 1 millisecond to 1 day; the real API took 30 to 45 seconds
     */
    public void gatewayTimeout(Duration pause) {
        slow(Fault.Kind.GATEWAY_TIMEOUT, pause);
    }

    /** Sends the body as {@link #dribble(Duration)} does, ten bytes a second. */
    public void dribble() {
        dribble(PAUSE);
    }

    /**
     * Sends the head at once and the body byte by byte, and then spaces without end, until the client goes or the
     * emulator is closed.
     *
     * @param pause real time before each byte, 1 millisecond to 1 day
     */
    public void dribble(Duration pause) {
        slow(Fault.Kind.DRIBBLE, pause);
    }

    private void slow(Fault.Kind kind, Duration pause) {
        if (pause.compareTo(Duration.ofMillis(1)) < 0 || pause.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("pause: " + pause + ", expected PT0.001S to PT24H");
        }
        arm(new Fault.Wire(kind, pause));
    }

    /** Sends the whole body, but announces more, and closes the connection. */
    public void lengthTooLong() {
        wire(Fault.Kind.LENGTH_TOO_LONG);
    }

    /** Announces half of the body and sends it all, so that the rest stands where the next answer is looked for. */
    public void lengthTooShort() {
        wire(Fault.Kind.LENGTH_TOO_SHORT);
    }

    /** Sends half of the body as a chunk, then something that is no chunk, and closes the connection. */
    public void brokenChunks() {
        wire(Fault.Kind.BROKEN_CHUNKS);
    }

    /** Sends the body as gzip, asked for or not, with a header that is not gzip's. */
    public void brokenGzip() {
        change(Gzip::withoutHeader);
    }

    /** Sends the first half of the body as gzip, asked for or not; the length announced is that of the half. */
    public void truncatedGzip() {
        change(Gzip::truncated);
    }

    /** Sends the body as gzip, asked for or not, with a checksum that is not its own. */
    public void wrongGzipChecksum() {
        change(Gzip::withWrongChecksum);
    }

    /**
     * Sends the body as gzip, asked for or not, with so many spaces behind it that it grows a thousandfold.
     *
     * @param mebibytes of spaces, 1 to 4,096
     */
    public void decompressionBomb(int mebibytes) {
        if (mebibytes < 1 || mebibytes > 4_096) {
            throw new IllegalArgumentException("mebibytes: " + mebibytes + ", expected 1 to 4096");
        }
        change(answer -> Gzip.bomb(answer, mebibytes));
    }

    /** Says that the body is encoded in a way that was not asked for ({@code br}); it is not encoded at all. */
    public void unknownEncoding() {
        change(answer -> answer.with("Content-Encoding", "br"));
    }

    private void reply(Answer answer) {
        arm(new Fault.Reply(answer));
    }

    private void change(UnaryOperator<Answer> how) {
        arm(new Fault.Change(how));
    }

    private void wire(Fault.Kind kind) {
        arm(new Fault.Wire(kind, PAUSE));
    }

    private void arm(Fault fault) {
        faults.arm(new ArmedFault(pattern, query, skip, times, fault));
    }
}

package io.playlake.emulator;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arms a fault as the fields of a form say. A mistake is an {@link IllegalArgumentException} that names the field. */
final class FaultForm {

    private static final Set<String> FIELDS = Set.of(
            "on",
            "query",
            "skip",
            "times",
            "do",
            "status",
            "body",
            "header",
            "location",
            "pause",
            "mebibytes",
            "position",
            "seconds",
            "share");

    private final Map<String, String> fields;

    private FaultForm(Map<String, String> fields) {
        this.fields = fields;
    }

    static void arm(Faults faults, Map<String, String> fields) {
        for (String name : fields.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException(name + ": not a field of a fault");
            }
        }
        new FaultForm(fields).arm(faults);
    }

    private void arm(Faults faults) {
        String what = fields.getOrDefault("do", "answer");
        switch (what) {
            case "poison" -> faults.poison(needed("on"), number("position", null));
            case "burst" -> faults.burst(Duration.ofSeconds(number("seconds", null)), number("status", 503));
            case "random" -> faults.randomly(share(), number("status", 502));
            default -> arm(what, rule(faults.on(needed("on"))));
        }
    }

    private FaultRule rule(FaultRule rule) {
        String query = fields.get("query");
        if (query != null) {
            rule.query(query);
        }
        rule.skip(number("skip", 0));
        return "forever".equals(fields.get("times")) ? rule.forever() : rule.times(number("times", 1));
    }

    private void arm(String what, FaultRule rule) {
        switch (what) {
            case "answer" -> answer(rule, number("status", 503));
            case "redirect" -> rule.redirect(number("status", 302), needed("location"));
            case "replace" -> rule.replaceBody(needed("body"));
            case "close" -> rule.resetConnection();
            case "reset" -> rule.resetBeforeHeaders();
            case "reset-in-body" -> rule.resetInBody();
            case "truncate" -> rule.truncateBody();
            case "stall" -> rule.stall();
            case "gateway-timeout" -> rule.gatewayTimeout(Duration.ofMillis(number("pause", 30_000)));
            case "dribble" -> rule.dribble(Duration.ofMillis(number("pause", 100)));
            case "length-too-long" -> rule.lengthTooLong();
            case "length-too-short" -> rule.lengthTooShort();
            case "broken-chunks" -> rule.brokenChunks();
            case "broken-gzip" -> rule.brokenGzip();
            case "truncated-gzip" -> rule.truncatedGzip();
            case "wrong-gzip-checksum" -> rule.wrongGzipChecksum();
            case "bomb" -> rule.decompressionBomb(number("mebibytes", 64));
            case "unknown-encoding" -> rule.unknownEncoding();
            default -> throw new IllegalArgumentException("do: " + what + ", expected the name of a fault");
        }
    }

    private void answer(FaultRule rule, int status) {
        String header = fields.getOrDefault("header", "");
        int colon = header.indexOf(':');
        if (colon < 1 && !header.isEmpty()) {
            throw new IllegalArgumentException("header: " + header + ", expected a name, a colon and a value");
        }
        String body = fields.getOrDefault("body", Faults.failure(status).text());
        rule.answer(
                status,
                body,
                header.isEmpty()
                        ? Map.of()
                        : Map.of(
                                header.substring(0, colon).strip(),
                                header.substring(colon + 1).strip()));
    }

    private String needed(String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + ": missing");
        }
        return value;
    }

    private int number(String name, @Nullable Integer absent) {
        String text = absent == null ? needed(name) : fields.getOrDefault(name, absent.toString());
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(name + ": " + text + ", expected a number", notANumber);
        }
    }

    private double share() {
        String text = needed("share");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("share: " + text + ", expected 0 to 1", notANumber);
        }
    }
}

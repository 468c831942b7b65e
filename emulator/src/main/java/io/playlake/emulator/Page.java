package io.playlake.emulator;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The part of a list that a request asks for; {@code onward} is the limit that its {@code next} names. */
record Page(int limit, int offset, int onward) {

    private static final List<String> KEPT = List.of("fields", "market", "additional_types", "locale");
    private static final int DEFAULT_LIMIT = 20;

    /** Returns the page that the request names, or the 400 that it deserves. */
    static Result of(ApiRequest request, int maximum) {
        int limit = number(request.parameter("limit"), Math.min(DEFAULT_LIMIT, maximum));
        int offset = number(request.parameter("offset"), 0);
        if (limit < 1 || limit > maximum) {
            return new Result(null, Answer.error(400, "Invalid limit"));
        }
        if (offset < 0) {
            return new Result(null, Answer.error(400, "Invalid offset"));
        }
        return new Result(new Page(limit, offset, limit), null);
    }

    /** Writes the members of a paging object for a list. */
    <T> void write(JsonText json, ApiRequest request, String path, List<T> all, BiConsumer<JsonText, T> element) {
        int from = Math.min(offset, all.size());
        int to = (int) Math.min((long) offset + limit, all.size());
        json.field("href", link(request, path, offset, limit)).array("items");
        all.subList(from, Math.max(from, to)).forEach(value -> element.accept(json, value));
        json.endArray()
                .field("limit", limit)
                .field("next", to < all.size() ? link(request, path, offset + limit, onward) : null)
                .field("offset", offset)
                .field("previous", offset > 0 ? link(request, path, Math.max(0, offset - limit), limit) : null)
                .field("total", all.size());
    }

    private static String link(ApiRequest request, String path, int at, int limit) {
        StringBuilder url = new StringBuilder(request.host())
                .append(path)
                .append("?offset=")
                .append(at)
                .append("&limit=")
                .append(limit);
        for (String name : KEPT) {
            String value = name.equals("locale") && request.parameter(name) == null
                    ? request.language()
                    : request.parameter(name);
            if (value != null) {
                url.append('&').append(name).append('=').append(Urls.encode(value));
            }
        }
        return url.toString();
    }

    /** Returns the number, the default where it is absent, or -1 where it is none. */
    private static int number(@Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** A page or the reason why there is none: exactly one is not null. */
    record Result(@Nullable Page page, @Nullable Answer refusal) {}
}

package io.playlake.emulator;

import io.playlake.emulator.PageQuirks.Bend;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of a list that a request asks for; {@code onward} is the limit that its {@code next} names. */
record Page(int limit, int offset, int onward) {

    /** The limit of most endpoints where the request names none. */
    static final int USUAL = 20;

    /** The most that most endpoints give at once. */
    static final int MOST = 50;

    private static final List<String> KEPT =
            List.of("fields", "market", "additional_types", "locale", "include_groups", "q", "type");

    /** Returns the page that the request names, or the 400 that it deserves. */
    static Result of(ApiRequest request, int usual, int maximum) {
        int limit = number(request.parameter("limit"), usual);
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
    <T> void write(
            JsonText json, ApiRequest request, String path, List<T> all, Bend bend, BiConsumer<JsonText, T> element) {
        long start = bend.overlaps() && offset > 0 ? offset - 1L : offset;
        int from = (int) Math.min(start, all.size());
        int to = (int) Math.min(start + limit, all.size());
        boolean last = to == all.size();
        json.field("href", link(request, path, offset, limit, bend)).array("items");
        all.subList(from, Math.max(from, last ? to - bend.lacking() : to))
                .forEach(value -> element.accept(json, value));
        json.endArray()
                .field("limit", limit)
                .field(
                        "next",
                        last && !bend.endless() ? null : link(request, path, (long) offset + limit, onward, bend))
                .field("offset", bend.zeroed() ? 0 : offset)
                .field("previous", offset > 0 ? link(request, path, Math.max(0, offset - limit), limit, bend) : null)
                .field("total", all.size() + (bend.drifts() && offset / limit % 2 == 1 ? 1 : 0));
    }

    private static String link(ApiRequest request, String path, long at, int limit, Bend bend) {
        StringBuilder url = new StringBuilder(request.host())
                .append(path)
                .append("?offset=")
                .append(at)
                .append("&limit=")
                .append(limit);
        for (String name : KEPT) {
            String value = name.equals("locale") && request.parameter(name) == null && bend.echoes()
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
    record Result(@Nullable Page page, @Nullable Answer refusal) {

        Answer then(Function<Page, Answer> answer) {
            return page == null ? Objects.requireNonNull(refusal) : answer.apply(page);
        }
    }
}

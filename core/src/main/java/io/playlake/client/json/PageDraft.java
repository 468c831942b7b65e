package io.playlake.client.json;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as far as it was read. What is wrong with it is told by {@link #finish} only, for a body may hold two pages
 * of which one counts.
 */
final class PageDraft<T> {

    /** Decodes the row at the reader and adds it to the page. */
    @FunctionalInterface
    interface RowDecoder<T> {
        void decode(JsonBody json, PageDraft<T> page, String path) throws IOException;
    }

    private record Gap(int index, String reason) {}

    private final JsonBody json;
    private final String name;
    private final RowDecoder<T> rows;
    private final List<@Nullable T> items = new ArrayList<>(100);
    private final List<Gap> gaps = new ArrayList<>(0);
    private boolean hasItems;
    private String itemsProblem = "missing, expected an array";
    private @Nullable Integer total;
    private String totalProblem = "missing, expected a number";
    private @Nullable Integer limit;
    private @Nullable Integer offset;
    private @Nullable String next;
    private @Nullable String href;
    private @Nullable MalformedResponseException problem;

    /** @param name the field of the body that holds the page; empty if the body is the page */
    PageDraft(JsonBody json, String name, RowDecoder<T> rows) {
        this.json = json;
        this.name = name;
        this.rows = rows;
    }

    /** Reads the page at the reader; null if that is JSON null. */
    static <T> @Nullable PageDraft<T> readNullable(JsonBody json, String name, RowDecoder<T> rows) throws IOException {
        if (json.in.peek() == JsonToken.NULL) {
            json.in.nextNull();
            return null;
        }
        return new PageDraft<>(json, name, rows).read();
    }

    /** Reads the page at the reader, or notes that something else is there. */
    PageDraft<T> read() throws IOException {
        if (json.in.peek() != JsonToken.BEGIN_OBJECT) {
            fail(path(), "expected an object, found " + json.found());
            json.in.skipValue();
            return this;
        }
        json.enter();
        while (json.in.hasNext()) {
            field(json.name(Shape.PAGE_OR_REFERENCE));
        }
        json.leave(hasItems ? Shape.PAGE : Shape.REFERENCE);
        return this;
    }

    /** Reads the value of one field of the page. */
    void field(String field) throws IOException {
        switch (field) {
            case "items" -> items();
            case "total" -> {
                totalProblem = "found " + json.found() + ", expected a number";
                total = json.count();
            }
            case "limit" -> limit = json.count();
            case "offset" -> offset = json.count();
            case "next" -> next = json.key();
            case "href" -> href = json.key();
            default -> json.in.skipValue();
        }
    }

    private void items() throws IOException {
        items.clear();
        gaps.clear();
        itemsProblem = "found " + json.found() + ", expected an array";
        hasItems = json.enterArray();
        if (hasItems) {
            String path = path() + ".items[";
            while (json.in.hasNext()) {
                rows.decode(json, this, path + items.size() + "]");
            }
            json.in.endArray();
        }
    }

    void add(T item) {
        items.add(item);
    }

    /** Adds a row that holds nothing, and remembers why. */
    void addGap(String reason) {
        gaps.add(new Gap(items.size(), reason));
        items.add(null);
    }

    /** Notes a row that must not be as it is; the first one counts. */
    void addBroken(String path, String what) {
        fail(path, what);
        items.add(null);
    }

    private void fail(String path, String what) {
        if (problem == null) {
            problem = json.malformed(path, what);
        }
    }

    boolean hasItems() {
        return hasItems;
    }

    @Nullable
    Integer total() {
        return total;
    }

    @Nullable
    String href() {
        return href;
    }

    private String path() {
        return name.isEmpty() ? "$" : "$." + name;
    }

    /** Returns the page, or throws what is wrong with it; without a body its defects cannot be shown. */
    Page<T> finish(byte @Nullable [] body) {
        if (problem != null) {
            throw problem;
        }
        if (!hasItems) {
            throw json.malformed(path() + ".items", itemsProblem);
        }
        if (total == null) {
            throw json.malformed(path() + ".total", totalProblem);
        }
        return new Page<>(
                items, gaps.isEmpty() || body == null ? List.of() : defects(body), total, limit, offset, next);
    }

    /** Reads the body once more, now that rows of it are needed as they are; that is rare. */
    private List<Page.Defect> defects(byte[] body) {
        List<Page.Defect> defects = new ArrayList<>(gaps.size());
        try (JsonReader again = JsonBody.reader(body)) {
            if (!name.isEmpty()) {
                enter(again, name);
            }
            enter(again, "items");
            again.beginArray();
            int index = 0;
            for (Gap gap : gaps) {
                for (; index < gap.index; index++) {
                    again.skipValue();
                }
                String pointer = (name.isEmpty() ? "" : "/" + name) + "/items/" + index;
                String row = JsonParser.parseReader(again).toString();
                index++;
                defects.add(new Page.Defect(gap.index, pointer, gap.reason, row));
            }
            return defects;
        } catch (IOException | IllegalStateException | JsonParseException e) {
            // Only a body with two fields of the same name reads differently the second time.
            throw json.malformed(path(), "a field occurs twice");
        }
    }

    private static void enter(JsonReader in, String field) throws IOException {
        in.beginObject();
        while (!in.nextName().equals(field)) {
            in.skipValue();
        }
    }
}

package io.playlake.change;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** State as text: a JSON object a line, the form in which it travels in commits and lies in files. */
public final class StateLines {

    private static final String ID = "{\"id\":\"";
    private static final String MARKET = "\",\"market\":\"";

    private StateLines() {}

    /** Writes states, a line each, and flushes; the stream stays open. */
    public static void write(Iterable<PlaylistState> states, OutputStream to) throws IOException {
        BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        for (PlaylistState state : states) {
            writer.write(format(state));
            writer.write('\n');
        }
        writer.flush();
    }

    /**
     * Reads states to the end of the stream.
     *
     * @throws IOException if reading fails, or a line is not a state
     */
    public static void read(InputStream from, Consumer<PlaylistState> to) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            to.accept(parse(line));
        }
    }

    /** Returns the line of a state, without its end. */
    public static String format(PlaylistState state) {
        StringWriter text = new StringWriter(300);
        try (JsonWriter json = new JsonWriter(text)) {
            json.setSerializeNulls(false);
            json.beginObject();
            json.name("id").value(state.key().playlistId());
            json.name("market").value(state.key().market());
            json.name("list").value(state.listSnapshot());
            json.name("detail").value(state.detailSnapshot());
            json.name("content").value(state.contentHash());
            json.name("order").value(state.orderHash());
            json.name("items").value(state.items());
            json.name("nulls").value(state.nulls());
            json.name("verified").value(state.verifiedAt().toString());
            json.name("stored").beginObject();
            for (Map.Entry<String, Long> version : state.stored().entrySet()) {
                json.name(version.getKey()).value(version.getValue());
            }
            json.endObject();
            json.name("suspect").value(state.suspect());
            if (state.unfinished()) {
                json.name("unfinished").value(true);
            }
            if (state.idleMoves() > 0) {
                json.name("idle_moves").value(state.idleMoves());
            }
            if (state.auditCycle() != null) {
                json.name("audit_cycle").value(state.auditCycle().toString());
            }
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    /**
     * Reads the line of a state.
     *
     * @throws IOException if it is not one
     */
    public static PlaylistState parse(String line) throws IOException {
        try (JsonReader json = new JsonReader(new StringReader(line))) {
            Fields fields = new Fields();
            json.beginObject();
            while (json.hasNext()) {
                fields.read(json);
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something follows the state");
            }
            return fields.state();
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | NumberFormatException
                | DateTimeException e) {
            throw new IOException("not the state of a playlist: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the key alone of a line that {@link #format} wrote, which begins with it.
     *
     * @throws IOException if it does not
     */
    static StateKey key(String line) throws IOException {
        // An id is hardly ever escaped, and then this is much faster than to parse.
        if (line.startsWith(ID) && line.indexOf('\\') < 0) {
            int end = line.indexOf('"', ID.length());
            int market = end + MARKET.length();
            if (end > 0 && line.startsWith(MARKET, end) && line.indexOf('"', market) > 0) {
                return new StateKey(
                        line.substring(ID.length(), end), line.substring(market, line.indexOf('"', market)));
            }
            if (end > 0 && line.startsWith("\",\"", end)) {
                return new StateKey(line.substring(ID.length(), end), null);
            }
        }
        try (JsonReader json = new JsonReader(new StringReader(line))) {
            json.beginObject();
            if (!json.nextName().equals("id")) {
                throw new IOException("a state begins without an id");
            }
            String id = json.nextString();
            String market = json.hasNext() && json.nextName().equals("market") ? json.nextString() : null;
            return new StateKey(id, market);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("not the state of a playlist: " + e.getMessage(), e);
        }
    }

    private static final class Fields {

        private @Nullable String id;
        private @Nullable String market;
        private @Nullable String list;
        private @Nullable String detail;
        private @Nullable String content;
        private @Nullable String order;
        private int items;
        private int nulls;
        private @Nullable Instant verified;
        private final SortedMap<String, Long> stored = new TreeMap<>();
        private @Nullable String suspect;
        private boolean unfinished;
        private int idleMoves;
        private @Nullable Duration auditCycle;

        void read(JsonReader json) throws IOException {
            switch (json.nextName()) {
                case "id" -> id = json.nextString();
                case "market" -> market = json.nextString();
                case "list" -> list = json.nextString();
                case "detail" -> detail = json.nextString();
                case "content" -> content = json.nextString();
                case "order" -> order = json.nextString();
                case "items" -> items = json.nextInt();
                case "nulls" -> nulls = json.nextInt();
                case "verified" -> verified = Instant.parse(json.nextString());
                case "stored" -> {
                    json.beginObject();
                    while (json.hasNext()) {
                        stored.put(json.nextName(), json.nextLong());
                    }
                    json.endObject();
                }
                case "suspect" -> suspect = json.nextString();
                case "unfinished" -> unfinished = json.nextBoolean();
                case "idle_moves" -> idleMoves = json.nextInt();
                case "audit_cycle" -> auditCycle = Duration.parse(json.nextString());
                default -> json.skipValue();
            }
        }

        PlaylistState state() throws IOException {
            if (id == null || verified == null) {
                throw new IOException("id or verified is missing");
            }
            return new PlaylistState(
                    new StateKey(id, market),
                    list,
                    detail,
                    content,
                    order,
                    items,
                    nulls,
                    verified,
                    stored,
                    suspect,
                    unfinished,
                    idleMoves,
                    auditCycle);
        }
    }
}

package io.playlake.sink;

import com.google.common.hash.Hashing;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import io.playlake.error.DataRefusedException;
import io.playlake.error.StateException;
import io.playlake.schema.TableSchema;
import io.playlake.storage.BlobKey;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commits as JSON, for authors of sinks: the same commit is the same bytes, a person can read them, and their SHA-256 is
 * that of the commit. What is stored in this form is understood by every version of the library that knows its format.
 */
public final class CommitJson {

    /** The version of the documents that this library writes. */
    public static final int FORMAT_VERSION = 1;

    /** Of commits from the first rewriting one on: who knows nothing of it would miss files, or write on top of it. */
    private static final int REWRITTEN_VERSION = 2;

    private CommitJson() {}

    /** What a session knows of its commit before it is stored; the fields are those of {@link Commit}. */
    public record Draft(
            long seq,
            @Nullable String parentSha256,
            Attempt attempt,
            CommitDraft run,
            Map<String, List<DataFile>> tables,
            Map<String, TableSchema> knownTables,
            DataFile stateDelta,
            @Nullable DataFile stateCheckpoint,
            List<Replacement> replaced,
            long rewrittenBefore) {

        boolean isRewritten() {
            return rewrittenBefore > 0 || !replaced.isEmpty();
        }
    }

    /** Returns the document of a commit. */
    public static byte[] write(Draft draft) {
        return document(json -> {
            json.name("format_version").value(draft.isRewritten() ? REWRITTEN_VERSION : FORMAT_VERSION);
            json.name("seq").value(draft.seq());
            json.name("parent_seq");
            if (draft.parentSha256() == null) {
                json.nullValue();
            } else {
                json.value(draft.seq() - 1);
            }
            json.name("parent_sha256").value(draft.parentSha256());
            json.name("run_id").value(draft.attempt().runId());
            json.name("attempt_id").value(draft.attempt().attemptId());
            json.name("logical_date").value(draft.attempt().logicalDate().toString());
            json.name("complete").value(draft.run().complete());
            json.name("not_before")
                    .value(
                            draft.run().notBefore() == null
                                    ? null
                                    : draft.run().notBefore().toString());
            json.name("committed_at").value(draft.run().committedAt().toString());
            json.name("library_version").value(draft.run().libraryVersion());
            json.name("counts").beginObject();
            for (Map.Entry<String, Long> count : new TreeMap<>(draft.run().counts()).entrySet()) {
                json.name(count.getKey()).value(count.getValue());
            }
            json.endObject();
            writeFile(json.name("state_delta"), draft.stateDelta());
            writeFile(json.name("state_checkpoint"), draft.stateCheckpoint());
            json.name("tables").beginObject();
            for (Map.Entry<String, List<DataFile>> table : new TreeMap<>(draft.tables()).entrySet()) {
                json.name(table.getKey()).beginArray();
                for (DataFile file : table.getValue()) {
                    writeFile(json, file);
                }
                json.endArray();
            }
            json.endObject();
            json.name("known_tables");
            SchemaJson.write(json, draft.knownTables());
            if (draft.isRewritten()) {
                json.name("rewritten_before").value(draft.rewrittenBefore());
                json.name("replaced").beginArray();
                for (Replacement replacement : draft.replaced()) {
                    write(json, replacement);
                }
                json.endArray();
            }
        });
    }

    private static void write(JsonWriter json, Replacement replacement) throws IOException {
        json.beginObject();
        json.name("table").value(replacement.table());
        json.name("files").beginArray();
        for (String file : replacement.files()) {
            json.value(file);
        }
        json.endArray();
        json.name("by").beginArray();
        for (DataFile file : replacement.by()) {
            writeFile(json, file);
        }
        json.endArray();
        json.endObject();
    }

    /**
     * Reads the document of a commit.
     *
     * @param place named where it is damaged
     * @throws DataRefusedException if it is damaged
     * @throws StateException if it is of a format that this version does not know
     */
    public static StoredCommit read(String place, byte[] bytes) {
        JsonFields json = JsonFields.parse(place, bytes);
        boolean rewritten = requireVersion(place, json, REWRITTEN_VERSION) == REWRITTEN_VERSION;
        JsonFields checkpoint = json.objectOrNull("state_checkpoint");
        Map<String, List<DataFile>> tables = new TreeMap<>();
        for (Map.Entry<String, JsonElement> table : json.object("tables").all().entrySet()) {
            tables.put(table.getKey(), readFiles(place + ": tables." + table.getKey(), table.getValue()));
        }
        JsonFields countFields = json.object("counts");
        Map<String, Long> counts = new TreeMap<>();
        for (String name : countFields.all().keySet()) {
            counts.put(name, countFields.number(name));
        }
        Commit commit = new Commit(
                json.number("seq"),
                json.textOrNull("parent_sha256"),
                new Attempt(json.text("run_id"), json.text("attempt_id"), json.instant("logical_date")),
                json.bool("complete"),
                json.instantOrNull("not_before"),
                json.instant("committed_at"),
                json.text("library_version"),
                tables,
                readFile(place, json.object("state_delta")),
                checkpoint == null ? null : readFile(place, checkpoint),
                counts,
                rewritten ? readReplacements(place + ": replaced", json.all().get("replaced")) : List.of(),
                Hashing.sha256().hashBytes(bytes).toString());
        return new StoredCommit(
                commit,
                SchemaJson.read(place, json.object("known_tables")),
                rewritten ? json.number("rewritten_before") : 0);
    }

    private static List<Replacement> readReplacements(String where, @Nullable JsonElement json) {
        List<Replacement> replacements = new ArrayList<>();
        for (JsonElement element : array(where, json)) {
            JsonFields fields = JsonFields.of(where, element);
            List<String> files = fields.texts("files");
            files.forEach(path -> requireKey(where, path));
            replacements.add(new Replacement(
                    fields.textOrNull("table"),
                    files,
                    readFiles(where + ".by", fields.all().get("by"))));
        }
        return replacements;
    }

    private static List<DataFile> readFiles(String where, @Nullable JsonElement json) {
        List<DataFile> files = new ArrayList<>();
        for (JsonElement file : array(where, json)) {
            files.add(readFile(where, JsonFields.of(where, file)));
        }
        return List.copyOf(files);
    }

    private static JsonArray array(String where, @Nullable JsonElement json) {
        if (json == null || !json.isJsonArray()) {
            throw new DataRefusedException(where + " is not an array", null);
        }
        return json.getAsJsonArray();
    }

    /**
     * Checks the field {@code format_version} of a document.
     *
     * @throws StateException if it is of a format that this version does not know
     */
    public static void requireVersion(String place, JsonFields json) {
        requireVersion(place, json, FORMAT_VERSION);
    }

    private static long requireVersion(String place, JsonFields json, int newest) {
        long version = json.number("format_version");
        if (version < FORMAT_VERSION || version > newest) {
            throw new StateException(
                    place + " has format version " + version + ", this library knows " + newest
                            + "; use a newer library",
                    null);
        }
        return version;
    }

    /** Returns a JSON object, laid out as commits are. */
    public static byte[] document(Body body) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            body.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the fields of an object. */
    public interface Body {
        /** Writes them. */
        void write(JsonWriter json) throws IOException;
    }

    private static void writeFile(JsonWriter json, @Nullable DataFile file) throws IOException {
        if (file == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("path").value(file.path());
        json.name("rows").value(file.rows());
        json.name("bytes").value(file.bytes());
        json.name("sha256").value(file.sha256());
        json.endObject();
    }

    private static DataFile readFile(String place, JsonFields json) {
        String path = json.text("path");
        requireKey(place, path);
        return new DataFile(path, json.number("rows"), json.number("bytes"), json.text("sha256"));
    }

    private static void requireKey(String place, String path) {
        if (!BlobKey.isValid(path)) {
            throw new DataRefusedException(place + ": path '" + path + "' is no name below the dataset", null);
        }
    }
}

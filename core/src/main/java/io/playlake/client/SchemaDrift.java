package io.playlake.client;

import io.playlake.client.json.DriftLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts how bodies differ from the shapes that this version knows; give it to {@link
 * ResponseDecoders#decode(String, byte[], SchemaDrift)}. What may be null or absent, what apps in development mode do not
 * get, and what is known but not read is no difference. Only objects that are read are looked at, not what is skipped.
 *
 * <p>Thread-safe. Keeps at most 1,000 unknown or retyped fields, and what is documented of each endpoint.
 */
public final class SchemaDrift {

    /** How a field differs; a constant's order is that of the findings of one path. */
    public enum Kind {
        /** No known object has it. */
        NEW,
        /** Its JSON type is impossible for it; null is possible for all. */
        RETYPED,
        /** Each object of its kind should have it, and none had. */
        VANISHED
    }

    /**
     * A difference.
     *
     * @param endpoint template of the address, such as {@code /playlists/{id}}
     * @param path JSON path of the field with {@code []} for each index, such as {@code $.tracks.items[].track.mood}; in
     *     printable ASCII, cut at 256 characters
     * @param kind how it differs
     * @param seen in how many objects: those that had it, or that should have had it when it vanished
     * @param exampleType a JSON type: {@code string}, {@code number}, {@code boolean}, {@code array}, {@code object} or
     *     {@code null}, as it was found, or as it was until it vanished
     */
    public record Finding(String endpoint, String path, Kind kind, long seen, String exampleType) {}

    private final DriftLog log = new DriftLog();

    DriftLog log() {
        return log;
    }

    /** Returns what was found so far, by endpoint, path and kind; a copy that does not change. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        log.report(new DriftLog.Report() {
            @Override
            public void unknown(String endpoint, String path, long seen, String type) {
                findings.add(new Finding(endpoint, path, Kind.NEW, seen, type));
            }

            @Override
            public void retyped(String endpoint, String path, long seen, String type) {
                findings.add(new Finding(endpoint, path, Kind.RETYPED, seen, type));
            }

            @Override
            public void vanished(String endpoint, String path, long objects, String type) {
                findings.add(new Finding(endpoint, path, Kind.VANISHED, objects, type));
            }
        });
        findings.sort(Comparator.comparing(Finding::endpoint)
                .thenComparing(Finding::path)
                .thenComparing(Finding::kind));
        return List.copyOf(findings);
    }

    /** Returns how often an unknown or retyped field was not counted, because there were too many different ones. */
    public long uncounted() {
        return log.uncounted();
    }
}

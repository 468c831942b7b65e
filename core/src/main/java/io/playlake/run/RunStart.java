package io.playlake.run;

import io.playlake.error.RateLimitedException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.source.PlaylistSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run before any call.
 *
 * @param at when this process began
 * @param head the newest commit
 * @param parts of this run that were committed before, oldest first
 */
record RunStart(RunId id, Instant at, Instant logicalDate, Optional<Commit> head, List<Commit> parts) {

    /** @param dataset null if there is none yet */
    static RunStart of(RunSettings settings, @Nullable Dataset dataset) {
        Instant at = settings.time().now().truncatedTo(ChronoUnit.MICROS);
        Instant logicalDate = Objects.requireNonNullElse(settings.logicalDate(), at.truncatedTo(ChronoUnit.SECONDS));
        RunId id = RunId.of(
                logicalDate,
                settings.sources().stream().map(PlaylistSource::name).toList(),
                settings.options(),
                settings.client().market().orElse(null),
                settings.client().locale().orElse(null),
                settings.client().accountFingerprint());
        Optional<Commit> head = dataset == null ? Optional.empty() : dataset.head();
        return new RunStart(id, at, logicalDate, head, dataset == null ? List.of() : parts(dataset, head, id));
    }

    /** Returns the id of the run, or of its next part. */
    String runId() {
        return id.withPart(parts.size() + 1);
    }

    /** Returns the commit that completed this run; empty if there is something to do. */
    Optional<Commit> completed() {
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.get(parts.size() - 1)).filter(Commit::complete);
    }

    /** Throws if the API asked for silence that is not over. */
    void requireCallsWelcome() {
        Instant notBefore = head.map(Commit::notBefore).orElse(null);
        if (notBefore != null && at.isBefore(notBefore)) {
            throw new RateLimitedException(
                    "the API asked the last run to wait, and left it unfinished; no call before " + notBefore,
                    notBefore,
                    null);
        }
    }

    private static List<Commit> parts(Dataset dataset, Optional<Commit> head, RunId id) {
        List<Commit> parts = new ArrayList<>();
        Optional<Commit> at = newest(dataset, head, id);
        while (at.isPresent()) {
            parts.add(0, at.get());
            if (id.part(at.get().attempt().runId()) == 1) {
                break;
            }
            at = newest(dataset, StateLog.before(dataset, at.get()), id);
        }
        return parts;
    }

    private static Optional<Commit> newest(Dataset dataset, Optional<Commit> head, RunId id) {
        Optional<Commit> at = head;
        while (at.isPresent() && id.part(at.get().attempt().runId()) == 0) {
            at = StateLog.before(dataset, at.get());
        }
        return at;
    }
}

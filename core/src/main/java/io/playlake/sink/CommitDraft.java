package io.playlake.sink;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run says of itself when it commits; the fields are those of {@link Commit}. */
public record CommitDraft(
        boolean complete,
        @Nullable Instant notBefore,
        Instant committedAt,
        String libraryVersion,
        Map<String, Long> counts) {

    public CommitDraft {
        counts = Map.copyOf(counts);
    }
}

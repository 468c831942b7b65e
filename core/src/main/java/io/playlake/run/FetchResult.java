package io.playlake.run;

import io.playlake.error.PlaylakeException;
import io.playlake.raw.RawUnit;

/** How the turn of a due playlist ended. */
sealed interface FetchResult {

    /** Its pages are staged, read well or not; the unit's summary tells. */
    record Staged(RawUnit unit) implements FetchResult {}

    /** The API refused it, or its calls kept failing; nothing is staged. */
    record Failed(PlaylakeException cause) implements FetchResult {}

    /** Its turn did not come: a limit ended the fetching. */
    record Postponed() implements FetchResult {}
}

package io.playlake.sink;

/** How a commit ended. That its fate is unknown is a third outcome, and an exception. */
public sealed interface CommitOutcome {

    /** It is in the log. */
    record Committed(Commit commit) implements CommitOutcome {}

    /** Somebody else committed first; nothing of this session is readable. */
    record Conflict(Commit head) implements CommitOutcome {}
}

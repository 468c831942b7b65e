package io.playlake.run.order;

/** In which order a run does things: as it does, and in the weaker ways that others do. */
enum Order {
    /** Label, pages, check, stage; files, put-if-absent; the log is the only truth, each sink's its own. */
    PROTOCOL,
    /** State is stored before the rows are written. */
    STATE_FIRST,
    /** State is stored after the rows are written, and before they are committed. */
    STATE_BEFORE_COMMIT,
    /** What is written can be read at once. */
    WRITE_IN_PLACE,
    /** A store that is advanced after the commit decides, and not the log. */
    STORE_AS_AUTHORITY,
    /** The snapshot that is remembered is the one read after the pages. */
    LABEL_AFTER,
    /** Nobody looks whether the snapshot moved while pages were read. */
    NO_RECHECK,
    /** The commit overwrites what is there. */
    PLAIN_PUT,
    /** State is stored when the first of two sinks has committed. */
    STATE_AFTER_FIRST_SINK,
    /** The log of the first sink decides what the second one gets. */
    STATE_OF_ONE_SINK,
    /** What is staged is taken up whatever snapshot made it due. */
    RESUME_BY_ID,
    /** Whoever starts deletes what no commit names, although others may be at work. */
    SWEEP_AT_WORK,
    /** A lost reply to the commit is taken for a failure, and the files are taken back. */
    LOST_REPLY_IS_FAILURE;

    boolean storeDecides() {
        return this == STATE_FIRST
                || this == STATE_BEFORE_COMMIT
                || this == STORE_AS_AUTHORITY
                || this == STATE_AFTER_FIRST_SINK;
    }
}

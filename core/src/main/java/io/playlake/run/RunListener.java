package io.playlake.run;

/**
 * Told what a run does, as it does it; progress and metrics go through here. Methods are called by the thread that runs,
 * in order, and should return soon; what they throw ends the run.
 */
public interface RunListener {

    /** A listener that does nothing. */
    RunListener NONE = new RunListener() {};

    /** The run has the lock and an identity, and begins. */
    default void started(String runId) {}

    /**
     * The listing is merged, and it is decided what is due.
     *
     * @param categories listed
     * @param playlists distinct
     * @param due of which to be fetched
     */
    default void listed(int categories, int playlists, int due) {}

    /** The turn of a due playlist is over: it was fetched or adopted, failed, or was left over. */
    default void fetched(int done, int due) {}

    /** Something is worth a look, and the run goes on. The text is safe to print. */
    default void warning(String message) {}

    /** The run is over, and this is what came of it. */
    default void finished(RunReport report) {}
}

package io.playlake.change;

/** Whether a playlist is due, and why. */
public sealed interface ChangeDecision {

    /** Returns the word for it in table {@code playlists}. */
    String label();

    /** Returns a sentence. */
    String reason();

    /** Returns whether it must be fetched. */
    default boolean due() {
        return !(this instanceof Unchanged);
    }

    /** Never read before. */
    record New() implements ChangeDecision {
        @Override
        public String label() {
            return "new";
        }

        @Override
        public String reason() {
            return "never read before";
        }
    }

    /** Its snapshot is another than at its last read, or there is none to go by. */
    record Moved(String reason) implements ChangeDecision {
        @Override
        public String label() {
            return "moved";
        }
    }

    /** Its last turn ended without a successful read. */
    record LeftOver(String reason) implements ChangeDecision {
        @Override
        public String label() {
            return "left_over";
        }
    }

    /** Its snapshot stands, but a snapshot is a hint, and the last look was long ago. */
    record Audit(String reason) implements ChangeDecision {
        @Override
        public String label() {
            return "audit";
        }
    }

    /** Everything was asked for. */
    record Full() implements ChangeDecision {
        @Override
        public String label() {
            return "full";
        }

        @Override
        public String reason() {
            return "everything was asked for";
        }
    }

    /**
     * It has no listing: its first page, which costs the one call it needs anyway, will tell.
     *
     * @param ifMoved what it is if its snapshot moved
     */
    record ByDetail(ChangeDecision ifMoved) implements ChangeDecision {
        @Override
        public String label() {
            return ifMoved.label();
        }

        @Override
        public String reason() {
            return ifMoved.reason();
        }
    }

    /** Nothing calls for a fetch. */
    record Unchanged() implements ChangeDecision {
        @Override
        public String label() {
            return "unchanged";
        }

        @Override
        public String reason() {
            return "its snapshot stands";
        }
    }
}

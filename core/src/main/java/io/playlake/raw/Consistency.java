package io.playlake.raw;

/** How sure it is that all pages of a read show one version of the playlist. */
public enum Consistency {
    /** One page, or the snapshot was the same before the first and after the last page. */
    EXACT("exact"),
    /** The snapshot moved meanwhile, or not as many items came as were claimed, but two reads in a row were equal. */
    CONTENT_STABLE("content_stable"),
    /** Several pages, and no snapshot to go by. */
    UNVERIFIED("unverified"),
    /** The items were not read, or not to their end. */
    NOT_READ("not_read");

    private final String label;

    Consistency(String label) {
        this.label = label;
    }

    /** Returns the word for it in table {@code playlists}. */
    public String label() {
        return label;
    }
}

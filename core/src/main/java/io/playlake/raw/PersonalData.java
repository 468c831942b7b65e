package io.playlake.raw;

/**
 * What becomes of personal data in the bodies of responses, once, before they are staged: tables, raw pages and whatever
 * is computed from them later know the governed form alone.
 *
 * <p>Personal are the users who added items, the owners of playlists that are not said to be public, and every other
 * user whom a body shows; Spotify's own account and the owner of a public playlist are not. Titles and descriptions are
 * free text and stay, and so does what the caller named: the id in a {@code user:ID} source is in paths and category ids.
 */
public enum PersonalData {
    /** Bodies stay as received, to the byte. */
    KEEP("keep"),
    /**
     * Ids become pseudonyms, everywhere in a user the same; names, pictures and whatever else a user shows become null.
     *
     * <p>A pseudonym is {@code anon_} and 22 hexadecimal digits of the HMAC-SHA256 of the id, keyed with the dataset's id.
     * The same user has the same one in all runs of a dataset, and another in any other dataset. Whoever has rows but not
     * the dataset's id can neither reverse it nor try out a list of user ids. Whoever has the whole dataset has its id too,
     * and can see whether a user they suspect is in it. It hides a name, not what somebody did: who adds to a public
     * playlist that only its owner adds to is its owner.
     */
    HASH("hash"),
    /** Users become null. */
    DROP("drop");

    private final String label;

    PersonalData(String label) {
        this.label = label;
    }

    /** Returns the word for it on the command line. */
    public String label() {
        return label;
    }
}

package io.playlake.error;

/** A list was read to its end, and rows that it claimed to have did not come. What did come is true; read it again later. */
public class IncompleteReadException extends TryLaterException {

    private static final long serialVersionUID = 1;

    /**
     * @param place the request, such as {@code GET /me/playlists}
     * @param shortfall what is missing
     */
    public IncompleteReadException(String place, String shortfall) {
        super(place + ": " + shortfall, null, null);
    }
}

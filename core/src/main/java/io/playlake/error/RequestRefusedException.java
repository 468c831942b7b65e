package io.playlake.error;

/** The API refused a request for good (a 4xx other than 401 and 429). The same request will be refused again. */
public class RequestRefusedException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status the HTTP status
     * @param place the request, such as {@code GET /playlists/37i9dQ}
     * @param answer what the API said, escaped and shortened
     */
    public RequestRefusedException(int status, String place, String answer) {
        super(place + " was refused with status " + status + (answer.isEmpty() ? "" : ": " + answer), null);
        this.status = status;
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }
}

package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** The API answered something that cannot be what it means. The body is kept where the caller stages raw pages. */
public class MalformedResponseException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    private final String jsonPath;
    private final String problem;

    /**
     * @param place the request, such as {@code GET /playlists/{id}}
     * @param jsonPath the place in the body, such as {@code $.items[3].track.uri}; {@code $} for the whole
     * @param problem what was found and what was expected
     */
    public MalformedResponseException(String place, String jsonPath, String problem, @Nullable Throwable cause) {
        super(place + ": " + jsonPath + ": " + problem, cause);
        this.jsonPath = jsonPath;
        this.problem = problem;
    }

    /** Returns the same finding about a request that is better known, such as {@code GET /playlists/37i9dQ}. */
    public MalformedResponseException at(String place) {
        return new MalformedResponseException(place, jsonPath, problem, this);
    }

    /** Returns the place in the body, such as {@code $.items[3].track.uri}. */
    public String jsonPath() {
        return jsonPath;
    }
}

package io.playlake.error;

/** What was asked for does not exist, or is hidden from this kind of app (status 404). */
public class ResourceNotFoundException extends RequestRefusedException {

    private static final long serialVersionUID = 1;

    public ResourceNotFoundException(String place, String answer) {
        super(404, place, answer);
    }
}

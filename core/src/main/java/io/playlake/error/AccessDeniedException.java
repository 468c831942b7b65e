package io.playlake.error;

/** This app, or this user, may not ask that (status 403). */
public class AccessDeniedException extends RequestRefusedException {

    private static final long serialVersionUID = 1;

    public AccessDeniedException(String place, String answer) {
        super(403, place, answer);
    }
}

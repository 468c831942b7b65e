package io.playlake.emulator;

import java.util.List;

/** A user who owns playlists. */
record Owner(String id, String displayName) {

    static final Owner SPOTIFY = new Owner("spotify", "Spotify");
    static final Owner SELF = new Owner(SpotifyEmulator.USER_ID, "Lake Listener");
    private static final List<Owner> CURATORS = List.of(
            new Owner("wavemaker77", "Wave Maker"),
            new Owner("sonido_españa", "Sonido España"),
            new Owner("night#shift", "Night Shift ☾"));
    private static final List<Owner> PLAIN_CURATORS =
            List.of(new Owner("wavemaker77", "Wave Maker"), new Owner("sonido", "Sonido"), new Owner("shift", "Shift"));

    static Owner curator(int number, boolean quirks) {
        List<Owner> curators = quirks ? CURATORS : PLAIN_CURATORS;
        return curators.get(number % curators.size());
    }
}

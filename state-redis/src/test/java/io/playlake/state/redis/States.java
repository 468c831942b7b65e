package io.playlake.state.redis;

import io.playlake.change.PlaylistState;
import io.playlake.change.StateLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.IntStream;

/** States as they come out of a log. */
final class States {

    private States() {}

    static PlaylistState of(String id, String snapshot) {
        try {
            return StateLines.parse("{\"id\":\"" + id + "\",\"market\":\"SE\",\"list\":\"" + snapshot
                    + "\",\"detail\":\"AAAAB" + snapshot + "\",\"content\":\"" + "c".repeat(64) + "\",\"order\":\""
                    + "0".repeat(64)
                    + "\",\"items\":50,\"nulls\":0,\"verified\":\"2026-01-01T00:00:00Z\",\"stored\":[\""
                    + "c".repeat(32) + "\"]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns states of playlists with ids of 22 characters, made anew each time they are gone through. */
    static Iterable<PlaylistState> many(int count, String snapshot) {
        return new Iterable<>() {
            @Override
            public Iterator<PlaylistState> iterator() {
                return IntStream.range(0, count)
                        .mapToObj(i -> of(id(i), snapshot))
                        .iterator();
            }
        };
    }

    static String id(int number) {
        String digits = String.valueOf(number);
        return "37i9dQZF1DX" + "0".repeat(11 - digits.length()) + digits;
    }
}

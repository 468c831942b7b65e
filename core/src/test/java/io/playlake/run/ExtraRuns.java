package io.playlake.run;

import io.playlake.emulator.Call;
import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.source.BrowseCategories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Runs that ask for more than what changed. */
abstract class ExtraRuns extends EmulatedRuns {

    private static final Pattern TRACK = Pattern.compile("spotify:track:(.+)");

    RunReport runDay(int day, Set<Refresh> refresh, Set<Enrichment> enrich) {
        return runDay(day, builder -> builder.refresh(refresh).enrich(enrich));
    }

    RunReport runDay(int day, UnaryOperator<Playlake.Builder> options) {
        fixture.emulator.advanceTo(day);
        Instant today = fixture.emulator.today();
        fixture.time.jumpTo(today);
        return fixture.run(today, BrowseCategories.all(), options);
    }

    /** Returns the listed playlists that are what they were the day before, by the emulator's own books. */
    List<PlaylistTruth> unchanged(int day) {
        List<PlaylistTruth> unchanged = new ArrayList<>();
        for (String id : served.listed(day)) {
            PlaylistTruth truth = fixture.emulator.truth().playlist(id, day).orElseThrow();
            boolean same = served.listed(day - 1).contains(id)
                    && fixture.emulator
                            .truth()
                            .playlist(id, day - 1)
                            .orElseThrow()
                            .listSnapshot()
                            .equals(truth.listSnapshot());
            if (same) {
                unchanged.add(truth);
            }
        }
        return unchanged;
    }

    /** Returns the ids of the tracks of playlists. */
    static Set<String> tracks(List<PlaylistTruth> playlists) {
        Set<String> ids = new TreeSet<>();
        for (PlaylistTruth playlist : playlists) {
            for (ItemTruth item : playlist.items()) {
                TRACK.matcher(Objects.requireNonNullElse(item.uri(), ""))
                        .results()
                        .forEach(found -> ids.add(found.group(1)));
            }
        }
        return ids;
    }

    /** Returns the ids that calls asked for, in order. */
    List<String> asked(String several) {
        return fixture.emulator.calls().list().stream()
                .filter(call -> call.endpoint().equals(several))
                .flatMap(call ->
                        Arrays.stream(Objects.requireNonNull(call.query()).split("&")))
                .filter(parameter -> parameter.startsWith("ids="))
                .flatMap(ids -> Arrays.stream(ids.substring(4).split(",|%2C")))
                .toList();
    }

    /** Returns what was asked for and answered, but for listings. */
    List<String> answered() {
        return fixture.emulator.calls().list().stream()
                .filter(call -> call.status() == 200 && !call.path().contains("/browse/"))
                .map(ExtraRuns::request)
                .toList();
    }

    private static String request(Call call) {
        return call.path() + "?" + call.query();
    }

    static int pages(int ids, int perCall) {
        return (ids + perCall - 1) / perCall;
    }
}

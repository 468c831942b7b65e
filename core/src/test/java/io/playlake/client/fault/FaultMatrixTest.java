package io.playlake.client.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.playlake.client.Answer;
import io.playlake.client.PageWalk;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.IncompleteReadException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Page;
import io.playlake.model.PlaylistItem;
import io.playlake.testing.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, at the first, a middle and the last page of a playlist, once, thrice and for ever, over real sockets and on
 * the manual clock. Each case ends in all items, in a gap on record, or in a typed error; no call is wasted, and none is
 * made before a time that the API named.
 */
@NullUnmarked
class FaultMatrixTest {

    private static final int FOR_EVER = Integer.MAX_VALUE;
    private static final int ATTEMPTS = 5;
    private static final int PAGES = 4;
    private static final String SECRET = SpotifyEmulator.CLIENT_SECRET;

    private static SpotifyEmulator emulator;
    private static String playlist;
    private static List<String> truth;

    @BeforeAll
    static void start() {
        emulator = SpotifyEmulator.builder().playlists(3).items(330, 399).start();
        PlaylistTruth first = emulator.truth().playlists(0).get(0);
        playlist = first.id();
        truth = first.items().stream().map(item -> String.valueOf(item.uri())).toList();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> Stream.of(0, 100, 300)
                        .flatMap(offset -> Stream.of(1, 3, FOR_EVER).map(times -> Arguments.of(fault, offset, times))));
    }

    // Side by side, since they wait: a deadline is real time, and must be long enough for a slow machine.
    @ParameterizedTest(name = "{0} at {1}, {2} times")
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("cases")
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsAsItMust(Fault fault, int offset, int times) throws Exception {
        ManualTime time = new ManualTime();
        List<Instant> arrivals = new ArrayList<>();
        Duration deadline = fault.stalls() ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
        try (FaultyWire wire = new FaultyWire(emulator.accountsUrl());
                SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SECRET))
                        .apiUrl(URI.create(wire.address() + "/v1"))
                        .accountsUrl(URI.create(wire.address()))
                        .rate(10_000)
                        .requestTimeout(deadline)
                        .time(time)
                        .random(() -> 0.5)
                        .build()) {
            wire.onCall(() -> arrivals.add(time.now()));
            wire.arm(
                    path -> offset == 0 ? !path.contains("offset=") : path.contains("offset=" + offset + "&"),
                    times,
                    fault.reply);
            Read read = read(client);
            assertOutcome(fault, offset, times, read);
            assertThat(wire.calls()).hasSize(calls(fault, offset, times));
            assertNoSecret(read.error);
            assertNoCallBefore(read.error, arrivals, client);
        }
    }

    private record Read(
            List<String> uris,
            List<PageWalk.Gap> gaps,
            @Nullable PlaylakeException error) {}

    private static Read read(SpotifyClient client) {
        List<String> uris = new ArrayList<>();
        PageWalk<PlaylistItem> walk = client.playlists().all(playlist).iterator();
        try {
            while (walk.hasNext()) {
                Answer<Page<PlaylistItem>> page = walk.next();
                page.value()
                        .items()
                        .forEach(item -> uris.add(String.valueOf(item.item().uri())));
            }
            String shortfall = walk.shortfall();
            return new Read(
                    uris,
                    walk.gaps(),
                    shortfall == null || !walk.gaps().isEmpty() ? null : new IncompleteReadException("", shortfall));
        } catch (PlaylakeException e) {
            return new Read(uris, walk.gaps(), e);
        }
    }

    private static boolean overcome(Fault fault, int times) {
        return switch (fault.fate) {
            case RETRIED, SERVER -> times < ATTEMPTS;
            case SOILED -> 2L * times < ATTEMPTS;
            case RENEWED -> times == 1;
            case FINAL -> false;
        };
    }

    private static void assertOutcome(Fault fault, int offset, int times, Read read) {
        if (overcome(fault, times)) {
            assertThat(read.error).isNull();
            assertThat(read.gaps).isEmpty();
            assertThat(read.uris).isEqualTo(truth);
        } else if (fault.fate == Fault.Fate.SERVER && offset > 0) {
            assertThat(read.error).isNull();
            assertThat(read.gaps).extracting(PageWalk.Gap::offset).containsExactly(offset);
            List<String> rest = new ArrayList<>(truth);
            rest.remove(offset);
            assertThat(read.uris).isEqualTo(rest);
        } else if (read.error == null) {
            fail("all seems well, and it is not");
        } else {
            assertThat(read.error).isInstanceOf(fault.error);
        }
    }

    /** Returns how many calls the case takes: the pages, and the repetitions that make sense. */
    private static int calls(Fault fault, int offset, int times) {
        int before = (offset + 99) / 100;
        if (overcome(fault, times)) {
            return PAGES + times;
        }
        return switch (fault.fate) {
            case RETRIED -> before + ATTEMPTS;
            case SOILED -> before + 3;
            case RENEWED -> before + 2;
            case FINAL -> before + 1;
            case SERVER -> {
                if (offset == 0) {
                    yield ATTEMPTS;
                }
                // The whole page, a look whether the API lives, six parts down to one row twice each, and the rest.
                yield before + ATTEMPTS + 1 + 2 * 6 + 1 + (offset == 100 ? 2 : 0);
            }
        };
    }

    private static void assertNoSecret(@Nullable PlaylakeException error) {
        if (error != null) {
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text));
            assertThat(text.toString())
                    .doesNotContain(SECRET)
                    .doesNotContain("Bearer ")
                    .doesNotContain("Basic ");
        }
    }

    /** The next call is refused without one on the wire, or it waits until the time that the error named. */
    private static void assertNoCallBefore(
            @Nullable PlaylakeException error, List<Instant> arrivals, SpotifyClient client) {
        if (error instanceof RateLimitedException later && later.notBefore().isPresent()) {
            Instant notBefore = later.notBefore().get();
            int calls = arrivals.size();
            try {
                client.playlists().get(playlist);
            } catch (TryLaterException expected) {
                assertThat(expected.notBefore()).isPresent();
            }
            assertThat(arrivals.subList(calls, arrivals.size()))
                    .allSatisfy(arrival -> assertThat(arrival).isAfterOrEqualTo(notBefore.minusSeconds(1)));
        }
    }
}

package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process learned about the account, the next one knows. */
class PaceTest {

    @TempDir
    Path folder;

    private Result run(Cli cli, String lake, String... more) {
        String[] args = new String[5 + more.length];
        System.arraycopy(
                new String[] {"run", "--sink", "local:" + folder.resolve(lake), "--progress", "none"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return cli.call(args);
    }

    @Test
    void anEndpointThatWasRefusedIsNotAskedAgain() {
        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().profile(AppProfile.DEVELOPMENT).start()) {
            Cli cli = Cli.against(emulator);
            Result first = run(cli, "a", "--source", "browse:party");
            assertThat(first.code()).isEqualTo(78);
            assertThat(first.err()).contains("extended quota").contains("use ids");
            int calls = emulator.calls().count();
            Result second = run(cli, "b", "--source", "browse:latin");
            assertThat(second.code()).isEqualTo(78);
            assertThat(emulator.calls().count()).isEqualTo(calls);
            run(cli, "c", "--source", "browse:latin", "--profile", "extended");
            assertThat(emulator.calls().count()).isEqualTo(calls + 1);
        }
    }

    @Test
    void noProcessCallsBeforeTheTimeThatOneWasTold() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            emulator.faults().on("/browse/categories").answer(429, "Too many requests", Map.of("Retry-After", "7200"));
            Cli cli = Cli.against(emulator);
            Result first = run(cli, "a", "--source", "browse:*");
            assertThat(first.code()).isEqualTo(75);
            assertThat(first.err()).contains("not before");
            int calls = emulator.calls().count();
            // Another lake, so that only the account can know.
            Result second = run(cli, "b", "--source", "browse:*");
            assertThat(second.code()).isEqualTo(75);
            assertThat(emulator.calls().count()).isEqualTo(calls);
            assertThat(emulator.calls().early()).isEmpty();
        }
    }

    @Test
    void aBudgetIsKeptAcrossProcessesAndWhatIsLeftOverStaysDue() {
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            Cli cli = Cli.against(emulator);
            Result first = run(cli, "a", "--source", "browse:*", "--budget", "25", "--logical-date", "2026-01-01");
            assertThat(first.code()).isEqualTo(75);
            assertThat(emulator.calls().count()).isEqualTo(25);
            Result second = run(cli, "b", "--source", "browse:*", "--budget", "25");
            assertThat(second.code()).isEqualTo(75);
            assertThat(second.err()).contains("the budget of 25 calls in 24 hours is used up");
            assertThat(emulator.calls().count()).isEqualTo(25);
            Result wider = run(cli, "c", "--source", "browse:*", "--budget", "1000");
            assertThat(wider.code()).isZero();
        }
    }
}

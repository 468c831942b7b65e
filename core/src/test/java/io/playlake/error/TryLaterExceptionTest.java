package io.playlake.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TryLaterExceptionTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void neverTellsATimeThatIsTooEarly() {
        assertThat(new TryLaterException("later", TIME, null).notBefore()).contains(TIME);
        assertThat(new TryLaterException("later", TIME.plusNanos(1), null).notBefore())
                .contains(TIME.plusSeconds(1));
        assertThat(new RateLimitedException("later", TIME.plusMillis(999), null).notBefore())
                .contains(TIME.plusSeconds(1));
        assertThat(new TryLaterException("later", null, null).notBefore()).isEmpty();
    }
}

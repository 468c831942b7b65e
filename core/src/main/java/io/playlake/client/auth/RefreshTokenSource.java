package io.playlake.client.auth;

import io.playlake.client.http.Excerpt;
import io.playlake.error.LoginExpiredException;
import io.playlake.error.Reason;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buys access tokens with the newest refresh token there is. An answer without another one leaves the old one good; one
 * that brings another is written to the file that the old one came from. Other processes do the same with that file, so
 * a token is not given up before the file was looked at again.
 */
final class RefreshTokenSource implements CachedTokens.Source {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshTokenSource.class);

    /** How often the file is looked at, and how long is waited in between, while another process may be about to write. */
    private static final int LOOKS = 3;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final TokenEndpoint endpoint;
    private final @Nullable RefreshTokenFile file;
    private final TimeSource time;
    private Secret current;
    /** What the file held when it was last read or written. */
    private Secret inFile;

    RefreshTokenSource(TokenEndpoint endpoint, RefreshToken first, TimeSource time) {
        this.endpoint = endpoint;
        this.file = first.file();
        this.time = time;
        this.current = first.value();
        this.inFile = first.value();
    }

    @Override
    public synchronized TokenAnswer fetch() throws IOException, InterruptedException {
        look();
        TokenAnswer answer = refresh();
        if (answer.refreshToken() != null) {
            current = answer.refreshToken();
        }
        // Also what could not be written an hour ago.
        if (file != null && !current.equals(inFile)) {
            save(file);
        }
        return answer;
    }

    private TokenAnswer refresh() throws IOException, InterruptedException {
        try {
            return endpoint.refresh(current);
        } catch (LoginExpiredException e) {
            if (!replacedMeanwhile()) {
                throw e;
            }
            return endpoint.refresh(current);
        }
    }

    /** Whoever else used the token up holds the next one, and writes it as soon as it arrives. */
    private boolean replacedMeanwhile() throws InterruptedException {
        for (int looks = 1; file != null; looks++) {
            if (look()) {
                return true;
            }
            if (looks == LOOKS) {
                break;
            }
            time.sleep(BETWEEN_LOOKS);
        }
        return false;
    }

    /** Takes up what somebody else wrote; a file that cannot be read brings no news. */
    private boolean look() {
        if (file == null) {
            return false;
        }
        try {
            Secret found = file.content();
            if (!found.equals(inFile)) {
                boolean news = !found.equals(current);
                inFile = found;
                current = found;
                return news;
            }
        } catch (IOException e) {
            LOG.debug("refresh token file: {}", Excerpt.of(Reason.of(e)));
        }
        return false;
    }

    private void save(RefreshTokenFile target) {
        try {
            // Not over the token of another login; the next look takes that up.
            if (target.content().equals(inFile)) {
                target.rewrite(current);
                inFile = current;
            }
        } catch (IOException e) {
            LOG.warn(
                    "Spotify replaced the refresh token in {}, and the new one cannot be written there ({}): the one in"
                            + " the file may no longer be good. This process goes on with the new one; see that the file"
                            + " can be written, or the next process will need another login.",
                    Excerpt.of(target.toString()),
                    Excerpt.of(Reason.of(e)));
        }
    }
}

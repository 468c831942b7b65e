package io.playlake.client.limit;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.HttpResponse;

/** What an answer means for trying again. */
enum Verdict {
    /** A 429 about the pace of the whole account; over when its wait is. */
    TOO_FAST,
    /** A 429 about the quota of a group of endpoints, which other groups do not mind. */
    QUOTA,
    /** The API itself fails for the moment, or has not got so far. */
    FAILING,
    /** The answer stands, good or bad. */
    FINAL;

    private static final String QUOTA_EXCEEDED = "QUOTA_EXCEEDED";

    static Verdict of(HttpResponse response) {
        int status = response.status();
        if (status == 429) {
            return QUOTA_EXCEEDED.equals(ErrorText.of(response.body()).code()) ? QUOTA : TOO_FAST;
        }
        return status == 202 || status >= 500 ? FAILING : FINAL;
    }
}

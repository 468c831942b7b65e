package io.playlake.run;

import io.playlake.client.AppProfile;

/** What reading a playlist costs, in calls; retries, and reads that a change meanwhile spoils, apart. */
final class CallFormula {

    /** Items in a playlist's own body. */
    private static final long FIRST = 100;

    private CallFormula() {}

    /** Returns the pages of a playlist of so many items. */
    static long pages(int items, AppProfile profile) {
        long size = profile == AppProfile.DEVELOPMENT ? 50 : 100;
        return 1 + (Math.max(0, items - FIRST) + size - 1) / size;
    }

    /** Returns the calls of one read: the pages, and the look at the snapshot after the last of several. */
    static long read(int items, AppProfile profile) {
        return pages(items, profile) + (items > FIRST ? 1 : 0);
    }
}

package io.playlake.sink;

/** Which files may be merged into one, by the days of their {@code run_date=} folders. */
public enum MergeSpan {
    /** Those of one day; nothing changes for any reader. */
    DAY,
    /** Those of one calendar month, into the folder of its first day: {@code run_date} is that day then, for all of them. */
    MONTH
}

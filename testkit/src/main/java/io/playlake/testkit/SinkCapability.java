package io.playlake.testkit;

/** What a sink may be unable to do. It says so in {@link SinkContract#capabilities}, and refuses it. */
public enum SinkCapability {
    /**
     * Keeps others out while it is locked; a lock of a sink that cannot is not {@linkplain
     * io.playlake.storage.BlobStore.Lock#exclusive() exclusive}, and anyone gets one.
     */
    EXCLUSIVE_LOCK,

    /** Stores the character U+0000 in text; a row with one is refused otherwise, by table and column. */
    NUL_CHARACTERS,

    /** Stores infinities and NaN; a row with one is refused otherwise, by table and column. */
    NON_FINITE_NUMBERS
}

package io.playlake.table;

/** Where answers differed from what is known of the API; the columns' documentation says what the fields mean. */
public record DriftRow(String endpoint, String path, String kind, long seen, String exampleType) {}

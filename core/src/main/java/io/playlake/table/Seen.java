package io.playlake.table;

import java.time.Instant;

/**
 * Something as it was observed.
 *
 * @param runId the run that saw it
 * @param extractedAt when the page that showed it was received
 * @param value what was seen
 */
public record Seen<T>(String runId, Instant extractedAt, T value) {}

package io.playlake.sink;

import java.time.Instant;

/**
 * One process at work on a run.
 *
 * @param runId the run, such as {@code 20261122T000000Z-1a2b3c4d}
 * @param attemptId letters and digits, different for every attempt
 * @param logicalDate what names the run and its partition, whole seconds
 */
public record Attempt(String runId, String attemptId, Instant logicalDate) {}

package io.playlake.client;

/**
 * The part of a list that a call asks for.
 *
 * @param offset position of the first row, 0-based
 * @param limit rows at most
 * @param attempts how often the call is tried at most
 */
record PageSlice(int offset, int limit, int attempts) {}

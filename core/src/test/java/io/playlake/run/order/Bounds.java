package io.playlake.run.order;

/**
 * How far the model is explored.
 *
 * @param processes at work at one time, at most
 * @param attempts started in all; each may die at every step
 * @param edits changes and deletions of playlists, at any moment
 * @param lostReplies to commits
 */
record Bounds(int playlists, int sinks, int processes, int attempts, int edits, int lostReplies) {}

package io.playlake.emulator;

import java.util.List;
import java.util.Map;

/**
 * The whole catalogue on one day. Immutable.
 *
 * @param playlists by id, oldest first
 * @param members the ids of each category's playlists, in order
 * @param created how many playlists there have ever been
 */
record WorldDay(int day, Map<String, PlaylistState> playlists, Map<String, List<String>> members, int created) {}

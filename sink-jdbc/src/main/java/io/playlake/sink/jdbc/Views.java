package io.playlake.sink.jdbc;

import io.playlake.schema.Column;
import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The views beside the tables. What is newest goes by when it was received, {@code extracted_at}; the market that a run
 * asked for is part of what a playlist is. In these texts {@code "x"} is a column, and {@code @"x"} a table.
 */
final class Views {

    /** A name in the text of a view. */
    static final Pattern NAME = Pattern.compile("(@?)\"([a-z0-9_]+)\"");

    private static final String ITEM_INTERVALS = """
            WITH seen AS (
              SELECT p."playlist_id", r."market", p."content_hash", p."extracted_at", p."commit_seq",
                LAG(p."content_hash") OVER (
                  PARTITION BY p."playlist_id", r."market" ORDER BY p."extracted_at", p."commit_seq") AS earlier_hash
              FROM @"playlists" p JOIN @"runs" r ON r."run_id" = p."run_id"
              WHERE p."content_hash" IS NOT NULL),
            versions AS (
              SELECT "playlist_id", "market", "content_hash", "extracted_at" AS valid_from,
                LEAD("extracted_at") OVER (
                  PARTITION BY "playlist_id", "market" ORDER BY "extracted_at", "commit_seq") AS valid_to,
                ROW_NUMBER() OVER (
                  PARTITION BY "playlist_id", "market" ORDER BY "extracted_at", "commit_seq") AS version_no
              FROM seen WHERE earlier_hash IS NULL OR earlier_hash <> "content_hash"),
            occurrences AS (
              SELECT v."playlist_id", v."market", v.version_no, v.valid_from, v.valid_to,
                i."uri", i."item_type", i."item_id",
                ROW_NUMBER() OVER (
                  PARTITION BY v."playlist_id", v."market", v.version_no, i."uri" ORDER BY i."position") - 1 AS occurrence
              FROM versions v JOIN @"playlist_items" i
                ON i."playlist_id" = v."playlist_id" AND i."content_hash" = v."content_hash"),
            stays AS (
              SELECT "playlist_id", "market", valid_from, valid_to, "uri", "item_type", "item_id", occurrence,
                version_no - ROW_NUMBER() OVER (
                  PARTITION BY "playlist_id", "market", "uri", occurrence ORDER BY version_no) AS stay
              FROM occurrences)
            SELECT "playlist_id", "market", "uri", occurrence, MIN("item_type") AS "item_type", MIN("item_id") AS "item_id",
              MIN(valid_from) AS valid_from, CASE WHEN COUNT(valid_to) = COUNT(*) THEN MAX(valid_to) END AS valid_to
            FROM stays GROUP BY "playlist_id", "market", "uri", occurrence, stay
            """;

    private Views() {}

    /** Returns the queries, by the names of the views. */
    static Map<String, String> all() {
        Map<String, String> views = new LinkedHashMap<>();
        TableSchema playlists = SpotifyTables.PLAYLISTS.schema();
        views.put(
                "latest_playlists",
                "SELECT " + columns(playlists, "") + ", \"market\" FROM (\n  SELECT " + columns(playlists, "p.")
                        + ", r.\"market\",\n    ROW_NUMBER() OVER (PARTITION BY p.\"playlist_id\", r.\"market\""
                        + " ORDER BY p.\"extracted_at\" DESC, p.\"commit_seq\" DESC) AS row_no\n"
                        + "  FROM @\"playlists\" p JOIN @\"runs\" r ON r.\"run_id\" = p.\"run_id\") ranked"
                        + " WHERE row_no = 1");
        views.put(
                "latest_playlist_items",
                "SELECT " + columns(SpotifyTables.PLAYLIST_ITEMS.schema(), "i.")
                        + ", l.\"market\"\nFROM @\"latest_playlists\" l JOIN @\"playlist_items\" i"
                        + " ON i.\"playlist_id\" = l.\"playlist_id\" AND i.\"content_hash\" = l.\"content_hash\"");
        views.put("latest_tracks", latest(SpotifyTables.TRACKS.schema()));
        views.put("latest_artists", latest(SpotifyTables.ARTISTS.schema()));
        views.put("playlist_item_intervals", ITEM_INTERVALS);
        return views;
    }

    private static String latest(TableSchema table) {
        return "SELECT " + columns(table, "") + " FROM (\n  SELECT " + columns(table, "t.")
                + ",\n    ROW_NUMBER() OVER (PARTITION BY t.\"" + table.key().get(1)
                + "\" ORDER BY t.\"extracted_at\" DESC, t.\"commit_seq\" DESC) AS row_no\n  FROM @\"" + table.name()
                + "\" t) ranked WHERE row_no = 1";
    }

    private static String columns(TableSchema table, String prefix) {
        return table.columns().stream()
                .map(Column::name)
                .map(name -> prefix + '"' + name + '"')
                .collect(Collectors.joining(", "));
    }
}

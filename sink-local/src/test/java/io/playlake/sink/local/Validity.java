package io.playlake.sink.local;

import io.playlake.schema.Column;
import io.playlake.schema.Reference;
import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rules that the tables of every lake satisfy, asked of DuckDB and not of the library. */
final class Validity {

    private Validity() {}

    /** Returns what is wrong, a line each. */
    static List<String> breaches(Path lake) throws SQLException {
        List<String> breaches = new ArrayList<>();
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            for (TableSchema table : SpotifyTables.all()) {
                String key = String.join(", ", table.key());
                count(
                        breaches,
                        duck,
                        table.name() + " repeats " + key,
                        "SELECT count(*) FROM (SELECT " + key + " FROM " + table.name()
                                + " GROUP BY ALL HAVING count(*) > 1)");
                for (Column column : table.columns()) {
                    if (!column.nullable()) {
                        count(
                                breaches,
                                duck,
                                table.name() + "." + column.name() + " is null",
                                "SELECT count(*) FROM " + table.name() + " WHERE " + quoted(column.name())
                                        + " IS NULL");
                    }
                }
                count(
                        breaches,
                        duck,
                        table.name() + " is in another partition than its run",
                        "SELECT count(*) FROM " + table.name() + " t JOIN runs r USING (run_id)"
                                + " WHERE t.run_date <> CAST(r.logical_date AS DATE)");
            }
            for (Reference reference : SpotifyTables.references()) {
                count(breaches, duck, "dangling " + reference, dangling(reference));
            }
            count(
                    breaches,
                    duck,
                    "versions with gaps",
                    "SELECT count(*) FROM (SELECT 1 FROM playlist_items GROUP BY playlist_id, content_hash"
                            + " HAVING min(position) <> 0 OR max(position) <> count(*) - 1)");
            count(
                    breaches,
                    duck,
                    "hashes that are not those of the items",
                    "SELECT count(*) FROM (SELECT content_hash, sha256(string_agg(coalesce(uri, '') || ' ' ||"
                            + " coalesce(CAST(epoch_us(added_at) AS VARCHAR), '') || chr(10), '' ORDER BY position)) AS h"
                            + " FROM playlist_items GROUP BY playlist_id, content_hash) WHERE content_hash <> h");
            count(
                    breaches,
                    duck,
                    "events that do not add up to the new version",
                    "WITH sizes AS (SELECT playlist_id, content_hash, count(*) AS items FROM playlist_items GROUP BY ALL)"
                            + " SELECT count(*) FROM (SELECT run_id, playlist_id, from_content_hash, to_content_hash,"
                            + " sum(CASE change WHEN 'ADDED' THEN 1 WHEN 'REMOVED' THEN -1 ELSE 0 END) AS more"
                            + " FROM playlist_changes GROUP BY ALL) c"
                            + " LEFT JOIN sizes o ON o.playlist_id = c.playlist_id AND o.content_hash = from_content_hash"
                            + " LEFT JOIN sizes n ON n.playlist_id = c.playlist_id AND n.content_hash = to_content_hash"
                            + " WHERE coalesce(o.items, 0) + more <> coalesce(n.items, 0)");
            count(
                    breaches,
                    duck,
                    "added items that do not stand where their event says",
                    "SELECT count(*) FROM playlist_changes c WHERE to_position IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                            + " playlist_items i WHERE i.playlist_id = c.playlist_id AND i.content_hash ="
                            + " c.to_content_hash AND i.position = c.to_position AND i.uri IS NOT DISTINCT FROM c.uri)");
            count(
                    breaches,
                    duck,
                    "removed items that did not stand where their event says",
                    "SELECT count(*) FROM playlist_changes c WHERE from_position IS NOT NULL AND NOT EXISTS (SELECT 1"
                            + " FROM playlist_items i WHERE i.playlist_id = c.playlist_id AND i.content_hash ="
                            + " c.from_content_hash AND i.position = c.from_position AND i.uri IS NOT DISTINCT FROM"
                            + " c.uri)");
            count(
                    breaches,
                    duck,
                    "changes that ended before they began",
                    "SELECT count(*) FROM playlist_changes WHERE changed_after > changed_by");
            count(
                    breaches,
                    duck,
                    "bodies that are not what was received",
                    "SELECT count(*) FROM raw_pages WHERE sha256(body) <> body_sha256 OR strlen(body) <> bytes");
            count(
                    breaches,
                    duck,
                    "values outside their range",
                    "SELECT count(*) FROM tracks WHERE popularity NOT BETWEEN 0 AND 100 OR duration_ms < 0");
            count(
                    breaches,
                    duck,
                    "unknown words",
                    "SELECT count(*) FROM playlists WHERE decision NOT IN ('new', 'moved', 'left_over', 'audit', 'full',"
                            + " 'unchanged') OR outcome NOT IN ('first_seen', 'changed', 'snapshot_only', 'suspect',"
                            + " 'failed', 'none') OR consistency NOT IN ('exact', 'content_stable', 'unverified',"
                            + " 'not_read')");
        }
        return breaches;
    }

    private static String dangling(Reference reference) {
        String from = reference.from().name();
        String to = reference.to().name();
        List<String> join = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            join.add("f." + reference.columns().get(i) + " = t."
                    + reference.toColumns().get(i));
        }
        String named = reference.columns().stream()
                .map(column -> "f." + column + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String unless = reference.unlessColumn() == null
                ? ""
                : " AND f." + reference.unlessColumn() + " IS DISTINCT FROM '" + reference.unlessValue() + "'";
        return "SELECT count(*) FROM " + from + " f WHERE " + named + unless + " AND NOT EXISTS (SELECT 1 FROM " + to
                + " t WHERE " + String.join(" AND ", join) + ")";
    }

    private static void count(List<String> breaches, DuckDb duck, String what, String sql) throws SQLException {
        long count = duck.number(sql);
        if (count > 0) {
            breaches.add(what + ": " + count + " times");
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}

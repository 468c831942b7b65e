package io.playlake.table;

import static io.playlake.schema.ColumnType.BOOLEAN;
import static io.playlake.schema.ColumnType.DATE;
import static io.playlake.schema.ColumnType.DOUBLE;
import static io.playlake.schema.ColumnType.INT;
import static io.playlake.schema.ColumnType.JSON;
import static io.playlake.schema.ColumnType.LONG;
import static io.playlake.schema.ColumnType.STRING;
import static io.playlake.schema.ColumnType.TIMESTAMP;

import io.playlake.model.Artist;
import io.playlake.model.Episode;
import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.Track;
import io.playlake.schema.Reference;
import io.playlake.schema.Table;
import io.playlake.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shipped tables. Each is the one truth about its columns; Avro, Parquet and DDL are derived from it. To add a
 * column, append a line (ids are given in order); to add a table, add a constant and name it in {@link #all}.
 */
public final class SpotifyTables {

    // spotless:off: one line a column

    /** What was run, when, and what it took. */
    public static final Table<Seen<RunRow>> RUNS = SpotifyTables.<RunRow>observed("runs", "One run.")
            .required("logical_date", TIMESTAMP, "What names the run and its partition.", s -> s.value().logicalDate())
            .required("attempt_id", STRING, "The process that committed it.", s -> s.value().attemptId())
            .required("started_at", TIMESTAMP, "When that process began.", s -> s.value().startedAt())
            .required("complete", BOOLEAN, "False if something was left over to a continuation.", s -> s.value().complete())
            .optional("profile", STRING, "Shape of the answers: extended, development; null if none told.", s -> s.value().profile())
            .optional("market", STRING, "Market asked for, ISO 3166-1 alpha-2.", s -> s.value().market())
            .optional("locale", STRING, "Locale asked for, as in de_DE.", s -> s.value().locale())
            .required("library_version", STRING, "Version of Playlake.", s -> s.value().libraryVersion())
            .required("sources", JSON, "The sources, as a list of text.", s -> s.value().sourcesJson())
            .required("playlists_listed", INT, "Distinct playlists listed.", s -> s.value().playlistsListed())
            .required("playlists_due", INT, "Playlists that had to be fetched.", s -> s.value().playlistsDue())
            .required("playlists_fetched", INT, "Playlists fetched.", s -> s.value().playlistsFetched())
            .required("playlists_unchanged", INT, "Playlists not fetched since nothing called for it.", s -> s.value().playlistsUnchanged())
            .required("playlists_failed", INT, "Playlists that could not be read.", s -> s.value().playlistsFailed())
            .required("calls", JSON, "Calls made by the run so far, by endpoint.", s -> s.value().callsJson())
            .required("calls_saved", INT, "Pages of the playlists that were not fetched.", s -> s.value().callsSaved())
            .required("retries", INT, "Calls that repeated a failed one.", s -> s.value().retries())
            .required("rate_limited", INT, "Answers of status 429.", s -> s.value().rateLimited())
            .required("rows", JSON, "Rows written, by table.", s -> s.value().rowsJson())
            .optional("not_before", TIMESTAMP, "Earliest time at which calls are welcome again.", s -> s.value().notBefore())
            .build();

    /** The categories that were listed. */
    public static final Table<Seen<CategoryRow>> CATEGORIES = SpotifyTables.<CategoryRow>observed("categories", "One category listed by a run.")
            .key("category_id", STRING, "Browse id, or ids:LABEL, user:ID, me, search:LABEL.", s -> s.value().categoryId())
            .optional("name", STRING, "Its name, where the source tells one.", s -> s.value().name())
            .required("source", STRING, "Kind of source: browse, ids, user, me, search.", s -> s.value().source())
            .optional("icon_url", STRING, "Its first icon.", s -> s.value().iconUrl())
            .required("playlists", INT, "Distinct playlists under it.", s -> s.value().playlists())
            .required("listed_rows", INT, "Rows received, repeats and nulls included.", s -> s.value().listedRows())
            .required("null_rows", INT, "Rows received that were null or a stub.", s -> s.value().nullRows())
            .optional("total_claimed", INT, "Rows that the API said there are.", s -> s.value().totalClaimed())
            .build();

    /** Which playlists stood in which category. */
    public static final Table<Seen<CategoryPlaylistRow>> CATEGORY_PLAYLISTS = SpotifyTables.<CategoryPlaylistRow>observed("category_playlists", "One playlist under one category, as listed by a run.")
            .key("category_id", STRING, "The category.", s -> s.value().categoryId())
            .key("playlist_id", STRING, "The playlist.", s -> s.value().playlist().id())
            .required("position", INT, "Its first place in the listing, from 0.", s -> s.value().position())
            .required("repeats", INT, "Further rows of the same listing that named it.", s -> s.value().repeats())
            .optional("list_snapshot_id", STRING, "Snapshot in the listing; not comparable with that of the playlist itself.", s -> s.value().playlist().snapshotId())
            .optional("name", STRING, "Name in the listing.", s -> s.value().playlist().name())
            .optional("description", STRING, "Description in the listing, as sent.", s -> s.value().playlist().description())
            .optional("owner_id", STRING, "Id of the owner; where the playlist is not said to be public, a pseudonym or null unless personal data is kept.", s -> ItemColumns.id(s.value().playlist().owner()))
            .optional("owner_name", STRING, "Display name of the owner; null where the id is a pseudonym.", s -> ItemColumns.name(s.value().playlist().owner()))
            .optional("public", BOOLEAN, "Whether it is public; null if not relevant.", s -> s.value().playlist().isPublic())
            .optional("collaborative", BOOLEAN, "Whether others may edit it.", s -> s.value().playlist().collaborative())
            .optional("total_tracks", INT, "Items that the listing said it has.", s -> s.value().playlist().totalTracks())
            .optional("tracks_url", STRING, "URL of its items, as sent.", s -> s.value().playlist().tracksUrl())
            .optional("image_url", STRING, "Its first image; such URLs expire.", s -> s.value().playlist().imageUrl())
            .required("uri", STRING, "Spotify URI.", s -> s.value().playlist().uri())
            .build();

    /** What each playlist was in each run; names the version that table {@code playlist_items} holds. */
    public static final Table<Seen<PlaylistRow>> PLAYLISTS = SpotifyTables.<PlaylistRow>observed("playlists", "One playlist in one run, fetched or not.")
            .key("playlist_id", STRING, "The playlist.", s -> s.value().playlistId())
            .optional("name", STRING, "Its name.", s -> s.value().name())
            .optional("description", STRING, "Its description, as sent.", s -> s.value().description())
            .optional("owner_id", STRING, "Id of the owner; where the playlist is not said to be public, a pseudonym or null unless personal data is kept.", s -> s.value().ownerId())
            .optional("owner_name", STRING, "Display name of the owner; null where the id is a pseudonym.", s -> s.value().ownerName())
            .optional("followers", LONG, "Followers; null if the run did not ask the playlist itself.", s -> longOf(s.value().followers()))
            .optional("public", BOOLEAN, "Whether it is public; null if not relevant.", s -> s.value().isPublic())
            .optional("collaborative", BOOLEAN, "Whether others may edit it.", s -> s.value().collaborative())
            .optional("list_snapshot_id", STRING, "Snapshot in the listing of this run.", s -> s.value().listSnapshot())
            .optional("snapshot_id", STRING, "Snapshot of the playlist itself when its items were last read.", s -> s.value().snapshot())
            .optional("content_hash", STRING, "Version: SHA-256 over its ordered items; null if never read.", s -> s.value().contentHash())
            .optional("order_hash", STRING, "SHA-256 over the ordered uris alone.", s -> s.value().orderHash())
            .optional("items_claimed", INT, "Items that the API said it has.", s -> s.value().itemsClaimed())
            .optional("items_received", INT, "Items of the version.", s -> s.value().itemsReceived())
            .optional("items_null", INT, "Items of the version that were null.", s -> s.value().itemsNull())
            .required("consistency", STRING, "How sure the read is one version: exact, content_stable, unverified, not_read.", s -> s.value().consistency())
            .required("decision", STRING, "Why it was fetched or not: new, moved, left_over, audit, full, unchanged.", s -> s.value().decision())
            .required("outcome", STRING, "What came of it: first_seen, changed, snapshot_only, suspect, failed, none.", s -> s.value().outcome())
            .optional("reason", STRING, "A sentence, where decision and outcome do not say it all.", s -> s.value().reason())
            .required("uri", STRING, "Spotify URI.", s -> s.value().uri())
            .build();

    /** Every version of every playlist, stored once. */
    public static final Table<Seen<PlaylistItemRow>> PLAYLIST_ITEMS = Table.<Seen<PlaylistItemRow>>named("playlist_items", "One item of one version of a playlist; a version is stored once, by the first run that saw it.")
            .required("run_id", STRING, "The run that stored the version.", Seen::runId)
            .required("extracted_at", TIMESTAMP, "When the page that showed it was received.", Seen::extractedAt)
            .key("playlist_id", STRING, "The playlist.", s -> s.value().playlistId())
            .key("content_hash", STRING, "The version.", s -> s.value().contentHash())
            .key("position", INT, "Place in the playlist, from 0.", s -> s.value().position())
            .required("item_type", STRING, "What it is: track, episode, local, unavailable.", s -> ItemColumns.type(s.value().item()))
            .optional("item_id", STRING, "Id of the track or episode; null for what has none.", s -> ItemColumns.id(s.value().item()))
            .optional("uri", STRING, "Spotify URI; null if the API sent nothing.", s -> s.value().item().item().uri())
            .optional("name", STRING, "Name of an item without an id.", s -> ItemColumns.nameWithoutId(s.value().item()))
            .optional("added_at", TIMESTAMP, "When it was added, as the API says; editorial lists rewrite it.", s -> s.value().item().addedAt())
            .optional("added_by", STRING, "Id of the user who added it: a pseudonym unless personal data is kept, null where it is dropped.", s -> ItemColumns.addedBy(s.value().item()))
            .build();

    /** What happened between two versions of a playlist. */
    public static final Table<Seen<ChangeRow>> PLAYLIST_CHANGES = SpotifyTables.<ChangeRow>observed("playlist_changes", "One event that led from one version of a playlist to the next; taken together they turn the old order into the new.")
            .key("playlist_id", STRING, "The playlist.", s -> s.value().playlistId())
            .key("change_no", INT, "Number among the events of this playlist in this run, from 0: what is gone first, by its old position, then all else by its new one.", s -> s.value().changeNo())
            .required("change", STRING, "ADDED, REMOVED, MOVED (stands elsewhere among the others), READDED (taken out and put in again).", s -> s.value().change())
            .optional("uri", STRING, "Spotify URI of the item; null if the API sent nothing.", s -> s.value().uri())
            .optional("item_id", STRING, "Id of the track or episode; null for what has none.", s -> ItemColumns.idOf(s.value().uri()))
            .required("occurrence", INT, "Which of the items with this uri, from 0: in the old order for what is gone, else in the new.", s -> s.value().occurrence())
            .optional("from_position", INT, "Its place in the old version, from 0; null if it was not there.", s -> s.value().fromPosition())
            .optional("to_position", INT, "Its place in the new version, from 0; null if it is gone.", s -> s.value().toPosition())
            .required("from_content_hash", STRING, "The old version.", s -> s.value().fromContentHash())
            .required("to_content_hash", STRING, "The new version.", s -> s.value().toContentHash())
            .required("changed_after", TIMESTAMP, "The old version was last known to stand then.", s -> s.value().changedAfter())
            .required("changed_by", TIMESTAMP, "The new version stood by then.", s -> s.value().changedBy())
            .build();

    /** Tracks as a run saw them. */
    public static final Table<Seen<Track>> TRACKS = SpotifyTables.<Track>observed("tracks", "One track as seen by a run; of several sightings the first in playlist order.")
            .key("track_id", STRING, "Id of the track.", s -> s.value().id())
            .optional("name", STRING, "Its name.", s -> s.value().name())
            .optional("album_id", STRING, "Its album.", s -> ItemColumns.albumId(s.value()))
            .optional("disc_number", INT, "Disc, from 1.", s -> s.value().discNumber())
            .optional("track_number", INT, "Place on the disc, from 1.", s -> s.value().trackNumber())
            .optional("duration_ms", INT, "Length in milliseconds.", s -> s.value().durationMs())
            .optional("explicit", BOOLEAN, "Whether its lyrics are explicit.", s -> s.value().explicit())
            .optional("popularity", INT, "0 to 100; development apps are not told.", s -> s.value().popularity())
            .optional("isrc", STRING, "International Standard Recording Code.", s -> s.value().isrc())
            .optional("is_playable", BOOLEAN, "Whether it plays in the market asked for.", s -> s.value().isPlayable())
            .optional("linked_from_id", STRING, "The track that was replaced by this one for the market.", s -> s.value().linkedFromId())
            .optional("restriction", STRING, "Why it does not play: market, product, explicit or other.", s -> s.value().restriction())
            .optional("markets", INT, "Number of markets it is available in.", s -> s.value().markets())
            .required("uri", STRING, "Spotify URI.", s -> s.value().uri())
            .build();

    /** Albums as a run saw them. */
    public static final Table<Seen<SimplifiedAlbum>> ALBUMS = SpotifyTables.<SimplifiedAlbum>observed("albums", "One album as seen by a run.")
            .key("album_id", STRING, "Id of the album.", s -> ItemColumns.known(s.value().id()))
            .optional("name", STRING, "Its name; empty after a take-down.", s -> s.value().name())
            .optional("album_type", STRING, "As sent: album, single, compilation and others.", s -> s.value().albumType())
            .optional("release_date", STRING, "As sent: a year, a month or a day.", s -> s.value().releaseDate())
            .optional("release_date_precision", STRING, "As sent: year, month, day.", s -> s.value().releaseDatePrecision())
            .optional("release_day", DATE, "The release date, when it is exact to the day.", s -> ItemColumns.releaseDay(s.value()))
            .optional("total_tracks", INT, "Number of its tracks.", s -> s.value().totalTracks())
            .optional("label", STRING, "Record label; only full albums tell.", s -> s.value().label())
            .optional("upc", STRING, "Universal Product Code; only full albums tell.", s -> s.value().upc())
            .optional("image_url", STRING, "Its first image.", s -> s.value().imageUrl())
            .required("uri", STRING, "Spotify URI.", s -> ItemColumns.uri(s.value().uri(), "album", s.value().id()))
            .build();

    /** Artists as a run saw them. */
    public static final Table<Seen<Artist>> ARTISTS = SpotifyTables.<Artist>observed("artists", "One artist as seen by a run, credited on a track or an album.")
            .key("artist_id", STRING, "Id of the artist.", s -> s.value().id())
            .optional("name", STRING, "The name.", s -> s.value().name())
            .optional("popularity", INT, "0 to 100; only full artists tell.", s -> s.value().popularity())
            .optional("followers", LONG, "Followers; only full artists tell.", s -> longOf(s.value().followers()))
            .optional("genres", JSON, "Genres, as a list of text; only full artists tell.", s -> ItemColumns.texts(s.value().genres()))
            .required("uri", STRING, "Spotify URI.", s -> s.value().uri())
            .build();

    /** Who is credited on a track. */
    public static final Table<Seen<ArtistCredit>> TRACK_ARTISTS = credits("track");

    /** Who is credited on an album. */
    public static final Table<Seen<ArtistCredit>> ALBUM_ARTISTS = credits("album");

    /** Podcast episodes as a run saw them. */
    public static final Table<Seen<Episode>> EPISODES = SpotifyTables.<Episode>observed("episodes", "One podcast episode as seen by a run.")
            .key("episode_id", STRING, "Id of the episode.", s -> ItemColumns.known(s.value().id()))
            .optional("name", STRING, "Its name.", s -> s.value().name())
            .optional("show_id", STRING, "Its show.", s -> s.value().showId())
            .optional("show_name", STRING, "Name of the show.", s -> s.value().showName())
            .optional("publisher", STRING, "Publisher of the show.", s -> s.value().publisher())
            .optional("release_date", STRING, "As sent.", s -> s.value().releaseDate())
            .optional("duration_ms", INT, "Length in milliseconds.", s -> s.value().durationMs())
            .optional("explicit", BOOLEAN, "Whether it is explicit.", s -> s.value().explicit())
            .required("uri", STRING, "Spotify URI.", s -> s.value().uri())
            .build();

    /** Every response, as received. */
    public static final Table<Seen<RawPageRow>> RAW_PAGES = SpotifyTables.<RawPageRow>observed("raw_pages", "One response of the API, as received but for personal data.")
            .key("page_no", INT, "Number in the run, from 0: listings first, then playlists by id, then what was looked up.", s -> s.value().pageNo())
            .required("endpoint", STRING, "Template of the path.", s -> s.value().endpoint())
            .required("path", STRING, "Path asked for.", s -> s.value().path())
            .optional("query", STRING, "Query asked for.", s -> s.value().query())
            .optional("category_id", STRING, "The category whose listing this is.", s -> s.value().categoryId())
            .optional("playlist_id", STRING, "The playlist this belongs to.", s -> s.value().playlistId())
            .optional("page_offset", INT, "Offset asked for.", s -> s.value().pageOffset())
            .required("try_no", INT, "Which try succeeded, from 1.", s -> s.value().tryNo())
            .required("status", INT, "HTTP status.", s -> s.value().status())
            .required("requested_at", TIMESTAMP, "When it was asked for.", s -> s.value().requestedAt())
            .required("received_at", TIMESTAMP, "When it had arrived whole.", s -> s.value().receivedAt())
            .optional("etag", STRING, "ETag of the answer.", s -> s.value().etag())
            .required("profile", STRING, "Shape of the answer: extended, development, or unknown.", s -> s.value().profile())
            .required("bytes", LONG, "Size of the body as it stands here.", s -> s.value().bytes())
            .required("body_sha256", STRING, "SHA-256 of the body as it stands here.", s -> s.value().bodySha256())
            .required("body", JSON, "The body as received, but that personal data is hashed or dropped in it unless it is kept; a note where it is not JSON.", s -> s.value().body())
            .build();

    /** What was received and fits no table. */
    public static final Table<Seen<RejectedRow>> REJECTED_ROWS = SpotifyTables.<RejectedRow>observed("rejected_rows", "Something received that no table could take.")
            .key("reject_no", INT, "Number in the run, from 0.", s -> s.value().rejectNo())
            .required("table", STRING, "The table it was meant for.", s -> s.value().table())
            .required("rule", STRING, "The rule it broke.", s -> s.value().rule())
            .required("reason", STRING, "A sentence.", s -> s.value().reason())
            .optional("json_pointer", STRING, "Its place in the page, RFC 6901.", s -> s.value().jsonPointer())
            .optional("page_no", INT, "Its page in raw_pages.", s -> s.value().pageNo())
            .required("row", JSON, "What was received.", s -> s.value().row())
            .build();

    /** What the quality rules found. */
    public static final Table<Seen<QualityRow>> QUALITY_RESULTS = SpotifyTables.<QualityRow>observed("quality_results", "What one rule found in one run.")
            .key("rule", STRING, "The rule.", s -> s.value().rule())
            .required("table", STRING, "The table it looks at.", s -> s.value().table())
            .required("severity", STRING, "What a breach means: warn, quarantine, refuse.", s -> s.value().severity())
            .required("outcome", STRING, "passed or failed.", s -> s.value().outcome())
            .optional("measured", DOUBLE, "What was measured.", s -> s.value().measured())
            .optional("expected", DOUBLE, "What was expected.", s -> s.value().expected())
            .required("message", STRING, "A sentence.", s -> s.value().message())
            .build();

    /** Where the API differed from what is known of it. */
    public static final Table<Seen<DriftRow>> SCHEMA_DRIFT = SpotifyTables.<DriftRow>observed("schema_drift", "One JSON path of one endpoint at which the answers of one run differed from what is known of the API.")
            .key("endpoint", STRING, "Template of the path, such as /playlists/{id}.", s -> s.value().endpoint())
            .key("path", STRING, "JSON path, array indices left out, such as $.tracks.items[].track.mood.", s -> s.value().path())
            .required("kind", STRING, "new, vanished or retyped.", s -> s.value().kind())
            .required("seen", LONG, "How many objects had it so; for vanished, how many did not have it.", s -> s.value().seen())
            .required("example_type", STRING, "JSON type found; none for vanished.", s -> s.value().exampleType())
            .build();

    // spotless:on

    private SpotifyTables() {}

    /** Returns the schemas of all tables, in the order of their names in the documentation. */
    public static List<TableSchema> all() {
        return List.of(
                RUNS.schema(),
                CATEGORIES.schema(),
                CATEGORY_PLAYLISTS.schema(),
                PLAYLISTS.schema(),
                PLAYLIST_ITEMS.schema(),
                PLAYLIST_CHANGES.schema(),
                TRACKS.schema(),
                ALBUMS.schema(),
                ARTISTS.schema(),
                TRACK_ARTISTS.schema(),
                ALBUM_ARTISTS.schema(),
                EPISODES.schema(),
                RAW_PAGES.schema(),
                REJECTED_ROWS.schema(),
                QUALITY_RESULTS.schema(),
                SCHEMA_DRIFT.schema());
    }

    /** Returns the references between the tables, which every dataset satisfies. */
    public static List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (TableSchema table : all()) {
            if (!table.name().equals("runs")) {
                references.add(Reference.of(table, "run_id").to(RUNS.schema(), "run_id"));
            }
        }
        references.add(Reference.of(CATEGORY_PLAYLISTS.schema(), "run_id", "category_id")
                .to(CATEGORIES.schema(), "run_id", "category_id"));
        references.add(Reference.of(CATEGORY_PLAYLISTS.schema(), "run_id", "playlist_id")
                .to(PLAYLISTS.schema(), "run_id", "playlist_id"));
        references.add(Reference.of(PLAYLISTS.schema(), "playlist_id", "content_hash")
                .unless("items_received", 0)
                .to(PLAYLIST_ITEMS.schema(), "playlist_id", "content_hash"));
        references.add(Reference.of(PLAYLIST_CHANGES.schema(), "run_id", "playlist_id")
                .to(PLAYLISTS.schema(), "run_id", "playlist_id"));
        references.add(Reference.of(PLAYLIST_ITEMS.schema(), "item_id")
                .unless("item_type", "episode")
                .to(TRACKS.schema(), "track_id"));
        references.add(Reference.of(PLAYLIST_ITEMS.schema(), "item_id")
                .unless("item_type", "track")
                .to(EPISODES.schema(), "episode_id"));
        references.add(Reference.of(TRACKS.schema(), "run_id", "album_id").to(ALBUMS.schema(), "run_id", "album_id"));
        references.add(
                Reference.of(TRACK_ARTISTS.schema(), "run_id", "track_id").to(TRACKS.schema(), "run_id", "track_id"));
        references.add(Reference.of(TRACK_ARTISTS.schema(), "run_id", "artist_id")
                .to(ARTISTS.schema(), "run_id", "artist_id"));
        references.add(
                Reference.of(ALBUM_ARTISTS.schema(), "run_id", "album_id").to(ALBUMS.schema(), "run_id", "album_id"));
        references.add(Reference.of(ALBUM_ARTISTS.schema(), "run_id", "artist_id")
                .to(ARTISTS.schema(), "run_id", "artist_id"));
        references.add(
                Reference.of(REJECTED_ROWS.schema(), "run_id", "page_no").to(RAW_PAGES.schema(), "run_id", "page_no"));
        return references;
    }

    private static <T> Table.Builder<Seen<T>> observed(String name, String doc) {
        return Table.<Seen<T>>named(name, doc)
                .key("run_id", STRING, "The run.", Seen::runId)
                .required("extracted_at", TIMESTAMP, "When the page that showed it was received.", Seen::extractedAt);
    }

    private static Table<Seen<ArtistCredit>> credits(String owner) {
        return SpotifyTables.<ArtistCredit>observed(owner + "_artists", "One artist credited on one " + owner + ".")
                .key(
                        owner + "_id",
                        STRING,
                        "Id of the " + owner + ".",
                        s -> s.value().ownerId())
                .key(
                        "position",
                        INT,
                        "Place in the list of artists, from 0.",
                        s -> s.value().position())
                .optional(
                        "artist_id",
                        STRING,
                        "Id of the artist.",
                        s -> s.value().artist().id())
                .optional(
                        "name",
                        STRING,
                        "Name of the artist, as credited.",
                        s -> s.value().artist().name())
                .build();
    }

    private static @Nullable Long longOf(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }
}

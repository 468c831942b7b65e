package io.playlake.client.json;

import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What tracks, lists and the album itself have in common of an album, as far as it was read. */
final class AlbumDraft {

    private @Nullable String uri;
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable String releaseDate;
    private @Nullable String precision;
    private @Nullable Integer totalTracks;
    private @Nullable String upc;
    private @Nullable String label;
    private @Nullable String imageUrl;
    private List<SimplifiedArtist> artists = List.of();

    void field(String field, JsonBody json, RequiredText id) throws IOException {
        switch (field) {
            case "id" -> id.read(json);
            case "uri" -> uri = json.key();
            case "name" -> name = json.text();
            case "album_type" -> type = lowerCase(json.text());
            case "release_date" -> releaseDate = json.text();
            case "release_date_precision" -> precision = lowerCase(json.text());
            case "total_tracks" -> totalTracks = json.integer();
            case "external_ids" -> upc = Parts.field(json, Shape.EXTERNAL_IDS, "upc");
            case "label" -> label = json.text();
            case "images" -> imageUrl = Parts.firstUrl(json);
            case "artists" -> artists = Parts.artists(json);
            default -> json.in.skipValue();
        }
    }

    SimplifiedAlbum finish(@Nullable String id) {
        return new SimplifiedAlbum(
                id, uri, name, type, releaseDate, precision, totalTracks, imageUrl, upc, label, artists);
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}

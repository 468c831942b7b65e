package io.playlake.run;

import io.playlake.client.CatalogueEndpoints;
import io.playlake.client.Lookups;
import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.util.Collection;
import java.util.Locale;

/** What a run may ask for by id. */
enum Lookup {
    TRACKS,
    ALBUMS,
    ARTISTS;

    /** Returns the table whose rows come of it. */
    TableSchema table() {
        return switch (this) {
            case TRACKS -> SpotifyTables.TRACKS.schema();
            case ALBUMS -> SpotifyTables.ALBUMS.schema();
            case ARTISTS -> SpotifyTables.ARTISTS.schema();
        };
    }

    /** Returns how many ids are staged together: as many as a call may have. */
    int together() {
        return this == ALBUMS ? 20 : 50;
    }

    Lookups<?> of(CatalogueEndpoints catalogue, Collection<String> ids) {
        return switch (this) {
            case TRACKS -> catalogue.tracks(ids);
            case ALBUMS -> catalogue.albums(ids);
            case ARTISTS -> catalogue.artists(ids);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

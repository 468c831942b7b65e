package io.playlake.run;

/**
 * What playlists tell only in part, and a run can be told to ask for in full: once for each id that it meets and that no
 * run before has enriched. To know which those are, it reads three columns of all earlier files of the table; an id that
 * the API does not know is asked for again by each run that meets it.
 */
public enum Enrichment {
    /**
     * Genres, followers and popularity of artists: a call for 50, or for each where the app may not ask for several. Apps in
     * development mode are told the genres only.
     */
    ARTISTS,
    /**
     * Label and product code of albums: a call for 20, or for each where the app may not ask for several. Apps in
     * development mode are told the code only.
     */
    ALBUMS
}

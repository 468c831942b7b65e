package io.playlake.raw;

import io.playlake.client.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One response as received, or as staged: then personal data in its body is governed, see {@link PersonalData}. Immutable,
 * provided that nobody writes into {@link #body}.
 */
public final class RawPage {

    private final Head head;
    private final byte[] body;

    RawPage(Head head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Makes the page of an answer to a listing. */
    public static RawPage ofCategory(Answer<?> answer, @Nullable String categoryId, String profile) {
        return new RawPage(head(answer, categoryId, null, answer.offset(), profile), answer.body());
    }

    /** Makes the page of an answer about a playlist. */
    public static RawPage ofPlaylist(Answer<?> answer, String playlistId, @Nullable Integer offset, String profile) {
        return new RawPage(head(answer, null, playlistId, offset, profile), answer.body());
    }

    /** Makes the page of an answer about things looked up by id. */
    public static RawPage ofLookup(Answer<?> answer, String profile) {
        return new RawPage(head(answer, null, null, answer.offset(), profile), answer.body());
    }

    private static Head head(
            Answer<?> answer,
            @Nullable String categoryId,
            @Nullable String playlistId,
            @Nullable Integer offset,
            String profile) {
        return new Head(
                answer.endpoint(),
                answer.path(),
                answer.query(),
                categoryId,
                playlistId,
                offset,
                answer.tryNo(),
                answer.status(),
                answer.requestedAt(),
                answer.receivedAt(),
                answer.etag().orElse(null),
                profile,
                answer.body().length);
    }

    /** Returns what is known of the exchange. */
    public Head head() {
        return head;
    }

    /** Returns the bytes of the body, not a copy. */
    public byte[] body() {
        return body;
    }

    RawPage withBody(byte[] other) {
        return new RawPage(head.withBytes(other.length), other);
    }

    @Override
    public String toString() {
        return head.endpoint() + ", " + body.length + " bytes";
    }

    /**
     * An exchange apart from its body.
     *
     * @param endpoint template of the path, such as {@code /playlists/{id}}
     * @param offset asked for; null where paging does not apply
     * @param tryNo which try succeeded, from 1
     * @param profile whose shape the body has: extended, development, or unknown
     * @param bytes size of the body
     */
    public record Head(
            String endpoint,
            String path,
            @Nullable String query,
            @Nullable String categoryId,
            @Nullable String playlistId,
            @Nullable Integer offset,
            int tryNo,
            int status,
            Instant requestedAt,
            Instant receivedAt,
            @Nullable String etag,
            String profile,
            int bytes) {

        Head withBytes(int other) {
            return new Head(
                    endpoint,
                    path,
                    query,
                    categoryId,
                    playlistId,
                    offset,
                    tryNo,
                    status,
                    requestedAt,
                    receivedAt,
                    etag,
                    profile,
                    other);
        }
    }
}

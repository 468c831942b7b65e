package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be forgotten: playlists by their ids, and a user, by the id and by the pseudonyms that stand for it in
 * some datasets.
 *
 * <p>A playlist's id is found in any text. A user's id is found where it is part of an address, such as {@code
 * spotify:user:ID} or {@code https://open.spotify.com/user/ID}; in any other text only if it has eight characters or more,
 * and not letters alone, since any other id may be an ordinary word. Immutable and thread-safe.
 */
public final class Erasure {

    /** Stands in texts where an id stood. */
    public static final String MARK = "forgotten";

    private static final String[] ADDRESSES = {"spotify:user:", "/user/", "/users/"};
    private static final String ADDRESS_ENDS = ":/?#&\"'<>()[]{},; \t\r\n";
    private static final int DISTINCTIVE = 8;

    private final Set<String> playlists;
    private final Set<String> users;

    private Erasure(Set<String> playlists, Set<String> users) {
        this.playlists = Set.copyOf(playlists);
        this.users = Set.copyOf(users);
    }

    /** Returns the erasure of playlists. */
    public static Erasure ofPlaylists(Set<String> ids) {
        return new Erasure(ids, Set.of());
    }

    /**
     * Returns the erasure of a user.
     *
     * @param user an id, a URI or a URL
     * @param datasetIds key the pseudonyms
     */
    public static Erasure ofUser(String user, Set<String> datasetIds) {
        UserAddress address = UserAddress.of(user);
        String id = address == null ? user : address.userId();
        Set<String> forms = new HashSet<>(Set.of(id));
        datasetIds.forEach(dataset -> forms.add(new Pseudonyms(dataset).of(id)));
        return new Erasure(Set.of(), forms);
    }

    /** Returns the same erasure, and that of some playlists. */
    public Erasure withPlaylists(Set<String> ids) {
        return new Erasure(ids, users);
    }

    /** Returns the ids of the playlists. */
    public Set<String> playlists() {
        return playlists;
    }

    /** Returns whether this is the id of one of the playlists. */
    public boolean isPlaylist(@Nullable Object id) {
        return id != null && playlists.contains(id);
    }

    /** Returns whether this is the id of the user, or the pseudonym. */
    public boolean isUser(@Nullable Object id) {
        return id != null && users.contains(id);
    }

    /** Returns a text with {@link #MARK} wherever an id stood; the text itself if none does. */
    public String fromText(String text) {
        SortedMap<Integer, Integer> spans = new TreeMap<>();
        findPlaylists(text, spans);
        users.forEach(user -> findUser(text, user, spans));
        if (spans.isEmpty()) {
            return text;
        }
        StringBuilder erased = new StringBuilder(text.length());
        int[] done = {0};
        spans.forEach((from, to) -> {
            if (from >= done[0]) {
                erased.append(text, done[0], from).append(MARK);
                done[0] = to;
            }
        });
        return erased.append(text, done[0], text.length()).toString();
    }

    /**
     * Returns JSON with null where a playlist or a user stood as an object, and texts as {@link #fromText} has them; all
     * else is the same to the byte.
     *
     * @return empty if this is no JSON and an id is found in it
     */
    public Optional<String> fromJson(String json) {
        if (json.indexOf('\\') < 0 && fromText(json).equals(json)) {
            return Optional.of(json);
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] erased = new BodyEraser(body, this).find().apply(body);
            return Optional.of(erased == body ? json : new String(erased, StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            return fromText(json).equals(json) ? Optional.of(json) : Optional.empty();
        }
    }

    private void findPlaylists(String text, SortedMap<Integer, Integer> spans) {
        if (playlists.isEmpty()) {
            return;
        }
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && isIdChar(text.charAt(i));
            if (inside && from < 0) {
                from = i;
            } else if (!inside && from >= 0) {
                if (playlists.contains(text.substring(from, i))) {
                    spans.put(from, i);
                }
                from = -1;
            }
        }
    }

    private static void findUser(String text, String user, SortedMap<Integer, Integer> spans) {
        if (text.equals("user:" + user)) {
            spans.put("user:".length(), text.length());
        }
        for (String before : ADDRESSES) {
            for (int i = text.indexOf(before); i >= 0; i = text.indexOf(before, i + 1)) {
                UserAddress address = UserAddress.at(text, i + before.length(), ADDRESS_ENDS);
                if (address.userId().equals(user)) {
                    spans.put(
                            i + before.length(),
                            i + before.length() + address.name().length());
                }
            }
        }
        boolean distinctive = user.length() >= DISTINCTIVE && !user.chars().allMatch(Character::isLetter);
        for (int i = distinctive ? text.indexOf(user) : -1; i >= 0; i = text.indexOf(user, i + 1)) {
            int end = i + user.length();
            boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends) {
                spans.put(i, end);
            }
        }
    }

    private static boolean isIdChar(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

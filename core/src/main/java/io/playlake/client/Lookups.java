package io.playlake.client;

import io.playlake.client.http.Excerpt;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RequestRefusedException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects looked up by id: as many a call as the app may ask for, or one by one where it may ask for one only. Calls are
 * made as the answers are asked for; each iteration starts anew. Each answer's value has the objects found, by the id that
 * was asked for (with a market, the object's own may be another); ids that do not exist are not in it. Immutable and
 * thread-safe, but an iteration belongs to one thread.
 *
 * @param <T> the kind of object
 */
public final class Lookups<T> implements Iterable<Answer<Map<String, T>>> {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final ApiCaller api;
    private final Kind<T> kind;
    private final List<String> ids;
    private final @Nullable String market;

    /** How one kind of object is asked for. */
    record Kind<T>(
            String name,
            Endpoint single,
            Endpoint several,
            Function<byte[], T> one,
            Function<byte[], List<@Nullable T>> many) {}

    Lookups(ApiCaller api, Kind<T> kind, Collection<String> ids, @Nullable String market) {
        this.api = api;
        this.kind = kind;
        this.ids = List.copyOf(new LinkedHashSet<>(ids));
        this.market = market;
        for (String id : this.ids) {
            checked(kind.name(), id);
        }
    }

    /** The API refuses all ids of a call for one that is none. */
    static String checked(String kind, String id) {
        if (!ID.matcher(id).matches()) {
            throw new ConfigurationException(
                    "the " + kind + " id is '" + Excerpt.of(id) + "', expected letters and digits");
        }
        return id;
    }

    @Override
    public Iterator<Answer<Map<String, T>>> iterator() {
        return new Walk();
    }

    /** Returns how many ids a call may have, as far as it is known what this app may do. */
    public int perCall() {
        return api.access().mayNot(kind.several())
                ? 1
                : kind.several().most(api.access().development());
    }

    /** Makes all calls, and returns all objects found by the id that was asked for, in the order of the ids. */
    public Map<String, T> all() {
        Map<String, T> all = new LinkedHashMap<>();
        forEach(answer -> all.putAll(answer.value()));
        return all;
    }

    private final class Walk implements Iterator<Answer<Map<String, T>>> {

        private final Deque<String> left = new ArrayDeque<>(ids);
        /** So many are asked for singly, since they were refused together. */
        private int singly;

        @Override
        public boolean hasNext() {
            return !left.isEmpty();
        }

        @Override
        public Answer<Map<String, T>> next() {
            int most = perCall();
            if (most > 1 && left.size() > 1 && singly == 0) {
                List<String> chunk = left.stream().limit(most).toList();
                try {
                    Answer<Map<String, T>> answer = together(chunk);
                    chunk.forEach(id -> left.remove());
                    return answer;
                } catch (AccessDeniedException e) {
                    if (!api.access().mayNot(kind.several())) {
                        throw e;
                    }
                } catch (RequestRefusedException e) {
                    singly = chunk.size();
                }
            }
            singly = Math.max(0, singly - 1);
            return alone(left.remove());
        }

        private Answer<Map<String, T>> together(List<String> chunk) {
            ApiRequest request = ApiRequest.of(kind.several())
                    .with("ids", String.join(",", chunk))
                    .with("market", market);
            return api.get(request, body -> {
                List<@Nullable T> values = kind.many().apply(body);
                if (values.size() != chunk.size()) {
                    throw new MalformedResponseException(
                            "GET " + request.path(),
                            "$",
                            values.size() + " objects, expected one for each of " + chunk.size() + " ids",
                            null);
                }
                Map<String, T> found = new LinkedHashMap<>();
                for (int i = 0; i < chunk.size(); i++) {
                    T value = values.get(i);
                    if (value != null) {
                        found.put(chunk.get(i), value);
                    }
                }
                return Collections.unmodifiableMap(found);
            });
        }

        private Answer<Map<String, T>> alone(String id) {
            ApiRequest request =
                    ApiRequest.of(kind.single(), kind.name() + " id", id).with("market", market);
            return api.find(request, body -> Map.of(id, kind.one().apply(body)), Map.of());
        }
    }
}

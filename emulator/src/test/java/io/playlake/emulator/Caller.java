package io.playlake.emulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Calls one emulator over a real socket, with an app's or a user's token. */
final class Caller {

    static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString((SpotifyEmulator.CLIENT_ID + ":" + SpotifyEmulator.CLIENT_SECRET)
                            .getBytes(StandardCharsets.UTF_8));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final SpotifyEmulator emulator;
    private final String token;

    private Caller(SpotifyEmulator emulator, String token) {
        this.emulator = emulator;
        this.token = token;
    }

    static Caller app(SpotifyEmulator emulator) {
        return new Caller(emulator, token(emulator, "grant_type=client_credentials"));
    }

    static Caller user(SpotifyEmulator emulator) {
        return new Caller(
                emulator, token(emulator, "grant_type=refresh_token&refresh_token=" + SpotifyEmulator.REFRESH_TOKEN));
    }

    static Caller with(SpotifyEmulator emulator, String token) {
        return new Caller(emulator, token);
    }

    private static String token(SpotifyEmulator emulator, String form) {
        return object(post(emulator, form, "Authorization", BASIC))
                .get("access_token")
                .getAsString();
    }

    static HttpResponse<String> post(SpotifyEmulator emulator, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.accountsUrl() + "/api/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String token() {
        return token;
    }

    HttpRequest.Builder request(String pathOrUrl) {
        String url = pathOrUrl.startsWith("http") ? pathOrUrl : emulator.apiUrl() + pathOrUrl;
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String pathOrUrl) {
        return send(request(pathOrUrl));
    }

    /** Returns the body of a 200. */
    JsonObject json(String pathOrUrl) {
        HttpResponse<String> response = get(pathOrUrl);
        if (response.statusCode() != 200) {
            throw new AssertionError(pathOrUrl + ": " + response.statusCode() + " " + response.body());
        }
        return object(response);
    }

    static JsonObject object(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /** Follows {@code next} from a paging object and returns all elements. */
    List<JsonElement> all(JsonObject firstPage) {
        JsonObject page = firstPage;
        List<JsonElement> all = new ArrayList<>(list(page, "items"));
        while (!page.get("next").isJsonNull()) {
            JsonObject body = json(page.get("next").getAsString());
            page = body.has("playlists") ? body.getAsJsonObject("playlists") : body;
            all.addAll(list(page, "items"));
        }
        return all;
    }

    static List<JsonElement> list(JsonObject object, String name) {
        Iterator<JsonElement> elements = object.getAsJsonArray(name).iterator();
        Iterable<JsonElement> iterable = () -> elements;
        return StreamSupport.stream(iterable.spliterator(), false).toList();
    }
}

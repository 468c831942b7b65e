package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;

/** Checks of answers that several tests make. */
final class Expect {

    private Expect() {}

    static void error(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode())
                .as(response.request().uri().toString())
                .isEqualTo(status);
        JsonObject error = Caller.object(response).getAsJsonObject("error");
        assertThat(error.get("status").getAsInt()).isEqualTo(status);
        assertThat(error.get("message").getAsString()).isEqualTo(message);
    }
}

package io.playlake.client.auth;

import java.nio.charset.StandardCharsets;

/** What the browser shows at the redirect URI. The pages are constant: no text of the request gets into one. */
enum LoginPage {
    ARRIVED(200, "Spotify's answer has arrived", "The program that you started tells how the login went."),
    DECLINED(200, "Nobody was logged in", "Spotify sent you back without a permission; the program tells why."),
    ANSWERED(409, "This login is over", "Its answer had arrived before; the program tells how it went."),
    FOREIGN(
            400,
            "This is not the answer that was expected",
            "It belongs to another login. Open the address that the program printed last."),
    NOT_FOUND(404, "There is nothing here", "This address only waits for the end of a login."),
    NOT_ALLOWED(405, "There is nothing here", "This address only waits for the end of a login.");

    private final int status;
    private final String html;

    LoginPage(int status, String title, String text) {
        this.status = status;
        this.html = String.join(
                "\n",
                "<!DOCTYPE html>",
                "<html lang=\"en\">",
                "<head><meta charset=\"utf-8\"><title>Playlake</title></head>",
                "<body>",
                "<h1>" + title + "</h1>",
                "<p>" + text + " You can close this window.</p>",
                "</body>",
                "</html>",
                "");
    }

    int status() {
        return status;
    }

    byte[] html() {
        return html.getBytes(StandardCharsets.UTF_8);
    }
}

package io.playlake.client.http;

import io.playlake.error.ConfigurationException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address that requests are built below: https, or http on loopback. */
public final class BaseUrl {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private BaseUrl() {}

    /**
     * Returns the address without a slash at its end.
     *
     * @throws ConfigurationException if a token must not be sent there
     */
    public static URI checked(String option, URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            // Not shown: what does not belong into an address may be a password.
            throw new ConfigurationException(option + " has a user, a query or a fragment, expected none of them");
        }
        boolean secure = scheme.equals("https");
        boolean loopback = scheme.equals("http") && LOOPBACK.matcher(host).matches();
        if (host.isEmpty() || !(secure || loopback)) {
            String shown = scheme + "://" + Excerpt.of(host);
            throw new ConfigurationException(
                    option + " is " + shown + ", expected https://HOST, or http:// on a loopback address");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (path.contains("..") || path.contains("//")) {
            throw new ConfigurationException(
                    option + " has the path " + Excerpt.of(path) + ", expected one without '..' and '//'");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}

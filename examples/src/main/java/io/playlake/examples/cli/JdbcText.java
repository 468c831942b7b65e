package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.sink.jdbc.JdbcSink;

/** Databases as options write them; user and password come from the environment. */
final class JdbcText {

    private JdbcText() {}

    static boolean isOne(String text) {
        return text.strip().startsWith("jdbc:");
    }

    static JdbcSink sink(String option, String text, Shell shell) {
        Credentials credentials = new Credentials(shell);
        JdbcSink.Builder builder = JdbcSink.builder().url(text.strip());
        String user = credentials.jdbcUser();
        String password = credentials.jdbcPassword();
        if (user != null) {
            builder.user(user);
        }
        if (password != null) {
            builder.password(password);
        }
        try {
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(option + ": " + Printable.line(e.getMessage()));
        }
    }
}

package io.playlake.examples.cli;

import io.playlake.client.limit.CallLedger;
import io.playlake.client.limit.FileCallLedger;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.state.redis.RedisCallLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The call ledger of an account, as {@code --ledger} writes it. */
final class LedgerText {

    private static final String FORMS = "local:DIR or redis://HOST:PORT/DB";

    private final Shell shell;
    private final String account;
    private final boolean budgeted;

    /** {@code budgeted} says whether a run must not go on without a ledger. */
    LedgerText(Shell shell, String account, boolean budgeted) {
        this.shell = shell;
        this.account = account;
        this.budgeted = budgeted;
    }

    /** Opens the ledger; null stands for none, where the user's cache, which is the default, has no place for one. */
    @Nullable
    CallLedger open(@Nullable String text, Consumer<String> warning) {
        if (text == null) {
            return cached();
        }
        if (RedisText.isOne(text)) {
            return RedisCallLedger.open(RedisText.address("--ledger", text, shell), account, warning);
        }
        Path folder = SinkText.path("--ledger", text, FORMS).resolve(account);
        try {
            return FileCallLedger.open(folder);
        } catch (IOException e) {
            throw new SinkException("--ledger: " + problem(folder, e), e);
        }
    }

    private @Nullable CallLedger cached() {
        Path folder = Path.of(Objects.requireNonNullElse(
                        shell.variable("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache"))
                .resolve("playlake")
                .resolve("accounts")
                .resolve(account);
        try {
            return FileCallLedger.open(folder);
        } catch (IOException e) {
            if (budgeted) {
                throw new SinkException("--budget: " + problem(folder, e), e);
            }
            shell.err().println("playlake: " + problem(folder, e) + "; this run does not know of others");
            return null;
        }
    }

    private static String problem(Path folder, IOException cause) {
        return "calls cannot be counted in " + folder + ": " + Reason.of(cause);
    }
}

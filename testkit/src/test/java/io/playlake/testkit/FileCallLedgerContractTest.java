package io.playlake.testkit;

import io.playlake.client.limit.CallLedger;
import io.playlake.client.limit.FileCallLedger;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileCallLedgerContractTest extends CallLedgerContract {

    @TempDir
    private Path folder;

    @Override
    protected CallLedger openLedger() throws IOException {
        return FileCallLedger.open(folder.resolve("ledger"));
    }
}

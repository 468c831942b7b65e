package io.playlake.testkit;

import io.playlake.client.limit.CallLedger;

class MemoryCallLedgerContractTest extends CallLedgerContract {

    private final CallLedger ledger = CallLedger.inMemory();

    @Override
    protected CallLedger openLedger() {
        return ledger;
    }
}

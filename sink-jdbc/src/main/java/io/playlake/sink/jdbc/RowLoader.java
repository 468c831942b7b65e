package io.playlake.sink.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Puts many rows into a table, within the transaction of the connection. */
interface RowLoader {

    /**
     * Loads rows.
     *
     * @param table quoted and qualified
     * @param seq of the commit that adds them
     */
    void load(Connection connection, String table, RowSpill rows, long seq) throws SQLException, IOException;
}

package io.playlake.sink.jdbc;

import io.playlake.sink.Sink;
import io.playlake.testkit.SinkContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of a pool that hides those of the driver, and so {@code COPY}; in a schema of their own. */
class PostgresPoolSinkContractTest extends SinkContract {

    private final String database = RealPostgres.newDatabase();

    @Override
    protected Sink sink() {
        return JdbcSink.builder().dataSource(pool()).schema("Music_1").build();
    }

    private DataSource pool() {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setUrl(RealPostgres.url(database));
        driver.setUser(RealPostgres.USER);
        driver.setPassword(RealPostgres.PASSWORD);
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new AssertionError("a pool of the user's was asked for " + method.getName());
                    }
                    return hidden(driver.getConnection());
                });
    }

    private Connection hidden(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

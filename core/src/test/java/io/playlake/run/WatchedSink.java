package io.playlake.run;

import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.sink.SinkSession;
import io.playlake.sink.TableWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;

/** A sink whose every operation is told to somebody, who may throw, before its effect and after it. */
final class WatchedSink {

    /** What only gives a name, or gives something up, cannot fail; a lock whose reply is lost would stay. */
    private static final Set<String> QUIET =
            Set.of("name", "id", "workDirectory", "locate", "tryLock", "close", "toString", "hashCode", "equals");

    private WatchedSink() {}

    /** Told of the operations of a sink, its datasets, sessions and table writers. */
    interface Watch {
        default void before(String operation) {}

        default void after(String operation) {}
    }

    static Sink of(Sink sink, Watch watch) {
        return watched(Sink.class, sink, watch);
    }

    private static <T> T watched(Class<T> type, T target, Watch watch) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String operation = method.getName();
                    boolean quiet = QUIET.contains(operation);
                    try {
                        if (!quiet) {
                            watch.before(operation);
                        }
                        Object result = method.invoke(target, arguments);
                        if (!quiet) {
                            watch.after(operation);
                        }
                        return wrapped(result, watch);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
        return type.cast(proxy);
    }

    private static Object wrapped(Object result, Watch watch) {
        if (result instanceof Dataset dataset) {
            return watched(Dataset.class, dataset, watch);
        }
        if (result instanceof SinkSession session) {
            return watched(SinkSession.class, session, watch);
        }
        return result instanceof TableWriter writer ? watched(TableWriter.class, writer, watch) : result;
    }
}

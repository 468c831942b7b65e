package io.playlake.sink.local;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.source.BrowseCategories;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobStore;
import io.playlake.storage.LocalBlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One run of everything into two lakes, as a process of its own too, which comes to a standstill at a chosen operation on
 * the second one: {@code TwoLakesRun LAKE SECOND DATE API-URL ACCOUNTS-URL MOMENT MARKER}.
 */
final class TwoLakesRun {

    private TwoLakesRun() {}

    public static void main(String[] arguments) {
        Path second = Path.of(arguments[1]);
        run(
                Path.of(arguments[0]),
                new StandstillSink(second, arguments[5], Path.of(arguments[6])),
                Instant.parse(arguments[2]),
                arguments[3],
                arguments[4]);
    }

    static RunReport run(Path lake, Path second, SpotifyEmulator emulator) {
        return run(lake, LocalSink.at(second), emulator.today(), emulator.apiUrl(), emulator.accountsUrl());
    }

    /** Starts a run in a process that creates a marker and goes no further once it comes to a moment. */
    static Process start(Path lake, Path second, SpotifyEmulator emulator, String moment, Path marker)
            throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoLakesRun.class.getName(),
                        lake.toString(),
                        second.toString(),
                        emulator.today().toString(),
                        emulator.apiUrl(),
                        emulator.accountsUrl(),
                        moment,
                        marker.toString()))
                .inheritIO()
                .start();
    }

    private static RunReport run(Path lake, Sink second, Instant date, String apiUrl, String accountsUrl) {
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(apiUrl))
                        .accountsUrl(URI.create(accountsUrl))
                        .rate(1_000)
                        .build();
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .sink(LocalSink.at(lake))
                        .sink(second)
                        .logicalDate(date)
                        .build()) {
            return playlake.run();
        }
    }

    /** A lake on which nothing goes on from a moment such as {@code before create tracks/} or {@code after putIfAbsent}. */
    private record StandstillSink(Path lake, String moment, Path marker) implements Sink {

        @Override
        public String name() {
            return "local:" + lake;
        }

        @Override
        public Dataset open() {
            return ParquetDataset.open(
                    watched(BlobStore.class, LocalBlobStore.at(lake), null), new Random(), ParquetOptions.defaults());
        }

        @Override
        public Dataset openExisting() {
            return open();
        }

        private <T> T watched(Class<T> type, T target, @Nullable BlobKey blob) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        Object about = arguments == null ? blob : arguments[0];
                        reach("before " + method.getName() + " " + about);
                        try {
                            Object result = method.invoke(target, arguments);
                            reach("after " + method.getName() + " " + about);
                            return result instanceof PendingBlob pending
                                    ? watched(PendingBlob.class, pending, pending.key())
                                    : result;
                        } catch (InvocationTargetException e) {
                            throw Objects.requireNonNull(e.getCause());
                        }
                    }));
        }

        private void reach(String here) throws IOException, InterruptedException {
            if (here.startsWith(moment)) {
                Files.createFile(marker);
                new CountDownLatch(1).await();
            }
        }
    }
}

package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.raw.PersonalData;
import io.playlake.run.Enrichment;
import io.playlake.run.Playlake;
import io.playlake.run.Refresh;
import io.playlake.source.MyPlaylists;
import io.playlake.source.PlaylistSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What makes a run what it is; the same for a run and for its plan. */
final class RunOptions {

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = {"Where playlists come from; may be repeated.", SourceText.FORMS})
    List<String> sources = new ArrayList<>();

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = "Where they go: " + SinkText.FORMS
                    + ", S3 with ?endpoint=URL&path-style=true and the like if need be; may be repeated, and all are"
                    + " kept level with the first. After optional: stands one that holds no run up.")
    List<String> sinks = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Where state is looked up: sink (the default), or a copy in local:FILE,"
                    + " redis://HOST:PORT/DB, with ?prefix=NAME if lakes share a database, or in jdbc:...")
    String state = "sink";

    @Option(
            names = "--logical-date",
            paramLabel = "ISO",
            description = "What names the run and its partition: a date, or a date and time, UTC unless it has a zone;"
                    + " fractions of a second are dropped. Default: now.")
    @Nullable
    Instant logicalDate;

    @Option(names = "--market", paramLabel = "CC", description = "Market to ask for, such as SE.")
    @Nullable
    String market;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many playlists are fetched at a time; default 8.")
    int concurrency = 8;

    @Option(
            names = "--full",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Fetches unchanged ones too.")
    Boolean full = false;

    @Option(
            names = "--accept-shrink",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Accepts at once that a category lost more than half of its playlists; without it, the second"
                    + " run that sees it does.")
    Boolean acceptShrink = false;

    @Option(
            names = "--audit-cycle",
            paramLabel = "TIME",
            description = "How long at most a playlist goes unread while it looks unchanged; default 14d.")
    Duration auditCycle = Duration.ofDays(14);

    @Option(
            names = "--refresh",
            paramLabel = "WHAT",
            split = ",",
            hideParamSyntax = true,
            description =
                    "popularity, followers: asks for them of unchanged playlists too; a call for 50 tracks, a call"
                            + " for each playlist.")
    Set<Refresh> refresh = new HashSet<>();

    @Option(
            names = "--enrich",
            paramLabel = "WHAT",
            split = ",",
            hideParamSyntax = true,
            description = "artists, albums: asks for genres, label and the like, once for each id; a call for 50"
                    + " artists or 20 albums.")
    Set<Enrichment> enrich = new HashSet<>();

    @Option(
            names = "--personal-data",
            paramLabel = "MODE",
            description = "What becomes of users who added items, and of owners of playlists that are not public, in"
                    + " everything that is stored: hash (the default), keep or drop.")
    PersonalData personalData = PersonalData.HASH;

    @Option(
            names = "--exclude",
            paramLabel = "ID",
            description = "A playlist to leave out, whichever source lists it: its id, URI or link; may be repeated.")
    List<String> excluded = new ArrayList<>();

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "A local folder for what is fetched and not yet committed; default: one that goes with the"
                    + " sink, or below ~/.cache/playlake.")
    @Nullable
    String work;

    @Mixin
    ApiOptions api = new ApiOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    /** Returns a builder with all of them but the client and the state. */
    Playlake.Builder builder(Shell shell) {
        List<PlaylistSource> parsed = sources.stream().map(SourceText::parse).toList();
        if (parsed.isEmpty()) {
            throw new UsageException("--source is missing, expected " + SourceText.FORMS);
        }
        Playlake.Builder builder = Playlake.builder()
                .auditCycle(auditCycle)
                .full(full)
                .acceptShrink(acceptShrink)
                .refresh(refresh)
                .enrich(enrich)
                .personalData(personalData)
                .concurrency(concurrency)
                .time(shell.time());
        parsed.forEach(builder::source);
        SinkText.addTo(builder, sinks, shell);
        exclude(builder);
        if (logicalDate != null) {
            builder.logicalDate(logicalDate);
        }
        if (work != null) {
            builder.workDirectory(path(work));
        }
        if (parsed.stream().anyMatch(MyPlaylists.class::isInstance)) {
            new Credentials(shell).requireUser();
        }
        return builder;
    }

    private void exclude(Playlake.Builder builder) {
        try {
            builder.exclude(excluded);
        } catch (ConfigurationException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    /** Options that the library refuses were wrong on the command line. */
    static Playlake built(Playlake.Builder builder) {
        try {
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--work: '" + Printable.cell(text, 100) + "' is no path: " + e.getReason());
        }
    }
}

package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.examples.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "plan",
                "demo",
                "check",
                "login",
                "categories",
                "runs",
                "as-of",
                "diff",
                "explain",
                "sql",
                "verify",
                "replay",
                "compact",
                "forget",
                "rebuild-state",
                "ddl",
                "emulator"
            })
    void everyCommandHelps(String command) {
        Result help = Cli.bare().call(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: playlake " + command).doesNotContain("${");
        assertThat(Cli.bare().call(command, "--version").out()).startsWith("playlake ");
    }

    @Test
    void helpsAndTellsItsVersion() {
        assertThat(Cli.bare().call("--help").out()).contains("Exit codes").doesNotContain("${");
        assertThat(Cli.bare().call("--version").out()).matches("playlake \\S+\\s+");
        assertThat(Cli.bare().call().code()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retain", "x"})
    void commandsOfLaterVersionsDoNotExist(String command) {
        Result result = Cli.bare().call(command);
        assertThat(result.code()).isEqualTo(64);
        assertThat(result.err())
                .startsWith("playlake: unknown command '" + command + "'")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dry-run", "--tables=raw", "--log=json", "--report=x.html"})
    void optionsOfLaterVersionsDoNotExist(String option) {
        Result result = Cli.bare().call("run", "--source", "me", "--sink", "local:x", option);
        assertThat(result.code()).isEqualTo(64);
        assertThat(result.err())
                .startsWith("playlake: unknown option '" + option.split("=", 2)[0] + "'")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --source me | --sink is missing, expected local:DIR",
                "run --sink local:x | --source is missing, expected browse:ID",
                "run --source me --sink local:x --sink local:x | sink is named twice: [local:/",
                "run --source me --sink local:x --sink optional:local:x | sink is named twice",
                "run --source me --sink optional:local:x | --sink is missing, expected local:DIR, s3://BUCKET/PREFIX or jdbc:..., beside those that are",
                "run --source me --sink optional: --sink local:x | --sink: got '', this version expects local:DIR",
                "verify --sink local:x --sink local:y | --sink is there 2 times, expected the one lake to look at",
                "replay --to local:x | --from is missing, expected local:DIR",
                "replay --from local:x | --to is missing, expected local:DIR",
                "replay --from local:x --to x | --to: got 'x', this version expects local:DIR",
                "replay --from local:x --to local:./x | --from and --to are the same lake, local:/",
                "run --source me --sink gs://b/p | this version expects local:DIR, s3://BUCKET/PREFIX or jdbc:...",
                "run --source me --sink s3:/b/p | --sink: 's3:/b/p' is no place in S3, expected s3://BUCKET/PREFIX",
                "run --source me --sink s3://lake?regoin=eu | did you mean region?",
                "verify --sink s3://lake?storage-class=GLACIER | --sink: storage-class GLACIER cannot be read",
                "check --sink s3://x | --sink: bucket 'x' is no name of a bucket",
                "run --source me --source me --sink local:x | source is named twice",
                "run --source me --sink local:x --concurrency 0 | concurrency is 0, expected 1 to 64",
                "run --source me --sink local:x --concurrency many | --concurrency",
                "run --source me --sink local:x --rate 5 | got '5', expected calls a second",
                "run --source me --sink local:x --rate 0/s | rate is 0.0, expected",
                "run --source me --sink local:x --market Sweden | market is Sweden, expected two capital letters",
                "run --source me --sink local:x --locale english | locale is english",
                "run --source me --sink local:x --audit-cycle 0d | auditCycle",
                "run --source me --sink local:x --state s3://b | --state: got 's3://b', this version expects sink,",
                "run --source me --sink local:x --state redis:h | --state: Redis address 'redis:h', expected redis://HOST",
                "run --source me --sink local:x --state redis://h:1/lake | --state: Redis address 'redis://h:1/lake'",
                "run --source me --sink local:x --state redis://h:1/0?x=secret | 'redis://h:1/0?...', expected redis://",
                "run --source me --sink local:x --ledger here | --ledger: got 'here', this version expects local:DIR or",
                "run --source me --sink local:x --ledger rediss://h:0 | --ledger: Redis address 'rediss://h:0'",
                "check --ledger redis: | --ledger: Redis address 'redis:'",
                "run --source me --sink local:x --progress fancy | got 'fancy', expected auto, plain or none",
                "run --source me --sink local:x --personal-data lose | got 'lose', expected hash, keep or drop",
                "run --source me --sink local:x --exclude a-b | --exclude: 'a-b' is not the id of a playlist, expected",
                "run --source me --sink local:x --full=maybe | got 'maybe', expected true or false",
                "run --source me --sink local:x --api-url http://example.org/v1 | expected https://HOST",
                "run --sorce me | did you mean '--source'?",
                "rum | did you mean 'run'?",
                "runs --sink local:x extra | unknown argument 'extra'",
                "verify | --sink is missing",
                "plan --sink local:x | --source is missing, expected browse:ID",
                "plan --source me | --sink is missing, expected local:DIR",
                "plan --source me --sink local:x --concurrency 0 | concurrency is 0, expected 1 to 64",
                "as-of 2026-01-01 --sink local:x | Missing required parameter: 'PLAYLIST'",
                "as-of now abc --sink local:x | got 'now', expected 2026-11-22, 2026-11-22T06:00:00",
                "as-of 2026-01-01 a-b --sink local:x | got 'a-b', expected the id, URI or link of a playlist",
                "as-of 2026-01-01 abc | --sink is missing",
                "diff abc --sink local:x --from soon | got 'soon', expected 2026-11-22",
                "explain abc --sink local:x --audit-cycle 7 | got '7', expected a number with a unit",
                "rebuild-state --state local:y | --sink is missing",
                "compact --sink local:x --by year | day or month",
                "compact | --sink is missing",
                "forget --sink local:x | expected one of --playlist",
                "run --source me --sink local:x --budget 0 | budget is 0, expected 1 call or more",
                "run --source me --sink local:x --budget few | --budget",
                "run --source me --sink local:x --profile best | got 'best', expected auto, extended or development",
                "run --source me --sink local:x --refresh popularity,x | got 'x', expected popularity, followers or both",
                "run --source me --sink local:x --refresh= | got '', expected popularity, followers or both",
                "run --source me --sink local:x --enrich genres | got 'genres', expected artists, albums or both",
                "run --source me --sink jdbc:sqlite::memory: | --sink: jdbc:sqlite::memory: is a database in memory",
                "ddl --database oracle | --database is 'oracle', expected postgresql, mariadb, mysql, sqlite, duckdb",
                "emulator --profile best | got 'best', expected extended, extended-late, development-old or",
                "emulator --playlists 0 | --playlists: 0, expected 1 to 100000"
            })
    void wrongUsageIsOneLine(String line, String message) {
        Cli cli = Cli.bare()
                .with("SPOTIFY_CLIENT_ID", "id")
                .with("SPOTIFY_CLIENT_SECRET", "secret")
                .with("SPOTIFY_REFRESH_TOKEN", "token");
        Result result = cli.call(line.split(" ", -1));
        assertThat(result.err()).startsWith("playlake: ").contains(message).hasLineCount(1);
        assertThat(result.code()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void optionOverVariableOverFile() throws IOException {
        Path config = Files.writeString(folder.resolve("p.properties"), "# mine\nrate = \\\n  file\n");
        Cli cli = Cli.bare().with("PLAYLAKE_CONFIG", config.toString());
        Result file = cli.call("run", "--source", "me", "--sink", "local:x");
        assertThat(file.err()).contains("got 'file'").contains("(from " + config + " line 2)");
        assertThat(file.code()).isEqualTo(78);
        Result variable = cli.with("PLAYLAKE_RATE", "variable").call("run", "--source", "me", "--sink", "local:x");
        assertThat(variable.err()).contains("got 'variable'").contains("(from PLAYLAKE_RATE)");
        assertThat(variable.code()).isEqualTo(64);
        Result option = cli.call("run", "--source", "me", "--sink", "local:x", "--rate", "option");
        assertThat(option.err()).contains("got 'option'").doesNotContain("(from");
    }

    @Test
    void separatesSourcesOfAVariable() {
        Cli cli = Cli.bare().with("PLAYLAKE_SINK", "local:x");
        assertThat(cli.with("PLAYLAKE_SOURCE", "browse:a,b; me\n nonsense")
                        .call("run")
                        .err())
                .contains("--source: got 'nonsense'");
        assertThat(cli.with("PLAYLAKE_SOURCE", "browse:a,b; me").call("run").code())
                .isEqualTo(77);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit-cylce=7d | line 2: unknown key 'audit-cylce'; did you mean 'audit-cycle'?",
                "auditCycle=7d | did you mean 'audit-cycle'?",
                "config=x | unknown key 'config'",
                "spotify.client.id=x | unknown key 'spotify.client.id'",
                "rate=5/s\\nrate=6/s | line 3: the key 'rate' stands in the file twice",
                "sink=jdbc:x://u:canary@h/db | line 2: sink holds a password",
                "rate=\\\\u00 | line 2: an escape"
            })
    void saysWhatIsWrongInAFile(String content, String message) throws IOException {
        Path config = Files.writeString(
                folder.resolve("p.properties"),
                "market=SE\n" + content.replace("\\n", "\n").replace("\\\\", "\\"));
        Result result = Cli.bare().call("run", "--config", config.toString(), "--source", "me");
        assertThat(result.err())
                .contains(config.toString(), message)
                .doesNotContain("canary")
                .hasLineCount(1);
        assertThat(result.code()).isEqualTo(78);
    }

    @Test
    void oneFileServesAllCommands() throws IOException {
        Path config =
                Files.writeString(folder.resolve("p.properties"), "rate=5/s\nport=0\nsink=local:" + folder + "/no");
        Result result = Cli.bare().call("verify", "--config", config.toString());
        assertThat(result.err()).contains("there is no dataset at " + folder + "/no");
        assertThat(result.code()).isEqualTo(78);
    }

    @Test
    void failuresAreJsonWhereverThatWasAskedFor() throws IOException {
        Path config = Files.writeString(folder.resolve("p.properties"), "json=true\n");
        String failed = "\"exit_code\": 64";
        assertThat(Cli.bare().call("run", "--json").out()).contains(failed);
        assertThat(Cli.bare().call("run", "--json", "--no-such-option").out()).contains(failed);
        assertThat(Cli.bare().call("run", "--config", config.toString()).out()).contains(failed);
        assertThat(Cli.bare().with("PLAYLAKE_JSON", "true").call("run").out()).contains(failed);
        assertThat(Cli.bare()
                        .with("PLAYLAKE_JSON", "true")
                        .call("run", "--json=false")
                        .out())
                .isEmpty();
    }

    @Test
    void aMissingFileIsConfiguration() {
        Result result = Cli.bare().call("run", "--config", folder + "/none");
        assertThat(result.err()).contains("config " + folder + "/none cannot be read (NoSuchFileException)");
        assertThat(result.code()).isEqualTo(78);
    }
}

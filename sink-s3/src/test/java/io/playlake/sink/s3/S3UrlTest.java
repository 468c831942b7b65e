package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3UrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://lake | s3://lake",
                "s3://lake/ | s3://lake",
                "s3://my.lake-1/music/2026/ | s3://my.lake-1/music/2026",
                "s3://lake/a?region=eu-north-1 | s3://lake/a",
                "s3://lake/a?endpoint=http://localhost:9000&path-style=true | s3://lake/a",
                "s3://lake/a?endpoint=https%3A%2F%2Fminio.example%3A9000/&region=x | s3://lake/a",
                "s3://lake?sse=AES256&storage-class=STANDARD_IA&single-writer=true | s3://lake",
                "s3://lake?sse=aws:kms&kms-key=arn:aws:kms:eu-north-1:1:key/2&path-style=false | s3://lake",
            })
    @DisplayName("What people write is a sink, named by its place")
    void accepted(String url, String name) {
        assertThat(S3Sink.of(url).name()).isEqualTo(name);
        assertThat(S3Sink.of(url)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lake/music | is no place in S3, expected s3://BUCKET/PREFIX",
                "s3:/lake | is no place in S3",
                "s3:// | is no place in S3",
                "s3:///music | is no place in S3",
                "s3://lake/a#b | is no place in S3",
                "s3://a | bucket 'a' is no name of a bucket",
                "s3://lake:9000/a | bucket 'lake:9000' is no name of a bucket",
                "s3://lake/a//b | prefix 'a//b', expected letters",
                "s3://lake/../b | prefix '../b', expected letters",
                "s3://lake/a b | prefix 'a b', expected letters",
                "s3://lake?regoin=eu | 'regoin', expected any of endpoint, region, path-style, sse, kms-key, storage-class,"
                        + " single-writer; did you mean region?",
                "s3://lake?path_style=true | did you mean path-style?",
                "s3://lake?singlewriter=true | did you mean single-writer?",
                "s3://lake? | holds a key, expected any of endpoint",
                "s3://lake?region=a&region=b | region stands twice",
                "s3://lake?region | region is empty, expected region=VALUE",
                "s3://lake?region=eu%2 | region holds a % that is not followed",
                "s3://lake?region=eu_north | region 'eu_north', expected one such as eu-north-1",
                "s3://lake?path-style=yes | path-style is 'yes', expected true or false",
                "s3://lake?endpoint=localhost:9000 | endpoint 'localhost:9000', expected an address",
                "s3://lake?endpoint=ftp://localhost | endpoint 'ftp://localhost', expected an address",
                "s3://lake?endpoint=http://localhost/path | expected an address such as http://localhost:9000",
                "s3://lake?endpoint=http://[ | endpoint is not an address",
                "s3://lake?sse=rot13 | encryption (sse) 'rot13', expected AES256 or aws:kms",
                "s3://lake?kms-key=k | kms-key is given without encryption (sse) aws:kms",
                "s3://lake?storage-class=COLD | storage-class 'COLD', expected one of S3",
                "s3://lake?storage-class=GLACIER | storage-class GLACIER cannot be read at any time",
            })
    @DisplayName("What cannot be meant is refused, with what was expected")
    void refused(String url, String message) {
        assertThatThrownBy(() -> S3Sink.of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://AKIA:canary@lake/music",
        "s3://canary@lake",
        "s3://lake?secret-key=canary",
        "s3://lake?endpoint=http://user:canary@localhost:9000",
        "s3://lake?endpoint=http://user:canary%40localhost:9000",
        "canary?x=canary@",
        "lake?secret=canary",
    })
    @DisplayName("Credentials in a URL are refused, and not shown")
    void credentials(String url) {
        assertThatThrownBy(() -> S3Sink.of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    @DisplayName("The builder says which option is wrong")
    void builder() {
        assertThatThrownBy(() -> S3Sink.builder().build()).hasMessage("bucket is missing, expected its name");
        S3Sink.Builder tags = S3Sink.builder().bucket("lake");
        for (int i = 0; i < 11; i++) {
            tags.tag("key" + i, "value");
        }
        assertThatThrownBy(tags::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expected 10 at most");
        assertThatThrownBy(() -> S3Sink.builder()
                        .bucket("lake")
                        .client(S3Server.running().client())
                        .region("eu-north-1")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("client comes with its own");
    }
}

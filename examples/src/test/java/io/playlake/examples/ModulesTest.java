package io.playlake.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom among the modules; the page that says so is CONTRIBUTING.md. */
class ModulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.playlake");

    private static final String[] CORE = {
        "io.playlake",
        "io.playlake.change..",
        "io.playlake.client..",
        "io.playlake.error..",
        "io.playlake.model..",
        "io.playlake.quality..",
        "io.playlake.raw..",
        "io.playlake.run..",
        "io.playlake.schema..",
        "io.playlake.sink",
        "io.playlake.source..",
        "io.playlake.storage..",
        "io.playlake.table..",
        "io.playlake.testing..",
        "io.playlake.time.."
    };

    @Test
    void theEmulatorKnowsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.playlake.emulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE)
                .check(OURS);
    }

    @Test
    void coreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.playlake.emulator..",
                        "io.playlake.examples..",
                        "io.playlake.format..",
                        "io.playlake.sink.jdbc..",
                        "io.playlake.sink.local..",
                        "io.playlake.sink.s3..",
                        "io.playlake.state..",
                        "io.playlake.testkit..")
                .check(OURS);
    }

    @Test
    void onlyTheFormatKnowsParquetAvroAndHadoop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.playlake.format.parquet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.parquet..", "org.apache.avro..", "org.apache.hadoop..")
                .check(OURS);
    }

    @Test
    void onlyStateInRedisKnowsItsClientAndItKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.playlake.state.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("redis.clients..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.playlake.state.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.playlake.emulator..",
                        "io.playlake.format..",
                        "io.playlake.sink.jdbc..",
                        "io.playlake.sink.local..",
                        "io.playlake.sink.s3..",
                        "io.playlake.testkit..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.playlake.format..",
                        "io.playlake.sink.jdbc..",
                        "io.playlake.sink.local..",
                        "io.playlake.sink.s3..",
                        "io.playlake.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.playlake.state..")
                .check(OURS);
    }

    @Test
    void onlyTheSinkOfS3KnowsItsClientAndNoSinkKnowsAnother() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.playlake.sink.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.playlake.sink.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.playlake.emulator..",
                        "io.playlake.sink.jdbc..",
                        "io.playlake.sink.local..",
                        "io.playlake.testkit..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.playlake.sink.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.playlake.sink.s3..")
                .check(OURS);
    }

    @Test
    void onlyTheDatabaseSinkKnowsJdbcAndItKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.playlake.sink.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.playlake.sink.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.playlake.emulator..",
                        "io.playlake.format..",
                        "io.playlake.sink.local..",
                        "io.playlake.sink.s3..",
                        "io.playlake.state..",
                        "io.playlake.testkit..")
                .check(OURS);
    }

    @Test
    void formatsKnowNoSinkAndNothingKnowsTheExamples() {
        noClasses()
                .that()
                .resideInAPackage("io.playlake.format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.playlake.sink.jdbc..", "io.playlake.sink.local..", "io.playlake.sink.s3..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.playlake.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.playlake.examples..")
                .check(OURS);
    }
}

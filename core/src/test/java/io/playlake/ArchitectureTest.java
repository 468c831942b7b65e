package io.playlake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom inside core; the page that says so is CONTRIBUTING.md. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** Package, and the packages of ours that it may know besides itself, time, error and the root. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("time", List.of()),
            Map.entry("error", List.of()),
            Map.entry("model", List.of()),
            Map.entry("client.http", List.of()),
            Map.entry("client.auth", List.of("client.http")),
            Map.entry("client.limit", List.of("client.http")),
            Map.entry("client.json", List.of("model", "client.http")),
            Map.entry("client", List.of("model", "client.http", "client.auth", "client.limit", "client.json")),
            Map.entry("schema", List.of()),
            Map.entry("storage", List.of()),
            Map.entry("table", List.of("schema", "model")),
            Map.entry("source", List.of("client", "model")),
            Map.entry("change", List.of("model", "source")),
            Map.entry("sink", List.of("schema", "storage")),
            Map.entry("raw", List.of("storage", "client")),
            Map.entry("quality", List.of("schema")));

    @TestFactory
    List<DynamicTest> eachPackageKnowsOnlyThoseItMay() {
        List<DynamicTest> tests = new ArrayList<>();
        MAY_KNOW.forEach((name, known) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<String> allowed = new ArrayList<>(List.of("io.playlake", pack(name), pack("time"), pack("error")));
            known.forEach(other -> allowed.add(pack(other)));
            ArchRule rule = classes()
                    .that()
                    .resideInAPackage(pack(name))
                    .should()
                    .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("io.playlake..")
                            .or(JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))));
            rule.check(CORE);
        })));
        return tests;
    }

    @Test
    @DisplayName("every package has a rule, but for those that may know all")
    void everyPackageHasARule() {
        classes()
                .should()
                .resideInAnyPackage(
                        MAY_KNOW.keySet().stream().map(ArchitectureTest::pack).toArray(String[]::new))
                .orShould()
                .resideInAnyPackage("io.playlake", pack("run"), pack("testing"))
                .check(CORE);
    }

    @Test
    void nothingDependsOnTheFakes() {
        noClasses()
                .that()
                .resideOutsideOfPackage(pack("testing"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(pack("testing"))
                .check(CORE);
    }

    @Test
    void coreKnowsNoFormatAndNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.parquet..",
                        "org.apache.avro..",
                        "org.apache.hadoop..",
                        "software.amazon..",
                        "redis.clients..",
                        "java.sql..",
                        "javax.sql..")
                .check(CORE);
    }

    @Test
    void nothingWeakensTlsOrReadsForeignObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.TrustManager")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.HostnameVerifier")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("javax.xml.parsers..")
                .check(CORE);
    }

    @Test
    @DisplayName("time is asked of TimeSource alone")
    void timeIsInjected() {
        noClasses()
                .that()
                .resideOutsideOfPackage(pack("time"))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CORE);
    }

    private static String pack(String name) {
        return "io.playlake." + name;
    }
}

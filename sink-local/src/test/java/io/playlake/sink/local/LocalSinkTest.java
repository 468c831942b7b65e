package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.sink.Dataset;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LocalSinkTest {

    @TempDir
    Path folder;

    @Test
    void nameIsThePathAsConfigured() {
        assertThat(LocalSink.at(folder).name()).isEqualTo("local:" + folder);
        assertThat(LocalSink.at(folder)).hasToString("local:" + folder);
    }

    @Test
    void absentEmptyAndStagedFoldersAreFounded() throws IOException {
        LocalSink.at(folder.resolve("a/b")).open().close();
        LocalSink.at(Files.createDirectory(folder.resolve("empty"))).open().close();
        Path staged = Files.createDirectories(folder.resolve("staged"));
        Files.createDirectories(staged.resolve("_stage/units"));
        Files.createFile(staged.resolve("_lock"));
        LocalSink.at(staged).open().close();
        assertThat(staged.resolve("playlake.json")).isRegularFile();
    }

    @Test
    void folderOfOthersIsRefusedAndLeftAlone() throws IOException {
        for (String name : new String[] {"holiday.jpg", "_commits", ".hidden"}) {
            Path other = Files.createDirectory(folder.resolve("other" + name));
            Files.createDirectory(other.resolve(name));
            assertThatThrownBy(() -> LocalSink.at(other).open())
                    .isInstanceOf(StateException.class)
                    .hasMessage("folder " + other + " holds " + name
                            + " but no playlake.json; choose an empty folder, or one that is a dataset");
            assertThat(other.resolve("playlake.json")).doesNotExist();
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsAWrongSetting() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (LocalSink sink : new LocalSink[] {LocalSink.at(file)}) {
            assertThatThrownBy(sink::open)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(file + " is not a folder, expected one, or nothing yet");
            assertThatThrownBy(sink::openExisting).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void openExistingCreatesNothing() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> LocalSink.at(absent).openExisting())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no dataset at " + absent);
        assertThat(absent).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void placeThatCannotBeWrittenIsNamed() {
        // Nobody can make folders here, the superuser included.
        Path unwritable = Path.of("/proc/playlake");
        assertThatThrownBy(() -> LocalSink.at(unwritable).open())
                .isInstanceOf(SinkException.class)
                .hasMessageStartingWith("dataset /proc/playlake: cannot be opened: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void lockIsHeldUnderItsName() throws IOException {
        try (Dataset dataset = LocalSink.at(folder).withRandom(new Random(1)).open();
                BlobStore.Lock lock = dataset.tryLock().orElseThrow()) {
            assertThat(lock.exclusive()).isTrue();
            assertThat(folder.resolve("_lock")).isRegularFile();
        }
    }
}

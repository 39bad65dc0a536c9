package dev.nadir.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.study.Results;
import dev.nadir.study.Study;
import dev.nadir.study.experiment.Studies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/studies: every number and picture on the pages comes from the results beside them. */
class StudyPagesTest {
    private static final String AGAIN = "run './nadir study --gallery docs/studies'";

    private static Path pages() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs").resolve("studies");
    }

    @Test
    void everyPageSaysWhatItsResultsSay() throws Exception {
        for (Map.Entry<String, String> file : StudyGallery.files(pages()).entrySet()) {
            assertThat(pages().resolve(file.getKey())).as(AGAIN).content().isEqualTo(file.getValue());
        }
    }

    @Test
    void resultsAreOfFullRunsAndTheirColumnsThoseOfTheStudy() throws Exception {
        for (Study study : Studies.all()) {
            Path own = pages().resolve(study.about().name());
            Results results = Results.parse(Files.readString(own.resolve("results.csv")));
            assertThat(results.columns()).as(study.about().name()).isEqualTo(Results.columns(study));
            assertThat(StudyManifest.size(own.resolve("manifest.json")).quick())
                    .as(study.about().name())
                    .isFalse();
            assertThat(StudyManifest.entry(own.resolve("manifest.json"), "status"))
                    .as(study.about().name())
                    .isEqualTo("done");
        }
    }

    @Test
    void titlesOfPicturesAreNotCutOff() throws Exception {
        StudyGallery.files(pages()).forEach((name, content) -> {
            if (name.endsWith(".svg")) {
                assertThat(content).as(name).doesNotContain("…");
            }
        });
    }
}

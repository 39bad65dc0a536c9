package dev.nadir.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nadir.io.plot.Gallery;
import dev.nadir.io.plot.Xml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

public class HtmlReportTest {

    @Test
    void thePageIsWellFormedSelfContainedAndWrittenForTheEye() throws Exception {
        String page = Gallery.page().toHtml();
        assertThat(Xml.parse(page).getElementsByTagName("figure").getLength()).isEqualTo(11);
        assertThat(page.replace("http://www.w3.org/", "")).doesNotContain("http", "<script", "url(", "@import");
        Path target = Path.of("target", "plot-gallery.html");
        Files.createDirectories(target.getParent());
        Files.writeString(target, page);
        assertThat(target).isNotEmptyFile();
    }

    @Test
    void textIsEscapedAndForbiddenCharactersAreReplaced() throws Exception {
        String nasty = "<script>alert('x')</script> & \u0000\uD800 100% %s";
        String page = HtmlReport.of(nasty, nasty)
                .withSection(Section.of(nasty)
                        .withParagraph(nasty)
                        .withVerdict(Tone.BAD, nasty)
                        .withTable(List.of(nasty), List.of(List.of(nasty))))
                .toHtml();
        assertThat(page).doesNotContain("<script");
        assertThat(Xml.parse(page).getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo(nasty.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD'));
    }

    @Test
    void aRowOfTheWrongLengthIsRefusedByNumber() {
        assertThatThrownBy(() -> Section.of("s").withTable(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 0: got 1 cells, expected one per column = 2");
    }
}

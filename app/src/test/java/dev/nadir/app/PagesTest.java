package dev.nadir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import picocli.CommandLine;

/** The page, the pictures and the object of every mode of every command that shows pictures; in this process. */
class PagesTest {
    private static final String DRAWN = " small.csv --target y1,y2 --init xavier --hidden 3 --activation tanh";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws Exception {
        SmallData.numeric(folder.resolve("small.csv"));
    }

    private String run(String line, int mostStatus, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine nadir =
                Nadir.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split(" ")));
        words.replaceAll(word -> word.endsWith(".csv") ? folder.resolve(word).toString() : word);
        words.add("--quiet");
        words.addAll(List.of(more));
        int status = nadir.execute(words.toArray(String[]::new));
        assertThat(status).as(line + "\n" + err).isBetween(0, mostStatus);
        return out.toString();
    }

    private static Document parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        String plain = xml.replace("<!DOCTYPE html>", "");
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diagnose" + DRAWN,
                "diagnose" + DRAWN + " --standardize --layers 2",
                "analyze" + DRAWN,
                "analyze" + DRAWN + " --tier exact --layers 1",
                "assess small.csv --target y1,y2",
                "assess small.csv --target y1,y2 --hidden 4 --activation relu",
                "assess small.csv --target y1,y2 --sweep --widths 2,4 --depths 1",
                "flow" + DRAWN + " --until 0.1",
                "flow" + DRAWN + " --until 0.1 --field adapted",
                "flow" + DRAWN + " --until 1 --field straight",
                "flow" + DRAWN + " --until 0.1 --field descent=0.01",
                "flow" + DRAWN + " --until 0.1 --field descent=0.01 --beside-flow"
            })
    void everyModeWritesAWellFormedPageItsPicturesAndAnObject(String line) throws Exception {
        Path page = folder.resolve("page.html");
        Path pictures = folder.resolve("pictures");
        String first = run(line, 1, "--report", page.toString(), "--svg", pictures.toString());
        assertThat(first).isNotBlank();
        Document html = parsed(Files.readString(page));
        assertThat(html.getElementsByTagName("h1").item(0).getTextContent()).isNotBlank();
        String[] files = pictures.toFile().list();
        assertThat(files).isNotEmpty().allMatch(name -> name.endsWith(".svg"));
        for (String file : files) {
            assertThat(parsed(Files.readString(pictures.resolve(file)))
                            .getDocumentElement()
                            .getLocalName())
                    .isEqualTo("svg");
        }
        assertThat(html.getElementsByTagName("figure").getLength()).isGreaterThanOrEqualTo(files.length);
        String words = html.getDocumentElement().getTextContent();
        assertThat(words + first).doesNotContain("NaN", "null", "dev.nadir", "Optional");

        JsonNode json = new ObjectMapper().readTree(run(line, 1, "--json"));
        assertThat(json.path("command").textValue()).isEqualTo(line.strip().split(" ")[0]);
        assertThat(json.path("dataFile").textValue()).endsWith("small.csv");
    }

    @Test
    void aPageThatCannotBeWrittenIsRefusedBeforeAnythingIsComputed() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        String text = folder.resolve("notes.txt").toString();
        String data = folder.resolve("small.csv").toString();
        String missing = folder.resolve("no").resolve("page.html").toString();
        for (String line : List.of("diagnose" + DRAWN, "analyze" + DRAWN, "assess small.csv --target y1,y2")) {
            for (String target : List.of(text, data, missing)) {
                assertThat(refusal(line, "--report", target))
                        .contains(target.equals(missing) ? folder.resolve("no").toString() : target);
            }
            assertThat(refusal(line, "--svg", text)).contains("--svg: got " + text, "which is a file");
        }
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    private String refusal(String line, String option, String target) {
        StringWriter err = new StringWriter();
        CommandLine nadir = Nadir.commandLine().setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split(" ")));
        words.replaceAll(word -> word.endsWith(".csv") ? folder.resolve(word).toString() : word);
        words.addAll(List.of(option, target));
        assertThat(nadir.execute(words.toArray(String[]::new)))
                .as(words + "\n" + err)
                .isEqualTo(2);
        return err.toString();
    }
}

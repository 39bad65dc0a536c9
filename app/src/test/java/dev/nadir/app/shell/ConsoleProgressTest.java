package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nadir.app.shell.ConsoleProgress.Pace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String awaitText(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (bytes.size() == 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shortWorkIsSilent() throws InterruptedException {
        try (ConsoleProgress progress = ConsoleProgress.lines(out, Pace.defaults())) {
            progress.report("factorizing", 0.5);
            assertThat(awaitText(Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void longWorkWithoutATerminalWritesLines() throws InterruptedException {
        Pace soon = new Pace(Duration.ofMillis(10), Duration.ofMillis(20));
        try (ConsoleProgress progress = ConsoleProgress.lines(out, soon)) {
            progress.report("factorizing 785 x 10000", 0.42);
            assertThat(awaitText(Duration.ofSeconds(20))).startsWith("nadir: factorizing 785 x 10000, 42 %, 0 s");
        }
    }

    @Test
    void aStageOfUnknownLengthShowsNoShare() throws InterruptedException {
        Pace soon = new Pace(Duration.ofMillis(10), Duration.ofMillis(20));
        try (ConsoleProgress progress = ConsoleProgress.lines(out, soon)) {
            progress.stage("writing");
            assertThat(awaitText(Duration.ofSeconds(20))).startsWith("nadir: writing, 0 s");
        }
    }

    @Test
    void nothingIsWrittenAfterTheEnd() throws InterruptedException {
        Pace soon = new Pace(Duration.ofMillis(10), Duration.ofMillis(20));
        ConsoleProgress progress = ConsoleProgress.lines(out, soon);
        progress.stage("writing");
        awaitText(Duration.ofSeconds(20));
        progress.close();
        int written = bytes.size();
        Thread.sleep(100);
        assertThat(bytes.size()).isEqualTo(written);
        ConsoleProgress.silent().close();
    }

    @Test
    void aTerminalGetsABarThatIsErasedAtTheEnd() throws InterruptedException {
        Pace soon = new Pace(Duration.ofMillis(10), Duration.ofMillis(20));
        try (ConsoleProgress progress = ConsoleProgress.bar(out, soon)) {
            progress.report("factorizing \u001b[2J" + "x".repeat(200), 0.42);
            awaitText(Duration.ofSeconds(20));
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        String[] lines = text.split("\r\u001b\\[K");
        assertThat(lines[1]).startsWith("nadir: [########------------] 42 %, 0 s, factorizing \\u001b[2J");
        assertThat(lines).allMatch(line -> line.length() <= 79);
        assertThat(text).endsWith("\r\u001b[K");
    }
}

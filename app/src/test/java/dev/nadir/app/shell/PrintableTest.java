package dev.nadir.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTest {
    /** ESC, BEL, DEL, the one-byte CSI, a mark that turns the direction of text, a separator of lines, and CR. */
    private static final String HOSTILE = "a\u001b[2J\u0007\u007f\u009b\u202e\u2028\rb";

    private static final String ESCAPED = "a\\u001b[2J\\u0007\\u007f\\u009b\\u202e\\u2028\\u000db";

    @Test
    void nothingThatCommandsATerminalIsLeft() {
        assertThat(Printable.line(HOSTILE)).isEqualTo(ESCAPED);
        assertThat(Printable.line("a\tb\nc")).isEqualTo("a\\u0009b\\u000ac");
        assertThat(Printable.text("a\tb\nc")).isEqualTo("a\tb\nc");
    }

    @Test
    void lettersOfAllLanguagesAndSymbolsStay() {
        String text = "λ_min ∇ θ̂ größe 数据 😀 σ' ≤ …";
        assertThat(Printable.line(text)).isEqualTo(text);
    }

    @Test
    void everyWayOfPrintingIsSafe() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(new PrintableWriter(text), true);
        out.print(HOSTILE);
        out.print(HOSTILE.toCharArray());
        for (char c : HOSTILE.toCharArray()) {
            out.print(c);
        }
        out.flush();
        assertThat(text).hasToString(ESCAPED.repeat(3));
    }

    @Test
    void jsonKeepsItsMeaning() throws Exception {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(new PrintableWriter(text), true);
        out.println(Json.text(Map.of("name", HOSTILE)));
        assertThat(text.toString()).doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(new ObjectMapper().readTree(text.toString()).get("name").asText())
                .isEqualTo(HOSTILE);
    }

    @Test
    void aMessageOfAMillionCharactersIsCutInTheMiddle() {
        String message = Printable.message("start " + "x".repeat(1_000_000) + " end");
        assertThat(message).hasSizeLessThan(2100).startsWith("start ").endsWith(" end");
    }
}

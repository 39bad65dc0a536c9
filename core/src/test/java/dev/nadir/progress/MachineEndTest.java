package dev.nadir.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineEndTest {

    /** A program of its own: says what it sees before its end and within it. */
    static final class Program {
        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(MachineEnd.hasBegun())));
            System.out.println(MachineEnd.hasBegun());
        }
    }

    @Test
    void anEndThatHasBegunIsSeenAndNoneIsNot() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines()).containsExactly("false", "true");
    }
}

package dev.nadir.app.shell;

import picocli.CommandLine.Model.CommandSpec;

/**
 * The options that stand on the command line: one that would have no effect is refused rather than forgotten.
 *
 * @param spec of the command that runs
 */
public record GivenOptions(CommandSpec spec) {
    /** Whether the user wrote it. */
    public boolean has(String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }

    /**
     * Refuses options.
     *
     * @param beside why they have no effect: "the model m.onnx, which brings its own network"
     * @throws IllegalArgumentException if one of them was given
     */
    public void refuse(String beside, String... names) {
        for (String name : names) {
            if (has(name)) {
                throw new IllegalArgumentException(
                        name + ": got it with " + beside + "; it would have no effect, leave it out");
            }
        }
    }
}

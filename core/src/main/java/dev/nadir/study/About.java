package dev.nadir.study;

/**
 * What a study says of itself before anything is measured.
 *
 * @param name as on the command line, lower case with hyphens
 * @param question in one line, ending in a question mark
 * @param paper that asks it
 * @param statement tested, with its place in the paper: "[CM] Theorem 2.1: …"
 * @param expectation what the paper or its summary leads one to expect
 * @param protocol what is drawn, computed and measured, in a few sentences
 * @param falsifier what would change the answer
 */
public record About(
        String name,
        String question,
        Paper paper,
        String statement,
        String expectation,
        String protocol,
        String falsifier) {

    /** Checks the form of name and question. */
    public About {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("name: got " + name + ", expected lower case words joined by hyphens");
        }
        if (!question.endsWith("?") || question.contains("\n")) {
            throw new IllegalArgumentException("question: got " + question + ", expected one line that asks");
        }
    }
}

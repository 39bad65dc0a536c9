package dev.nadir.app.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/** What the parser of the command line says, in the words of all other messages: "--draws: got 'x', expected …". */
final class UsageWords {
    private static final Pattern ENUM = Pattern.compile(
            "Invalid value for option '(--?[\\w-]+)'[^:]*: expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'",
            Pattern.DOTALL);
    private static final Pattern TYPE =
            Pattern.compile("Invalid value for option '(--?[\\w-]+)'[^:]*: '(.*)' is not an? (\\w+)", Pattern.DOTALL);
    private static final Pattern NO_VALUE = Pattern.compile(
            "(?:Missing required parameter for|Expected parameter for) option '(--?[\\w-]+)'.*", Pattern.DOTALL);
    private static final Pattern TWICE =
            Pattern.compile("option '(--?[\\w-]+)'.* should be specified only once", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("Unknown options?: (.*)", Pattern.DOTALL);
    private static final Pattern TOO_MANY =
            Pattern.compile("Unmatched arguments? (?:at index|from index) \\d+: (.*)", Pattern.DOTALL);
    private static final Pattern NO_FILE = Pattern.compile("Missing required parameters?: (.*)", Pattern.DOTALL);

    private static final Pattern OTHER_VALUE = Pattern.compile(
            "Invalid value for (?:option '(--?[\\w-]+)'|positional parameter at index \\S+)[^:]*: (.*)",
            Pattern.DOTALL);

    private UsageWords() {}

    static String of(ParameterException failure) {
        String message = failure.getMessage();
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        Matcher found = ENUM.matcher(message);
        if (found.matches()) {
            String known = found.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
            return found.group(1) + ": got '" + found.group(3) + "', expected one of " + known;
        }
        found = TYPE.matcher(message);
        if (found.matches()) {
            String expected = found.group(3).matches("int|long") ? "a whole number" : "a number";
            return found.group(1) + ": got '" + found.group(2) + "', expected " + expected;
        }
        found = NO_VALUE.matcher(message);
        if (found.matches()) {
            return found.group(1) + ": got no value, expected one";
        }
        found = TWICE.matcher(message);
        if (found.matches()) {
            return found.group(1) + ": got it more than once, expected it once";
        }
        return ofArguments(message, command);
    }

    private static String ofArguments(String message, String command) {
        Matcher found = UNKNOWN.matcher(message);
        if (found.matches()) {
            return "got " + options(found.group(1)) + ", which " + command + " does not have";
        }
        found = TOO_MANY.matcher(message);
        if (found.matches()) {
            boolean commands = !command.contains(" ");
            return "got " + found.group(1) + ", expected " + (commands ? "a command" : "no further argument");
        }
        found = OTHER_VALUE.matcher(message);
        if (found.matches()) {
            return (found.group(1) == null ? "files" : found.group(1)) + ": " + found.group(2);
        }
        found = NO_FILE.matcher(message);
        return found.matches() ? "files: got none, expected " + found.group(1).replace("'", "") : message;
    }

    /** Of the words that nobody expected, the options; what follows one may only have been its value. */
    private static String options(String words) {
        return Arrays.stream(words.split(", "))
                .filter(word -> word.startsWith("'-"))
                .collect(Collectors.collectingAndThen(Collectors.joining(", "), all -> all.isEmpty() ? words : all));
    }
}

package dev.nadir.graph.op.composed;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.op.Support;
import dev.nadir.graph.op.layout.Selection;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Einsum: sums of products over the letters that the output does not name, made of transpositions and matrix products, two
 * operands at a time from the left.
 */
final class Einsum implements Operator {
    private final Node node;
    private final String[] terms;
    private final String result; // null where it is implied

    Einsum(Node node) {
        this.node = node;
        String equation = node.attributes().text("equation", "").replace(" ", "");
        if (!equation.matches(
                "([A-Za-z]*(\\.\\.\\.)?[A-Za-z]*)(,[A-Za-z]*(\\.\\.\\.)?[A-Za-z]*)*(->[A-Za-z]*(\\.\\.\\.)?[A-Za-z]*)?")) {
            throw new IllegalArgumentException("equation: got \"" + equation + "\", expected a form such as ij,jk->ik");
        }
        String[] sides = equation.split("->", -1);
        this.terms = sides[0].split(",", -1);
        this.result = sides.length > 1 ? sides[1] : null;
    }

    static List<Support> supported() {
        return List.of(Support.of("Einsum", 12, Einsum::new).takesAny().trains(0, 1));
    }

    /** A value and a letter for each of its axes. */
    private record Term(int value, String letters) {}

    @Override
    public Applied at(Tensor... inputs) {
        if (terms.length != inputs.length) {
            throw new IllegalArgumentException(
                    "equation: got " + terms.length + " terms, expected " + inputs.length + " as inputs");
        }
        Composition parts = new Composition(node, inputs);
        List<Term> open = new ArrayList<>();
        Map<Character, Integer> extents = new TreeMap<>();
        for (int k = 0; k < inputs.length; k++) {
            String letters = letters(terms[k], inputs[k].rank());
            note(letters, inputs[k], extents);
            open.add(diagonal(parts, new Term(k, letters)));
        }
        open.replaceAll(term -> expanded(parts, term, extents));
        String wished = wished(open.stream().map(Term::letters).collect(Collectors.joining()));
        Term all = open.get(0);
        for (int k = 1; k < open.size(); k++) {
            String later = wished
                    + open.subList(k + 1, open.size()).stream()
                            .map(Term::letters)
                            .collect(Collectors.joining());
            all = product(parts, all, open.get(k), later);
        }
        Term summed = summed(parts, all, wished);
        return parts.giving(arranged(parts, summed, wished));
    }

    /** The dots are digits, as many as axes are left, the last axis always 0. */
    private static String letters(String term, int rank) {
        int dots = rank - term.replace("...", "").length();
        if (dots < 0 || dots > 10 || (dots > 0 && !term.contains("..."))) {
            throw new IllegalArgumentException("equation: got \"" + term + "\" for an input of " + rank + " axes");
        }
        return term.replace("...", "9876543210".substring(10 - dots));
    }

    private static void note(String letters, Tensor input, Map<Character, Integer> extents) {
        for (int axis = 0; axis < letters.length(); axis++) {
            int extent = input.extent(axis);
            Integer before = extents.get(letters.charAt(axis));
            if (before != null && before != extent && before != 1 && extent != 1) {
                throw new IllegalArgumentException("equation: got extents " + before + " and " + extent + " for \""
                        + letters.charAt(axis) + "\", expected them equal");
            }
            extents.put(letters.charAt(axis), before == null || before == 1 ? extent : before);
        }
    }

    private String wished(String all) {
        if (result != null) {
            String dots = all.chars()
                    .filter(Character::isDigit)
                    .mapToObj(c -> "" + (char) c)
                    .distinct()
                    .sorted((a, b) -> b.compareTo(a))
                    .collect(Collectors.joining());
            String wished = result.replace("...", dots);
            if (!wished.chars().allMatch(c -> all.indexOf(c) >= 0)
                    || wished.chars().distinct().count() < wished.length()) {
                throw new IllegalArgumentException(
                        "equation: got the result \"" + result + "\", expected letters of the inputs, each once");
            }
            return wished;
        }
        // the dots first, then the letters that stand once, in their order
        return all.chars()
                .filter(c -> Character.isDigit(c) || all.indexOf(c) == all.lastIndexOf(c))
                .distinct()
                .mapToObj(c -> (char) c)
                .sorted((a, b) -> Character.isDigit(a) != Character.isDigit(b)
                        ? (Character.isDigit(a) ? -1 : 1)
                        : Character.isDigit(a) ? b - a : a - b)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    /** Where a letter stands twice, the entries with equal positions. */
    private static Term diagonal(Composition parts, Term term) {
        String once =
                term.letters.chars().distinct().mapToObj(c -> "" + (char) c).collect(Collectors.joining());
        if (once.length() == term.letters.length()) {
            return term;
        }
        Tensor tensor = parts.value(term.value);
        int[] strides = Shapes.strides(tensor.shape());
        int[] shape = new int[once.length()];
        int[] along = new int[once.length()];
        for (int axis = 0; axis < strides.length; axis++) {
            int k = once.indexOf(term.letters.charAt(axis));
            shape[k] = tensor.extent(axis);
            along[k] += strides[axis];
        }
        Selection selected = new Selection(tensor, 1, shape, Shapes.indices(shape, along, 0));
        return new Term(parts.add(selected, term.value), once);
    }

    /** Extents of 1 under a letter that is longer elsewhere are repeated. */
    private static Term expanded(Composition parts, Term term, Map<Character, Integer> extents) {
        int[] shape = term.letters.chars().map(c -> extents.get((char) c)).toArray();
        return Arrays.equals(shape, parts.value(term.value).shape())
                ? term
                : new Term(parts.call("Expand", term.value, parts.constant(Tensor.integers(shape))), term.letters);
    }

    /** Summed over the letters that nobody needs. */
    private static Term summed(Composition parts, Term term, String needed) {
        int[] axes = java.util.stream.IntStream.range(0, term.letters.length())
                .filter(axis -> needed.indexOf(term.letters.charAt(axis)) < 0)
                .toArray();
        if (axes.length == 0) {
            return term;
        }
        int value = parts.call("ReduceSum", Map.of("keepdims", 0L), term.value, parts.constant(Tensor.integers(axes)));
        return new Term(value, having(term.letters, needed, true));
    }

    private static String having(String letters, String others, boolean in) {
        return letters.chars()
                .filter(c -> others.indexOf(c) >= 0 == in)
                .mapToObj(c -> "" + (char) c)
                .collect(Collectors.joining());
    }

    /** A batch of matrix products: letters of both that stay, of the left alone, of the right alone; those of both that go are summed. */
    private static Term product(Composition parts, Term first, Term second, String later) {
        Term left = summed(parts, first, later + second.letters);
        Term right = summed(parts, second, later + first.letters);
        String both = having(left.letters, right.letters, true);
        String batch = having(both, later, true);
        String inner = having(both, later, false);
        String rows = having(left.letters, right.letters, false);
        String columns = having(right.letters, left.letters, false);
        int a = matrices(parts, left, batch, rows, inner);
        int b = matrices(parts, right, batch, inner, columns);
        int product = parts.call("MatMul", a, b);
        int[] shape = new int[batch.length() + rows.length() + columns.length()];
        String letters = batch + rows + columns;
        for (int axis = 0; axis < shape.length; axis++) {
            Term from = left.letters.indexOf(letters.charAt(axis)) >= 0 ? left : right;
            shape[axis] = parts.value(from.value).extent(from.letters.indexOf(letters.charAt(axis)));
        }
        return new Term(
                parts.call("Reshape", Map.of("allowzero", 1L), product, parts.constant(Tensor.integers(shape))),
                letters);
    }

    private static int matrices(Composition parts, Term term, String batch, String rows, String columns) {
        int ordered = arranged(parts, term, batch + rows + columns);
        int[] shape = parts.value(ordered).shape();
        int[] grouped = {
            Shapes.size(shape, 0, batch.length()),
            Shapes.size(shape, batch.length(), batch.length() + rows.length()),
            Shapes.size(shape, batch.length() + rows.length(), shape.length)
        };
        return parts.call("Reshape", Map.of("allowzero", 1L), ordered, parts.constant(Tensor.integers(grouped)));
    }

    private static int arranged(Composition parts, Term term, String order) {
        if (order.equals(term.letters)) {
            return term.value;
        }
        long[] axes = order.chars().mapToLong(term.letters::indexOf).toArray();
        return parts.call("Transpose", Map.of("perm", axes), term.value);
    }
}

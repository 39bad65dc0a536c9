package dev.nadir.io.onnx;

import java.io.IOException;
import java.util.List;

/**
 * Bounds what operators on constants may make: exporters transpose each weight once, but a small file can ask for
 * thousands of copies of its largest.
 */
final class FoldingBudget {
    private static final long FREE = 1 << 20;
    private static final int TIMES_READ = 4;

    private final String file;
    private final TensorReader tensors;
    private long made;

    FoldingBudget(String file, TensorReader tensors) {
        this.file = file;
        this.tensors = tensors;
    }

    /** The result, counted unless it shares the numbers of its argument. */
    Expression.Constant spend(Expression.Constant result, List<Expression> arguments, String place) throws IOException {
        double[] values = result.tensor().values();
        boolean shared = arguments.stream()
                .anyMatch(each -> each instanceof Expression.Constant constant
                        && constant.tensor().values() == values);
        made += shared ? 0 : values.length;
        if (made > FREE + TIMES_READ * tensors.numbersRead()) {
            throw new IOException(file + ": " + place + ": the constants computed up to here hold " + made
                    + " numbers, those stored only " + tensors.numbersRead() + "; export with constant folding");
        }
        return result;
    }
}

package dev.nadir.structure;

import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;

/** The largest margin with |w|_∞ ≤ 1 as a linear program, solved by Hipparchus' simplex method. */
final class LinearProgram {
    private static final int LARGEST_TABLEAU = 4_000_000;
    private static final double EPSILON = 1e-14;

    private LinearProgram() {}

    /**
     * Maximizes t subject to ⟨w, g_j⟩ + b s_j ≥ t and −1 ≤ w ≤ 1, where column j of G is [s_j x_j; s_j].
     *
     * @return (w, b), or null if the tableau would be too large or the solver gives up; never to be trusted unchecked
     */
    static double[] largestMargin(Matrix g) {
        int variables = g.rows();
        long constraints = g.columns() + 2L * (variables - 1);
        if (constraints * (constraints + 2L * variables) > LARGEST_TABLEAU) {
            return null;
        }
        double[] objective = new double[variables + 1];
        objective[variables] = 1;
        try {
            double[] point = new SimplexSolver(EPSILON, 10, EPSILON)
                    .optimize(
                            new MaxIter(20_000),
                            new LinearObjectiveFunction(objective, 0),
                            new LinearConstraintSet(constraints(g)),
                            GoalType.MAXIMIZE,
                            new NonNegativeConstraint(false))
                    .getPoint();
            return java.util.Arrays.copyOf(point, variables);
        } catch (MathRuntimeException unsolved) {
            return null;
        }
    }

    private static List<LinearConstraint> constraints(Matrix g) {
        int variables = g.rows();
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int j = 0; j < g.columns(); j++) {
            double[] row = java.util.Arrays.copyOf(g.columnArray(j), variables + 1);
            row[variables] = -1;
            constraints.add(new LinearConstraint(row, Relationship.GEQ, 0));
        }
        for (int i = 0; i < variables - 1; i++) {
            double[] row = new double[variables + 1];
            row[i] = 1;
            constraints.add(new LinearConstraint(row, Relationship.LEQ, 1));
            constraints.add(new LinearConstraint(row, Relationship.GEQ, -1));
        }
        return constraints;
    }
}

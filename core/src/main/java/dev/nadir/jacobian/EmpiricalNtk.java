package dev.nadir.jacobian;

import dev.nadir.matrix.Matrix;
import dev.nadir.model.Evaluation;
import dev.nadir.model.JacobianBlock;
import dev.nadir.progress.Progress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The empirical neural tangent kernel DDᵀ, QN x QN, by products of layer size only.
 *
 * <p>DDᵀ = Σ_l [ (AᵀA + 11ᵀ) ⊗ 1_{QxQ} ] ∘ (δ^lᵀ δ^l) with A = a^{l-1}; no factor 1/N inside (mathematics §3.1).
 *
 * @param kernel DDᵀ, exactly symmetric
 * @param samples N
 * @param outputDim Q
 */
public record EmpiricalNtk(Matrix kernel, int samples, int outputDim) {

    /** Checks the shape. */
    public EmpiricalNtk {
        int rows = Matrix.length(samples, outputDim);
        Matrix.requireShape(kernel, rows, rows, "kernel");
    }

    /** With the default blocking. */
    public static EmpiricalNtk of(Evaluation jacobian) {
        return of(jacobian, Blocking.defaults(), Progress.NONE);
    }

    /**
     * Sums the layers' parts over pairs of sample blocks.
     *
     * <p>Memory (QN)² and the blocking's. The result does not depend on the number of threads, and on the block size
     * only through the order of summation inside the products, at most a few ε relative to √(K_ii K_jj). Cost (QN)²
     * Σ_l (M_l + M_{l-1}/Q²) flops and the backward pass of Q N directions; backward passes are repeated once per block
     * when the factors of all samples exceed the block.
     *
     * @throws IllegalArgumentException if the kernel does not fit into one array or the heap
     */
    public static EmpiricalNtk of(Evaluation jacobian, Blocking blocking, Progress progress) {
        Matrix kernel = Blocking.allocate(jacobian.rows(), jacobian.rows(), "tangent kernel");
        int block = blocking.samplesPerBlock(jacobian);
        int blocks = (jacobian.samples() + block - 1) / block;
        AtomicInteger done = new AtomicInteger();
        forEach(blocks, blocking.threads(), j -> {
            Iterable<? extends JacobianBlock> column = blocks(jacobian, j, block);
            for (int i = j; i < blocks; i++) {
                addTile(kernel, i == j ? column : blocks(jacobian, i, block), column, offset(jacobian, i, j, block));
            }
            progress.report("tangent kernel", done.incrementAndGet() / (double) blocks);
        });
        return new EmpiricalNtk(kernel, jacobian.samples(), jacobian.outputDim());
    }

    /** The parts of the trained layers, in order; they sum up to the kernel. Memory (QN)² each. */
    public static List<EmpiricalNtk> contributions(TrainingJacobian jacobian, Blocking blocking) {
        List<EmpiricalNtk> parts = new ArrayList<>();
        int layers = jacobian.network().layers().size();
        for (int layer : jacobian.selection().layers()) {
            parts.add(of(jacobian.restrictedTo(LayerSelection.only(layers, layer)), blocking, Progress.NONE));
        }
        return parts;
    }

    private static Iterable<? extends JacobianBlock> blocks(Evaluation jacobian, int index, int block) {
        int from = index * block;
        return jacobian.eachBlock(from, Math.min(jacobian.samples(), from + block));
    }

    private static int[] offset(Evaluation jacobian, int i, int j, int block) {
        return new int[] {i * block * jacobian.outputDim(), j * block * jacobian.outputDim()};
    }

    /** Adds the products of two ranges' blocks to the tile at the offset and mirrors it. */
    private static void addTile(
            Matrix kernel,
            Iterable<? extends JacobianBlock> rows,
            Iterable<? extends JacobianBlock> columns,
            int[] offset) {
        Matrix sum = null;
        Iterator<? extends JacobianBlock> others = rows == columns ? null : columns.iterator();
        for (JacobianBlock left : rows) {
            Matrix part = others == null ? left.outerGram() : left.crossGram(others.next());
            sum = sum == null ? part : addTo(sum, part);
        }
        if (sum == null) {
            return; // nothing is trained
        }
        int size = kernel.rows();
        for (int c = 0; c < sum.columns(); c++) {
            for (int r = 0; r < sum.rows(); r++) {
                double value = sum.data()[r + c * sum.rows()];
                kernel.data()[offset[0] + r + (offset[1] + c) * size] = value;
                kernel.data()[offset[1] + c + (offset[0] + r) * size] = value;
            }
        }
    }

    private static Matrix addTo(Matrix sum, Matrix part) {
        for (int i = 0; i < part.data().length; i++) {
            sum.data()[i] += part.data()[i];
        }
        return sum;
    }

    private static void forEach(int count, int threads, java.util.function.IntConsumer task) {
        if (threads == 1 || count == 1) {
            IntStream.range(0, count).forEach(task);
            return;
        }
        ForkJoinPool pool = new ForkJoinPool(Math.min(threads, count));
        try {
            pool.submit(() -> IntStream.range(0, count).parallel().forEach(task))
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    /** λ, ascending, by a dense eigenvalue decomposition. */
    public double[] eigenvalues() {
        return dev.nadir.linalg.SymmetricEigen.valuesOf(kernel);
    }

    /** K_ij / √(K_ii K_jj), the cosine of the angle between rows i and j of D; NaN if one of them is 0. */
    public double cosine(int i, int j) {
        return kernel.get(i, j) / Math.sqrt(kernel.get(i, i) * kernel.get(j, j));
    }
}

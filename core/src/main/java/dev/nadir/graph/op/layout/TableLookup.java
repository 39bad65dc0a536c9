package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.tensor.Tensor;
import dev.nadir.matrix.Matrix;

/** Rows of a matrix looked up by number: an embedding. */
public final class TableLookup implements Applied {
    private final Selection selection;
    private final Tensor table;
    private final int[] ids;

    TableLookup(Selection selection, Tensor table, int[] ids) {
        this.selection = selection;
        this.table = table;
        this.ids = ids;
    }

    /** How many rows the table has. */
    public int entries() {
        return table.extent(0);
    }

    /** Numbers of the rows that are looked up, in order. */
    public int[] ids() {
        return ids.clone();
    }

    /** What the output's cotangent says about each of them, width x their number. */
    public Matrix delta(Tensor cotangent) {
        return new Matrix(table.extent(1), ids.length, cotangent.values());
    }

    @Override
    public Tensor[] outputs() {
        return selection.outputs();
    }

    @Override
    public Tensor[] jvp(Tensor[] tangents) {
        return selection.jvp(tangents);
    }

    @Override
    public Tensor[] vjp(Tensor[] cotangents, boolean[] wanted) {
        return selection.vjp(cotangents, wanted);
    }
}

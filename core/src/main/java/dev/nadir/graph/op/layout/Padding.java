package dev.nadir.graph.op.layout;

import dev.nadir.graph.op.Applied;
import dev.nadir.graph.op.Node;
import dev.nadir.graph.op.Operator;
import dev.nadir.graph.tensor.Shapes;
import dev.nadir.graph.tensor.Tensor;

/** Pad: more positions before and after along some axes, of a fixed number or of what is there; fewer where negative. */
final class Padding implements Operator {
    private static final int PADS_ARE_INPUTS = 11;

    private final Node node;
    private final String mode;

    Padding(Node node) {
        this.node = node;
        this.mode = node.attributes().text("mode", "constant");
        switch (mode) {
            case "constant", "reflect", "edge", "wrap" -> {}
            default ->
                throw new IllegalArgumentException(
                        "mode: got \"" + mode + "\", expected constant, reflect, edge or wrap");
        }
    }

    @Override
    public Applied at(Tensor... inputs) {
        int[] shape = inputs[0].shape();
        boolean given = node.opset() >= PADS_ARE_INPUTS;
        if (given && inputs[1] == null) {
            throw new IllegalArgumentException("pads: got none, expected two for each axis");
        }
        long[] pads = given ? inputs[1].integers("pads") : node.attributes().integers("pads");
        double fill = !given ? node.attributes().number("value", 0) : inputs[2] == null ? 0 : inputs[2].number("value");
        long[] axes = inputs[3] == null ? null : inputs[3].integers("axes");
        int count = axes == null ? shape.length : axes.length;
        if (pads.length != 2 * count) {
            throw new IllegalArgumentException(
                    "pads: got " + pads.length + ", expected two for each of " + count + " axes");
        }
        int[][] positions = Shapes.everywhere(shape);
        for (int i = 0; i < count; i++) {
            int axis = axes == null ? i : Shapes.axis(axes[i], shape.length);
            positions[axis] = positions(shape[axis], pads[i], pads[i + count]);
        }
        int[] padded = new int[shape.length];
        for (int axis = 0; axis < padded.length; axis++) {
            padded[axis] = positions[axis].length;
        }
        return new Selection(inputs[0], 4, padded, Shapes.indices(positions, Shapes.strides(shape)), fill);
    }

    private int[] positions(int extent, long before, long after) {
        long length = Math.addExact(Math.addExact(extent, before), after);
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("pads: got " + before + " and " + after + " for extent " + extent);
        }
        if (mode.equals("reflect") && Math.max(before, after) >= Math.max(extent, 1)) {
            throw new IllegalArgumentException("pads: got " + Math.max(before, after)
                    + ", expected less than the extent " + extent + " to reflect");
        }
        int[] positions = new int[Shapes.size((int) length)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(i - before, extent);
        }
        return positions;
    }

    private int position(long at, int extent) {
        if (at >= 0 && at < extent) {
            return (int) at;
        }
        return switch (mode) {
            case "edge" -> requireSome(extent, at < 0 ? 0 : extent - 1);
            case "wrap" -> requireSome(extent, (int) Math.floorMod(at, (long) Math.max(extent, 1)));
            case "reflect" -> (int) (at < 0 ? -at : 2L * (extent - 1) - at);
            default -> -1;
        };
    }

    private static int requireSome(int extent, int position) {
        if (extent == 0) {
            throw new IllegalArgumentException("input: got an axis without entries, expected some to repeat");
        }
        return position;
    }
}

package dev.nadir.graph.op.window;

import dev.nadir.linalg.RowBlock;
import dev.nadir.matrix.Matrix;

/**
 * The trilinear form behind convolutions, of an image x, weights w and a map y:
 *
 * <p>⟨y, w ★ x⟩ = Σ y(n, k, o) w(k, c, t) x(n, c, met(o, t)), sums over samples n, features k, channels c, windows o and
 * taps t, group by group. Its three derivatives are the value and the two backward maps of a convolution, and in another order those of a
 * transposed one. Each is made of products of matrices with the patches of the image, which are gathered into a workspace of
 * bounded size; 2 · samples · T · groups · mn flops with T windows, m features, and n = channels · taps.
 *
 * @param samples images in a batch
 * @param groups parts of the channels that do not mix
 * @param channels of the image in one group
 * @param features of the map in one group
 * @param windows where the taps meet the image
 */
record Correlation(int samples, int groups, int channels, int features, Windows windows) {
    /** Numbers of the workspace: what a processor keeps close, 256 kB, unless the patch of a single window is larger. */
    private static final int WORKSPACE = 1 << 15;

    /** n, the entries under one window. */
    int patch() {
        return Math.multiplyExact(channels, windows.taps());
    }

    /** Adds w ★ x to the map. */
    void addMap(double[] image, double[] weights, double[] map) {
        forEach((block, work) ->
                block.of(map).addProduct(weights(weights, block), false, work.patches(image, block), false));
    }

    /** Adds to the image the gradient of ⟨y, w ★ x⟩ in x. */
    void addImage(double[] map, double[] weights, double[] image) {
        forEach((block, work) -> work.addPatches(weights(weights, block), block.of(map), image, block));
    }

    /** Adds to the weights the gradient of ⟨y, w ★ x⟩ in w. */
    void addWeights(double[] image, double[] map, double[] weights) {
        forEach((block, work) ->
                weights(weights, block).addProduct(block.of(map), false, work.patches(image, block), true));
    }

    /** The same for several maps of one image: one product with its patches, the maps stacked. */
    void addWeights(double[] image, double[][] maps, double[][] weights) {
        if (maps.length == 1) {
            addWeights(image, maps[0], weights[0]);
            return;
        }
        double[] product = new double[Matrix.length(maps.length * features, patch())];
        forEach((block, work) -> {
            RowBlock stacked = work.stacked(maps, block);
            new RowBlock(product, stacked.rows(), patch()).setProduct(stacked, false, work.patches(image, block), true);
            for (int r = 0; r < maps.length; r++) {
                weights(weights[r], block).add(new RowBlock(product, r * features * patch(), features, patch()));
            }
        });
    }

    /** ã of the image: the patch under every window of every sample as a column. */
    Matrix patches(double[] image) {
        requireOneGroup();
        int positions = windows.positions();
        Matrix columns = Matrix.zeros(patch(), Math.multiplyExact(samples, positions));
        forEach((block, work) -> work.patches(image, block).copyTransposed(columns.data(), block.column() * patch()));
        return columns;
    }

    /** The map with the features of a window as a column. */
    Matrix columns(double[] map) {
        requireOneGroup();
        Matrix columns = Matrix.zeros(features, Math.multiplyExact(samples, windows.positions()));
        forEach((block, work) -> block.of(map).copyTransposed(columns.data(), block.column() * features));
        return columns;
    }

    private void requireOneGroup() {
        if (groups != 1) {
            throw new IllegalArgumentException("group: got " + groups + ", expected 1 for one product");
        }
    }

    private RowBlock weights(double[] weights, Block block) {
        return new RowBlock(weights, block.group() * features * patch(), features, patch());
    }

    private interface Step {
        void take(Block block, Work work);
    }

    private void forEach(Step step) {
        Work work = new Work();
        int positions = windows.positions();
        for (int part = 0; part < samples * groups; part++) {
            for (int start = 0, count; start < positions; start += count) {
                count = work.countFrom(start);
                step.take(new Block(part, start, count), work);
            }
        }
    }

    /** Windows [start, start + count) of one group of one sample; the parts are numbered in the order of memory. */
    private final class Block {
        private final int part;
        private final int start;
        private final int count;

        Block(int part, int start, int count) {
            this.part = part;
            this.start = start;
            this.count = count;
        }

        int group() {
            return part % groups;
        }

        /** Its first window's place among those of all samples, of one group. */
        int column() {
            return part * windows.positions() + start;
        }

        /** The columns of these windows. */
        RowBlock of(double[] map) {
            int positions = windows.positions();
            return new RowBlock(map, part * features * positions + start, features, count, positions);
        }

        /** Where every window is a pixel, the patches are the image itself. */
        RowBlock pixels(double[] image) {
            int pixels = windows.pixels();
            return new RowBlock(image, part * channels * pixels + start, channels, count, pixels);
        }

        Patches.Range range() {
            return new Patches.Range(part * channels * windows.pixels(), channels, start, count);
        }
    }

    /** The patches of one block at a time. */
    private final class Work {
        private final boolean inPlace = windows.areThePixels();
        private final Patches patches = inPlace ? null : new Patches(windows);
        private double[] space = new double[0];
        private double[] stack = new double[0];

        int countFrom(int start) {
            return inPlace ? windows.positions() : patches.countFrom(start, WORKSPACE / Math.max(1, patch()));
        }

        private RowBlock space(Block block) {
            int size = Math.multiplyExact(patch(), block.count);
            if (space.length < size) {
                space = new double[size];
            }
            return new RowBlock(space, patch(), block.count);
        }

        RowBlock patches(double[] image, Block block) {
            if (inPlace) {
                return block.pixels(image);
            }
            RowBlock filled = space(block);
            patches.gather(image, block.range(), space);
            return filled;
        }

        /** The columns of a block of several maps, one below the other. */
        RowBlock stacked(double[][] maps, Block block) {
            if (stack.length < maps.length * features * block.count) {
                stack = new double[Matrix.length(maps.length * features, block.count)];
            }
            for (int r = 0; r < maps.length; r++) {
                RowBlock from = block.of(maps[r]);
                for (int k = 0; k < features; k++) {
                    int at = from.offset() + k * from.stride();
                    System.arraycopy(maps[r], at, stack, (r * features + k) * block.count, block.count);
                }
            }
            return new RowBlock(stack, maps.length * features, block.count);
        }

        void addPatches(RowBlock weights, RowBlock map, double[] image, Block block) {
            if (inPlace) {
                block.pixels(image).addProduct(weights, true, map, false);
                return;
            }
            RowBlock product = space(block);
            product.setProduct(weights, true, map, false);
            patches.scatter(space, block.range(), image);
        }
    }
}

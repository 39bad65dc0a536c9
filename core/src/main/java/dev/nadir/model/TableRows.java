package dev.nadir.model;

import dev.nadir.linalg.Products;
import dev.nadir.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The block of a table of vectors that samples look up by number, an embedding: G_r has δ_{r,v} = Σ_{t: id_{i,t} = v}
 * δ_{r,t} in the entry v of the table. Only entries that some sample looks up are held.
 *
 * <p>(GGᵀ)_{rs} = Σ_v δ_{r,v} · δ_{s,v}. The zero columns of entries never looked up are left out.
 */
public final class TableRows implements JacobianBlock {
    private final int entries;
    private final int width;
    private final int samples;
    private final int repeats;
    private final Map<Integer, Entry> lookedUp;

    /**
     * One entry of the table.
     *
     * @param samples that look it up, ascending
     * @param delta δ_{r,v} of the rows of these samples, d x Q·(their number)
     */
    private record Entry(int[] samples, Matrix delta) {}

    private TableRows(int entries, int width, int samples, int repeats, Map<Integer, Entry> lookedUp) {
        this.entries = entries;
        this.width = width;
        this.samples = samples;
        this.repeats = repeats;
        this.lookedUp = lookedUp;
    }

    /**
     * From what is looked up at T positions of every sample.
     *
     * @param entries how many the table has
     * @param ids N x T numbers from 0 to entries - 1, sample by sample
     * @param delta d x QN·T, column r·T + t
     * @throws IllegalArgumentException if a number is not in the table or the shapes do not fit
     */
    public static TableRows of(int entries, int[][] ids, Matrix delta) {
        int positions = ids.length == 0 ? 0 : ids[0].length;
        long places = (long) ids.length * positions;
        if (places == 0 || delta.columns() % places != 0) {
            throw new IllegalArgumentException("delta: got " + delta.columns() + " columns, expected a multiple of the "
                    + places + " numbers that are looked up");
        }
        int repeats = (int) (delta.columns() / places);
        Map<Integer, List<Integer>> users = users(entries, ids, positions);
        Map<Integer, Entry> lookedUp = new TreeMap<>();
        users.forEach((id, list) -> lookedUp.put(id, entry(id, list, ids, delta, repeats)));
        return new TableRows(entries, delta.rows(), ids.length, repeats, lookedUp);
    }

    private static Map<Integer, List<Integer>> users(int entries, int[][] ids, int positions) {
        Map<Integer, List<Integer>> users = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i].length != positions) {
                throw new IllegalArgumentException("ids of sample " + (i + 1) + ": got " + ids[i].length
                        + " numbers, expected " + positions + " as for the first");
            }
            for (int id : ids[i]) {
                if (id < 0 || id >= entries) {
                    throw new IllegalArgumentException(
                            "ids of sample " + (i + 1) + ": got " + id + ", expected 0 to " + (entries - 1));
                }
                List<Integer> list = users.computeIfAbsent(id, none -> new ArrayList<>());
                if (list.isEmpty() || list.get(list.size() - 1) != i) {
                    list.add(i);
                }
            }
        }
        return users;
    }

    private static Entry entry(int id, List<Integer> users, int[][] ids, Matrix delta, int repeats) {
        int d = delta.rows();
        Matrix sum = Matrix.zeros(d, users.size() * repeats);
        for (int s = 0; s < users.size(); s++) {
            int[] looked = ids[users.get(s)];
            for (int q = 0; q < repeats; q++) {
                int row = users.get(s) * repeats + q;
                for (int t = 0; t < looked.length; t++) {
                    for (int k = 0; looked[t] == id && k < d; k++) {
                        sum.data()[(s * repeats + q) * d + k] += delta.get(k, row * looked.length + t);
                    }
                }
            }
        }
        return new Entry(users.stream().mapToInt(Integer::intValue).toArray(), sum);
    }

    @Override
    public int rows() {
        return samples * repeats;
    }

    @Override
    public long columns() {
        return (long) entries * width;
    }

    @Override
    public Matrix outerGram() {
        Matrix gram = Matrix.zeros(rows(), rows());
        for (Entry entry : lookedUp.values()) {
            scatter(gram, Products.gram(entry.delta), entry.samples, entry.samples);
        }
        return gram;
    }

    @Override
    public Matrix crossGram(JacobianBlock other) {
        if (!(other instanceof TableRows that && that.columns() == columns())) {
            throw new IllegalArgumentException("other block: got " + other + ", expected rows of the same table");
        }
        Matrix gram = Matrix.zeros(rows(), that.rows());
        lookedUp.forEach((id, entry) -> {
            Entry there = that.lookedUp.get(id);
            if (there != null) {
                scatter(gram, Products.transposedTimes(entry.delta, there.delta), entry.samples, there.samples);
            }
        });
        return gram;
    }

    private void scatter(Matrix gram, Matrix part, int[] ofRows, int[] ofColumns) {
        for (int c = 0; c < part.columns(); c++) {
            int column = ofColumns[c / repeats] * repeats + c % repeats;
            for (int r = 0; r < part.rows(); r++) {
                int row = ofRows[r / repeats] * repeats + r % repeats;
                gram.data()[row + column * gram.rows()] += part.get(r, c);
            }
        }
    }

    @Override
    public double squaredNorm() {
        double sum = 0;
        for (Entry entry : lookedUp.values()) {
            for (double value : entry.delta.data()) {
                sum += value * value;
            }
        }
        return sum;
    }

    /** One per entry that is looked up. */
    @Override
    public int parts() {
        return lookedUp.size();
    }

    /** The d columns of the part-th entry that is looked up. */
    @Override
    public Matrix transposedColumns(int part) {
        Entry entry = List.copyOf(lookedUp.values()).get(part);
        Matrix columns = Matrix.zeros(width, rows());
        for (int c = 0; c < entry.delta.columns(); c++) {
            int row = entry.samples[c / repeats] * repeats + c % repeats;
            System.arraycopy(entry.delta.data(), c * width, columns.data(), row * width, width);
        }
        return columns;
    }

    @Override
    public void addSketch(Matrix sum, RandomGenerator random) {
        for (Entry entry : lookedUp.values()) {
            Matrix omega = RandomEntries.centred(width, sum.columns(), random);
            Matrix part = Products.transposedTimes(entry.delta, omega);
            for (int c = 0; c < part.columns(); c++) {
                for (int r = 0; r < part.rows(); r++) {
                    int row = entry.samples[r / repeats] * repeats + r % repeats;
                    sum.data()[row + c * sum.rows()] += part.get(r, c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "rows of a table of " + entries + " x " + width;
    }
}

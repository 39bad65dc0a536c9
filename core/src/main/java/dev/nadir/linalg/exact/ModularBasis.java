package dev.nadir.linalg.exact;

/** Columns modulo a prime, each reduced by those before: their number is the rank so far. */
public final class ModularBasis {
    private final Residues residues;
    private final long[][] basis;
    private int rank;

    /** An empty basis of columns of that many rows. */
    public ModularBasis(Residues residues, int rows) {
        this.residues = residues;
        this.basis = new long[rows][];
    }

    /** Takes one more column, which is overwritten; cost rows · (rank + 1). */
    public void add(long[] column) {
        for (int i = 0; i < basis.length; i++) {
            if (column[i] != 0 && basis[i] == null) {
                basis[i] = residues.normalized(column, i);
                rank++;
                return;
            }
            if (column[i] != 0) {
                residues.reduce(column, basis[i], i);
            }
        }
    }

    /** How many of the columns were independent. */
    public int rank() {
        return rank;
    }

    /** Whether every row has its column. */
    public boolean full() {
        return rank == basis.length;
    }
}

/** Data files: CSV and its kin, Parquet, NPY and NPZ, IDX, each to a {@link dev.nadir.data.Dataset}. */
package dev.nadir.io.data;

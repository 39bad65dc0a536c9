"""Oracle of the binary goldens beside this file: numpy 2.4.6 and pyarrow 25.0.1. Run here to write them again."""
import numpy as np, pyarrow as pa, pyarrow.parquet as pq

x = np.array([[1.5, -2.25, 3.0], [4.0, 5.5, -6.0]])
np.save("c_f8.npy", x)
np.save("fortran_f8.npy", np.asfortranarray(x))
np.save("big_f4.npy", x.astype(">f4"))
np.save("cube_i2.npy", np.arange(2 * 3 * 2, dtype="<i2").reshape(2, 3, 2))
np.save("cube_fortran_i8.npy", np.asfortranarray(np.arange(2 * 3 * 2, dtype="<i8").reshape(2, 3, 2)))
np.save("u1.npy", np.array([[0, 255], [128, 1]], dtype="u1"))
np.save("i1.npy", np.array([[-128, 127], [0, 1]], dtype="i1"))
np.save("u4.npy", np.array([[4294967295, 0], [1, 2]], dtype=">u4"))
np.save("bool.npy", np.array([[True, False], [False, True]]))
np.save("nan.npy", np.array([[1.0, 2.0], [3.0, np.nan]]))
np.save("wide_i8.npy", np.array([[1, 2**53 + 1]], dtype="i8"))
np.save("complex.npy", np.array([[1j]]))
np.save("names.npy", np.array(["pear", "apple"]))
np.savez("plain.npz", X=x, y=np.array([0.5, 1.5]))
np.savez_compressed("packed.npz", data=x, target=np.array(["b", "a"]), extra=np.zeros(3))

n = 5
table = pa.table({
    "d": pa.array([0.1, 0.2, 0.3, 0.4, 0.5]),
    "f": pa.array(np.arange(n, dtype="f4") / 2),
    "i": pa.array(np.arange(n, dtype="i4") - 2),
    "l": pa.array(np.arange(n, dtype="i8") * 10**12),
    "u": pa.array(np.array([0, 255, 1, 2, 3], dtype="u1")),
    "w": pa.array(np.array([0, 2**32 - 1, 1, 2, 3], dtype="u4")),
    "b": pa.array([True, False, True, True, False]),
    "class": pa.array(["u", "v", "u", "w", "v"]),
})
for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
    pq.write_table(table, f"table_{codec}.parquet", compression=codec, row_group_size=2)
pq.write_table(table, "table_v2.parquet", data_page_version="2.0", use_dictionary=False)
pq.write_table(pa.table({"a": [1.0, None, 3.0], "y": [1.0, 2.0, 3.5]}), "null.parquet")
pq.write_table(pa.table({"a": [1.0, float("nan")], "y": [1.0, 2.0]}), "nan.parquet")
pq.write_table(pa.table({"a": [[1.0], [2.0]], "y": [1.0, 2.0]}), "lists.parquet")
pq.write_table(pa.table({"s": ["p", "q"], "a": [1.0, 2.0], "y": [1.0, 2.5]}), "text.parquet")
pq.write_table(pa.table({"t": pa.array([1, 2], pa.timestamp("us")), "y": [1.0, 2.5]}), "time.parquet")

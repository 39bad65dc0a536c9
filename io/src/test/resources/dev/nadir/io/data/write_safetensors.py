"""Oracle of the safetensors goldens beside this file: the format's own library, safetensors 0.8.0. Run here to write them again."""
import ctypes, struct
from safetensors import TensorSpec, serialize_file

kept = []  # the library takes addresses

def array(dtype, shape, code, *numbers):
    data = struct.pack("<%d%s" % (len(numbers), code), *numbers)
    kept.append(ctypes.create_string_buffer(data, len(data) or 1))
    return TensorSpec(dtype=dtype, shape=shape, data_ptr=ctypes.addressof(kept[-1]), data_len=len(data))

# bfloat16 is given by its bits: 1.5, -2, 2^-133 (the smallest but zero), infinity
serialize_file({
    "f64": array("float64", [2, 3], "d", 0.1, -2.25, 3.0, 4.0, 5.5, -1e-300),
    "f32": array("float32", [3], "f", 0.5, -3.25, 16777216.0),
    "f16": array("float16", [2, 2], "e", 0.333251953125, -65504.0, 2.0**-24, float("inf")),
    "bf16": array("bfloat16", [4], "H", 0x3FC0, 0xC000, 0x0001, 0x7F80),
    "i64": array("int64", [2], "q", -(2**53), 2**53 + 1),
    "i32": array("int32", [1, 2], "i", -(2**31), 7),
    "i16": array("int16", [2], "h", -32768, 32767),
    "i8": array("int8", [2], "b", -128, 127),
    "u64": array("uint64", [2], "Q", 12, 2**64 - 1),
    "u32": array("uint32", [2], "I", 0, 2**32 - 1),
    "u16": array("uint16", [1], "H", 65535),
    "u8": array("uint8", [3], "B", 0, 255, 1),
    "bool": array("bool", [2], "B", 1, 0),
    "one number": array("float64", [], "d", -7.5),
    "nothing": array("float32", [0, 5], "f"),
}, "types.safetensors", {"format": "pt", "note": "é \u2028"})
serialize_file({
    "layers.0.weight": array("float32", [3, 2], "f", 1, 2, 3, 4, 5, 6),
    "layers.0.bias": array("float32", [3], "f", 0, -1, 0.5),
}, "layers.safetensors", None)

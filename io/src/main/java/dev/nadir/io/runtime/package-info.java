/** ONNX Runtime as the second, independent engine. */
package dev.nadir.io.runtime;

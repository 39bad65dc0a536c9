/** ONNX models: writes multilayer perceptrons and reads them back, ours and those of other tools. */
package dev.nadir.io.onnx;

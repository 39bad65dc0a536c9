/** {@code nadir study}: the experiments of the papers, run, saved and shown. */
package dev.nadir.app.study;

/**
 * Products, factorizations, least-norm solves and numerical rank over BLAS and LAPACK.
 *
 * <p>Only this package touches the native libraries. Every routine is safe to call from many threads at once.
 */
package dev.nadir.linalg;

/** The command {@code nadir verify}. */
package dev.nadir.app.verify;

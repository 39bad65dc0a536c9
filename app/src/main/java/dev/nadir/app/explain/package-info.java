/** {@code nadir explain}: the catalogue of claims. */
package dev.nadir.app.explain;

/** Side-by-side comparisons, each a main class that prints its table. */
package dev.nadir.bench;

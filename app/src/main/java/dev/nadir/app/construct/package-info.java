/** The command {@code nadir construct}. */
package dev.nadir.app.construct;

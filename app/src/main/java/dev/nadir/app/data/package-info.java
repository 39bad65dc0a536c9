/** The command {@code nadir data}. */
package dev.nadir.app.data;

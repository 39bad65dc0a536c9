/** The command {@code nadir analyze}. */
package dev.nadir.app.analyze;

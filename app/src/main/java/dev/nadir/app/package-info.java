/** The {@code nadir} command line: one class per command, and what they share. */
package dev.nadir.app;

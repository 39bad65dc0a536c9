/** The command {@code nadir flow}. */
package dev.nadir.app.flow;

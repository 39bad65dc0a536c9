/** The command {@code nadir certify}. */
package dev.nadir.app.certify;

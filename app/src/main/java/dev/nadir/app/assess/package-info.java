/** The command {@code nadir assess}. */
package dev.nadir.app.assess;

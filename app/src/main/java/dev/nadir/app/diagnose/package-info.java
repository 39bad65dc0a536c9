/** {@code nadir diagnose}: why the loss is not zero, how slow the rest is, and what to do next. */
package dev.nadir.app.diagnose;

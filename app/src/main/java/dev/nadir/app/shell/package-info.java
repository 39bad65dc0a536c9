/** What the commands share: options, inputs, tables, progress, failures. */
package dev.nadir.app.shell;

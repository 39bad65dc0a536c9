/** Writing files so that nothing of the user's is lost: whole or not at all, and never over an input. */
package dev.nadir.io.file;

/** The command line, and the check of written models by another engine. */
package dev.nadir.app;

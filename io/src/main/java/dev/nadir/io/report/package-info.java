/** The document model of a report, and its HTML page. */
package dev.nadir.io.report;

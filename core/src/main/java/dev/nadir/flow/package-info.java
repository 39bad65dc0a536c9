/** Gradient flow and its relatives over networks: vector fields, monitors, descent beside the flow. */
package dev.nadir.flow;

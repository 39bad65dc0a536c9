/** Gradient flow and its relatives over networks: vector fields, monitors, the straight-line trainer, descent beside the flow. */
package dev.nadir.flow;

/**
 * What a flow is: its kind, settings and samples, what is monitored along it, and descent in steps.
 */
package dev.nadir.flow;

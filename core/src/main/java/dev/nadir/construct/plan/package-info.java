/** The front door: what is asked for, the planner that picks a construction and says why. */
package dev.nadir.construct.plan;

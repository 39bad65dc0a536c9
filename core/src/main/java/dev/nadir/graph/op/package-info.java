/**
 * What an operator of a graph is: a node of the file, its attributes, its values and derivatives.
 */
package dev.nadir.graph.op;

/** What can be analysed: a map x[θ] with named parameters, its outputs on data, and the blocks of its Jacobian. */
package dev.nadir.model;

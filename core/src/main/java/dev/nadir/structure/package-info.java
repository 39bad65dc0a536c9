/** Structure in labelled data: separating hyperplanes and their refutations, sequential separability, clusters, peeling. */
package dev.nadir.structure;

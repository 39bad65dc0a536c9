/** Arrays of any rank with one sample's numbers, and the index arithmetic between shapes. */
package dev.nadir.graph.tensor;

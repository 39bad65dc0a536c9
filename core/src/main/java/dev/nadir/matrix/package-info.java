/** Column-major matrices over one array; the ground floor, which uses nothing else. */
package dev.nadir.matrix;

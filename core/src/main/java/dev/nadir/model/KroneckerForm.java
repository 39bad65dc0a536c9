package dev.nadir.model;

import dev.nadir.matrix.Matrix;

/**
 * DDᵀ = (ãᵀã) ⊗ (δᵀδ): the kernel where all parameters multiply features in one place and what follows is the same affine
 * map for every sample.
 *
 * @param features ã, n x N
 * @param delta δ, m x Q
 */
public record KroneckerForm(Matrix features, Matrix delta) {}

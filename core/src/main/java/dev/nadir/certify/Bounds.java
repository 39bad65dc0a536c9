package dev.nadir.certify;

/**
 * The three numbers of the theorem of Newton and Kantorovich, as far as a method uses them; NaN where it does not.
 *
 * @param residual ρ, not below ‖x[θ] − y‖ over the distinct samples
 * @param sigma not above the least singular value of the derivative with respect to what is moved
 * @param lipschitz γ, not below the Lipschitz constant of that derivative on the ball; of the worst sample where the argument is
 *     made for each sample
 */
public record Bounds(double residual, double sigma, double lipschitz) {}

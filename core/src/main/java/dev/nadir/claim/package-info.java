/**
 * The catalogue of claims: every sentence that a command, page or file can state as a fact, in one place.
 *
 * <p>To add a claim: (1) add a constant to the enum of its subject ({@link dev.nadir.claim.AssessClaim}, {@link
 * dev.nadir.claim.FlowClaim}, …) with what it says, when it holds, how that is decided with its error, and what is said
 * when it cannot be decided; (2) let the record that carries the sentence carry the claim, best as a {@link
 * dev.nadir.claim.Stated}, whose words are filled into the claim's own sentence, and let the JSON carry {@code claim}, its
 * identifier; (3) tag one test in which it is true and said {@code @Tag("says:ID")}, and one in which it is false and not
 * said {@code @Tag("silent:ID")}, the latter best a property test against an independent oracle; (4) run {@code
 * CatalogueTest}, which holds all this and writes the new {@code docs/claims.md} to {@code core/target/claims.md}.
 *
 * <p>An identifier is {@code subject.name-of-the-constant}: {@code FlowClaim.ZERO_LOSS} is {@code flow.zero-loss}. No claim
 * is decided by an absolute threshold; the scale it is relative to is named in {@code decided}.
 */
package dev.nadir.claim;

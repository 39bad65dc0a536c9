package dev.nadir.study;

/** Where a question comes from. */
public enum Paper {
    /** Chen and Moore. */
    CM("[CM]", "Chen & Moore, arXiv 2502.14114"),
    /** Chen and Muñoz Ewald. */
    CE("[CE]", "Chen & Muñoz Ewald, arXiv 2311.07065");

    private final String sign;
    private final String reference;

    Paper(String sign, String reference) {
        this.sign = sign;
        this.reference = reference;
    }

    /** How this project cites it: "[CM]". */
    public String sign() {
        return sign;
    }

    /** Authors and number. */
    public String reference() {
        return reference;
    }
}

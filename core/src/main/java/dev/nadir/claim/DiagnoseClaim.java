package dev.nadir.claim;

/** What is said of a network on data: why its loss does not go to zero, and the statements of the papers. */
public enum DiagnoseClaim implements Claim {
    ;

    private final Wording wording;

    DiagnoseClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "diagnose";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}

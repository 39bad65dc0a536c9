package dev.nadir.claim;

/** What is said of a flow and of its end. */
public enum FlowClaim implements Claim {
    ;

    private final Wording wording;

    FlowClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "flow";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}

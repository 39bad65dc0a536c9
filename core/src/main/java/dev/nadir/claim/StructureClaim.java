package dev.nadir.claim;

/** What is said of the data: separability, duplicates, ranks. */
public enum StructureClaim implements Claim {
    ;

    private final Wording wording;

    StructureClaim(Wording wording) {
        this.wording = wording;
    }

    @Override
    public String subject() {
        return "structure";
    }

    @Override
    public Wording wording() {
        return wording;
    }
}

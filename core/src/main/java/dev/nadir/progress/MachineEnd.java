package dev.nadir.progress;

/** Tells a failure from the end of the Java machine, in which files and libraries go while threads still run. */
public final class MachineEnd {
    private MachineEnd() {}

    /** Whether the Java machine is ending, by a signal or by itself. */
    public static boolean hasBegun() {
        Thread never = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(never);
            Runtime.getRuntime().removeShutdownHook(never);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}

package dev.nadir.app.shell;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Turns Ctrl-C into a request that the command looks at between steps, so that it can end with everything saved. A
 * command that does not look within a second (it reads, or a step takes longer) is ended where it is; so is one that
 * gets a second Ctrl-C.
 */
public final class Interruption implements AutoCloseable {
    private static final int SECONDS_TO_NOTICE = 1;
    private static final int SECONDS_TO_SAVE = 60;

    /** What a shell reports of a process that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    /** Of the command that listens: a signal comes to the process. */
    private static final AtomicReference<Interruption> LISTENING = new AtomicReference<>();

    private final CountDownLatch noticed = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "nadir-interruption");
    private volatile boolean requested;

    private Interruption() {}

    /** Listens until closed. */
    public static Interruption install() {
        Interruption interruption = new Interruption();
        LISTENING.set(interruption);
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException ending) {
            interruption.requested = true; // a signal came before: the machine ends by itself
        }
        return interruption;
    }

    /** Returns once no command needs anything any more: to be called when the machine ends. */
    static void awaitEnd() {
        Interruption listening = LISTENING.get();
        if (listening != null) {
            listening.awaitSaved();
        }
    }

    /** Whether the user asked to stop; whoever asks this and hears yes is waited for. */
    public boolean requested() {
        if (requested) {
            noticed.countDown();
        }
        return requested;
    }

    /** The machine ends when this returns; with the status that belongs to the signal. */
    private void stopAndWait() {
        requested = true;
        endAtTheNext("INT");
        endAtTheNext("TERM");
        awaitSaved();
    }

    private void awaitSaved() {
        try {
            if (noticed.await(SECONDS_TO_NOTICE, TimeUnit.SECONDS)) {
                done.await(SECONDS_TO_SAVE, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Once the machine is shutting down it ignores further signals by itself. Its signals are reached by reflection
     * because the compiler warns of them; where there are none, the second Ctrl-C is ignored as before.
     */
    private static void endAtTheNext(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halt = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        Runtime.getRuntime().halt(INTERRUPTED);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // no such signals here
        }
    }

    @Override
    public void close() {
        done.countDown();
        noticed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            requested = true; // the shutdown has begun: the hook runs or has run
        }
    }
}

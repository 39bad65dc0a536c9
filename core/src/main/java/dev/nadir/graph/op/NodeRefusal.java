package dev.nadir.graph.op;

/** A node cannot be computed as the file has it: one line that names node, operator and, where there is one, the mend. */
public final class NodeRefusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Names the node before the message. */
    public NodeRefusal(Node node, String message, Throwable cause) {
        super(node.place() + ": " + message, cause);
    }

    /** Names the node before the message. */
    public NodeRefusal(Node node, String message) {
        this(node, message, null);
    }
}

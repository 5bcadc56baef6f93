/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.tiny;

/** A node of a {@link TinyOnnx} as it grows. */
public final class TinyNode {
    private final Message node = new Message();

    private TinyNode() {}

    public static TinyNode of(String op, String output, String... inputs) {
        return new TinyNode().with(op, output, inputs);
    }

    private TinyNode with(String op, String output, String... inputs) {
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(4, op);
        return this;
    }

    /** One more output. */
    public TinyNode output(String name) {
        node.text(2, name);
        return this;
    }

    public TinyNode domain(String domain) {
        node.text(7, domain);
        return this;
    }

    public TinyNode whole(String name, long value) {
        return attribute(new Message().text(1, name).number(3, value).number(20, 2));
    }

    public TinyNode number(String name, float value) {
        return attribute(new Message().text(1, name).fixedFloat(2, value).number(20, 1));
    }

    public TinyNode text(String name, String value) {
        return attribute(new Message().text(1, name).text(4, value).number(20, 3));
    }

    public TinyNode wholes(String name, long... values) {
        Message ints = new Message().text(1, name);
        for (long value : values) {
            ints.number(8, value);
        }
        return attribute(ints.number(20, 7));
    }

    public TinyNode tensor(String name, Message tensor) {
        return attribute(new Message().text(1, name).message(5, tensor).number(20, 4));
    }

    /** As protocol buffers write it, whatever its fields are. */
    public TinyNode attribute(Message attribute) {
        node.message(5, attribute);
        return this;
    }

    Message message() {
        return node;
    }
}

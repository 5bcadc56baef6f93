/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection that stays open: a request goes out in one write, the answer is read on the calling thread. The JDK's
 * own clients hand each answer from thread to thread, which on few cores is noise of the size of what is measured. To be
 * used by one thread.
 */
public final class KeepAlive implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int bodyStart;
    private int bodyLength;

    public KeepAlive(String host, int port) throws IOException {
        this.socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        this.in = socket.getInputStream();
    }

    /** All bytes of a request, to be made before the clock starts. */
    public static byte[] post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /**
     * Sends a request and reads its answer to the end.
     *
     * @return nanoseconds from the first byte sent to the last byte read
     * @throws IOException also for a status other than 200: a refusal is no measurement
     */
    public long exchange(byte[] request) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        int status = read();
        long nanos = System.nanoTime() - start;
        if (status != 200) {
            throw new IOException("status " + status + ": " + body());
        }
        return nanos;
    }

    /**
     * Sends a request that may be refused.
     *
     * @return the answer's status
     */
    public int status(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        return read();
    }

    /** The last answer's body. */
    public String body() {
        return new String(buffer, bodyStart, bodyLength, StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int filled = 0;
        bodyLength = 0;
        int end;
        do {
            filled = fill(filled);
            end = headEnd(filled);
        } while (end < 0);
        String head = new String(buffer, 0, end, StandardCharsets.US_ASCII);
        bodyStart = end;
        int length = length(head);
        buffer = bodyStart + length > buffer.length ? Arrays.copyOf(buffer, bodyStart + length) : buffer;
        while (filled < bodyStart + length) {
            filled = fill(filled);
        }
        bodyLength = length;
        return Integer.parseInt(head.substring(9, 12));
    }

    private int fill(int filled) throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the connection was closed in the middle of an answer");
        }
        return filled + read;
    }

    /** Where the body begins, or -1 when the head has not come whole. */
    private int headEnd(int filled) {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\n" + LENGTH);
        if (at < 0) {
            throw new IOException("only answers that tell their length are read, got " + head.strip());
        }
        int from = at + 1 + LENGTH.length();
        return Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

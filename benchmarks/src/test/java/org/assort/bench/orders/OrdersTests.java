/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

public class OrdersTests extends RandomizedTest {

    private static final String RETAIL =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    private Path folder;

    @Before
    public void makeFolder() throws IOException {
        folder = newTempDir();
    }

    private Orders read(String text) throws IOException {
        Files.writeString(folder.resolve("orders.csv"), text);
        return Orders.read(folder);
    }

    private void refused(String end, String text) {
        IOException refused = assertThrows(IOException.class, () -> read(text));
        assertTrue(refused.getMessage(), refused.getMessage().endsWith(end));
    }

    @Test
    public void linesOfAnOrderAreOneOrderAndOrdersGoByDate() throws IOException {
        Orders orders = read(
                "date,item,order\n2026-03-01,b,2\n2026-02-01,a,9\n2026-03-01,a,2\n2026-03-01,b,2\n2026-02-01,c,10\n");
        assertEquals(
                List.of(
                        new Order("10", "2026-02-01", Set.of("c")),
                        new Order("9", "2026-02-01", Set.of("a")),
                        new Order("2", "2026-03-01", Set.of("a", "b"))),
                orders.orders());
        assertFalse(orders.areOnlineRetail());
    }

    @Test
    public void returnsAndCorrectionsAreNoPurchases() throws IOException {
        Orders orders = read(RETAIL
                + "1,A,\"JAR, \"\"LARGE\"\"\",6,2010-12-01 08:26:00,2.55,17850,UK\n"
                + "1,B,LID,0,2010-12-01 08:26:00,2.55,17850,UK\n"
                + "C2,A,JAR,-6,2010-12-02 08:26:00,2.55,17850,UK\n"
                + "3,C,GIFT,1,2010-12-03 08:26:00,0,17850,UK\n");
        assertEquals(List.of(new Order("1", "2010-12-01 08:26:00", Set.of("A"))), orders.orders());
    }

    @Test
    public void whatIsWrongIsSaidWithItsLine() {
        refused(
                "line 1 of " + folder.resolve("orders.csv")
                        + " must name the columns order, item and date, and may name"
                        + " quantity and price, or be that of UCI Online Retail",
                "order,thing,date\n");
        refused("must have 3 cells, got 2", "order,item,date\n1,a\n");
        refused("must have a date as 2026-01-31, got [31.1.2026]", "order,item,date\n1,a,31.1.2026\n");
        refused("must have a number, got [six]", "order,item,date,quantity\n1,a,2026-01-31,six\n");
    }

    @Test
    public void aFolderHasOneFile() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertEquals(
                "[--data] must be a folder, got [" + nowhere + "]",
                assertThrows(IOException.class, () -> Orders.read(nowhere)).getMessage());
        assertEquals(
                "[--data] must hold one .csv or .csv.xz, got 0 in [" + folder + "]",
                assertThrows(IOException.class, () -> Orders.read(folder)).getMessage());
    }

    @Test
    public void basketsAreALineEach() throws IOException {
        Path file = folder.resolve("some.dat.xz");
        try (XZOutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0))) {
            out.write("3 1 2 \n7\n1 1 5\n".getBytes(StandardCharsets.UTF_8));
        }
        Orders orders = Orders.baskets(file);
        assertEquals("some, 3 orders", orders.name());
        assertEquals(
                List.of(Set.of("1", "2", "3"), Set.of("7"), Set.of("1", "5")),
                orders.orders().stream().map(Order::items).toList());
    }

    @Test
    public void theSampleShopHasOrdersToCutByDate() {
        List<Order> orders = Orders.sample().orders();
        assertTrue(orders.size() > 1_000);
        assertEquals(
                orders.stream()
                        .sorted(Comparator.comparing(Order::date).thenComparing(Order::id))
                        .toList(),
                orders);
        assertTrue(orders.stream().anyMatch(order -> order.items().size() > 1));
    }
}

/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.List;
import org.assort.demo.quickstart.Table.Column;
import org.junit.Test;

public class TableTests extends RandomizedTest {

    @Test
    public void columnsLineUpBesideChineseText() {
        Table table = new Table(
                List.of(new Column("#", 2, true), new Column("title", 10, false), new Column("price", 8, true)));
        table.add(List.of("1", "tea pot", "12.99"));
        table.add(List.of("10", "紫砂壶", "299.99"));
        table.add(List.of("11", "a very long title", "1"));
        assertEquals(
                List.of(
                        " #  title        price",
                        "----------------------",
                        " 1  tea pot      12.99",
                        "10  紫砂壶      299.99",
                        "11  a very lo…       1"),
                table.lines());
    }

    @Test
    public void whatIsCutFitsAndDoesNotSplitACharacter() {
        assertEquals("紫砂…", Table.cut("紫砂壶套装", 6));
        assertEquals("紫砂壶", Table.cut("紫砂壶", 6));
        assertEquals("a…", Table.cut("a😀b", 2));
        assertEquals("wireless headp…size, red", Table.squeeze("wireless headphones, full size, red", 24, 9));
        assertEquals("headphones", Table.squeeze("headphones", 24, 9));
        assertEquals("one two", Table.cut(" one\n\ttwo ", 9));
    }

    @Test
    @Repeat(iterations = 50)
    public void noCellIsWiderThanItsColumn() {
        String text = randomRealisticUnicodeOfCodepointLengthBetween(0, 40);
        int widest = randomIntBetween(1, 30);
        assertTrue(text, Table.width(Table.cut(text, widest)) <= widest);
        assertTrue(text, Table.width(Table.squeeze(text, 41, 20)) <= 41);
    }

    @Test
    public void aRowOfAnotherLengthIsRefused() {
        Table table = new Table(List.of(new Column("a", 5, false)));
        List<String> row = List.of("1", "2");
        assertThrows(IllegalArgumentException.class, () -> table.add(row));
    }
}

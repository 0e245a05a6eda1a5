// Words and numbers of a page.

#include "../support/explained.hpp"

using namespace sluice;
using namespace test;
using namespace sluice::detail;

TEST_CASE("explain: numbers have up to two places, and no zeros behind") {
    CHECK_EQ(shown(36.0), "36");
    CHECK_EQ(shown(0.0), "0");
    CHECK_EQ(shown(3.0625), "3.06");
    CHECK_EQ(shown(1.5), "1.5");
    CHECK_EQ(shown(2.999), "3");
    CHECK_EQ(shown(19.556), "19.56");
    CHECK_EQ(shown(index_t{1376256}), "1376256");
}
TEST_CASE("explain: one row, two rows, eleven rows") {
    CHECK_EQ(counted(index_t{1}, "row"), "1 row");
    CHECK_EQ(counted(index_t{2}, "row"), "2 rows");
    CHECK_EQ(counted(index_t{11}, "row"), "11 rows");
    CHECK_EQ(counted(1.0, "byte"), "1 byte");
    CHECK_EQ(counted(1.5, "byte"), "1.5 bytes");
}
TEST_CASE("explain: operations that there are none of are left out") {
    CHECK_EQ(shown(operation_count{}), "");
    CHECK_EQ(shown(operation_count{9, 0, 0}), "9 multiply-adds");
    CHECK_EQ(shown(operation_count{0, 1, 2}), "1 combine, 2 steps");
}
TEST_CASE("explain: where a stage lives, in words") {
    explained_stage s;
    s.shape = "8×8";
    CHECK_EQ(shown_home(s), "caller's memory");
    s.bytes_ahead = 4096;
    CHECK_EQ(shown_home(s), "caller's memory, read 4 KiB ahead");
    s.bytes_ahead = 100;
    CHECK_EQ(shown_home(s), "caller's memory, read 100 bytes ahead");
    s.lives = home::addressed;
    CHECK_EQ(shown_home(s), "addressed, nothing is stored");
    s.lives = home::lines;
    CHECK_EQ(shown_home(s), "lines of sums, one row of windows at a time");
    s.lives = home::registers;
    s.rows = 1;
    s.pixels = 8;
    CHECK_EQ(shown_home(s), "registers, 1 row × 8 pixels");
    s.rows = 4;
    s.channels = 3;
    s.windows = window_loop::unrolled;
    CHECK_EQ(shown_home(s), "registers, 4 rows × 8 pixels × 3 channels, unrolled");
    s.windows = window_loop::looped;
    s.channels = 1;
    CHECK_EQ(shown_home(s), "registers, 4 rows × 8 pixels, looped");
    s.lives = home::ring;
    s.row_bytes = 192;
    CHECK_EQ(shown_home(s), "ring of 4 rows × 192 bytes");
    s.shape = "";
    s.whole_height = true;
    CHECK_EQ(shown_home(s), "4 rows × 192 bytes, whole height");
}

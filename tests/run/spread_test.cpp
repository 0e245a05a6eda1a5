// Rows with zeros between their pixels, alone and under windows.

#include "../support/sweep.hpp"

using namespace sluice;
using namespace test;

TEST_CASE("spread: every stride and width, alone and in the middle") {
    for (index_t s : {1, 2, 3, 5, 11})
        check_on_widths<std::uint8_t>(insert_zeros(stride(s, 12 - s)));
    check_on_widths<std::int16_t>(insert_zeros(stride<1, 2>));
    check_on_widths<float>(insert_zeros(stride<3, 4>) | conv(some_kernel<float>(2, 2)), 2, 2);
    check_on_widths<float>(pad(1, 1) | insert_zeros(stride(2, 3)) | pad(2, 1, reflect) |
                           conv(some_kernel<float>(3, 3)));
    check_on_widths_with<float>(3_c, insert_zeros(stride(3, 2)) | pool<sluice::max>(2, 2), 2, 2);
}
TEST_CASE("spread: of what a padded pool gives") {
    check_on_widths<float>(pool<sluice::max>(3_c, 3_c, stride<2, 2>, padding(1_c, 1_c)) |
                           insert_zeros(stride<2, 1>));
}
TEST_CASE("spread: rows that share a table or a row of the workspace, under windows of several") {
    auto const k = some_kernel<float>(4, 4);
    auto const above = insert_zeros(stride<2, 2>) | pool<sluice::max>(3_c, 3_c);
    check_on_widths<float>(pool<sluice::sum>(5_c, 5_c, stride<1, 1>) | above, 6, 6);
    check_on_widths<float>(pool<sluice::sum>(3, 3, stride(1, 1)) | above, 4, 4);
    check_on_widths<float>(conv(k) | above, 5, 5);
    check_on_widths<float>(
        conv(k) | relu() | insert_zeros(stride(1, 2)) | pool<sluice::max>(2_c, 2_c), 5, 5);
    check_on_widths<float>(pool<sluice::sum>(2, 3, stride(1, 1)) | insert_zeros(stride(3, 1)) |
                               pool<sluice::sum>(4_c, 2_c),
                           3, 4);
}

#pragma once
// A convolution by a column and then by a row.

#include <sluice/stage/conv.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// conv by a column kernel (k,1), then by a row kernel (1,k), as OpenCV's sepFilter2D: their outer
/// product in k + k in place of k·k multiplications a pixel.
///   out(y, x) = Σᵢⱼ column(i) · row(j) · in(y·s + i, x·s + j)
/// Shape: that of conv by (kh,kw). Options: stride<2,2> or stride(2, n); acc<T> for both. A sum of
/// integers is int32, and one of those int64: the table of accumulator_t, twice.
/// Refuses what conv refuses; kernels that are no column and row, in the type or by shape_error.
/// Example: tests/chain/separable_test.cpp
template <class Column, class Row, class Step = sizes::stride<1, 1>, class... Acc>
constexpr auto separable(Column const& column, Row const& row, Step step = {}, Acc... acc) {
    using K = decltype(column.width());
    using L = decltype(row.height());
    static_assert(!K::is_static || K::static_value == 1,
                  "the first kernel of separable is a column: kernel(w, kh, 1_c)");
    static_assert(!L::is_static || L::static_value == 1,
                  "the second kernel of separable is a row: kernel(w, 1_c, kw)");
    if (column.width() != 1 || row.height() != 1)
        detail::fail<shape_error>(
            "separable: the kernels are a column (k,1) and a row (1,k); these "
            "have ",
            index_t(column.width()), " columns and ", index_t(row.height()), " rows");
    auto const s = detail::option(step);
    return conv(column, stride(s.template get<0>(), dim<1>{}), acc...) |
           conv(row, stride(dim<1>{}, s.template get<1>()), acc...);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

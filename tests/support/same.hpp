#pragma once
// Comparing results with values worked by hand, in constant expressions too.

#include <initializer_list>

#include <sluice/core/size.hpp>

namespace test {

/// Whether a result has these values, in C order.
template <class Result>
constexpr bool same(Result const& result,
                    std::initializer_list<typename Result::value_type> values) {
    if (result.size() != static_cast<sluice::index_t>(values.size())) return false;
    auto const* at = result.data();
    for (auto const value : values)
        if (*at++ != value) return false;
    return true;
}

/// Whether two results have the same sizes and values.
template <class A, class B>
constexpr bool equal(A const& a, B const& b) {
    if (a.extents().count() != b.extents().count()) return false;
    for (std::size_t i = 0; i < A::extents_type::rank; ++i)
        if (a.extent(i) != b.extent(i)) return false;
    for (sluice::index_t i = 0; i < a.size(); ++i)
        if (a.data()[i] != b.data()[i]) return false;
    return true;
}

} // namespace test

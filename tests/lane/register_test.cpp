// One register: the fast forms against xsimd's own and against numbers.

#include <cmath>
#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/register.hpp>

#include "../support/lanes.hpp"

using namespace sluice;
using namespace test;

namespace {

/// Every architecture that this file is compiled for, by the size of its registers.
template <class T, class F>
void for_each_register(F f) {
    f(xsimd::batch<T, arch>{});
#if defined(__AVX__)
    f(xsimd::batch<T, xsimd::avx>{});
#endif
#if defined(__SSE2__)
    f(xsimd::batch<T, xsimd::sse2>{});
#endif
}

template <class B>
std::string wrong_in_register() {
    using T = typename B::value_type;
    constexpr int n = static_cast<int>(B::size);
    T const nan = std::numeric_limits<T>::quiet_NaN(), inf = std::numeric_limits<T>::infinity();
    T const special[] = {nan, -nan, inf, -inf, 0, T(-0.0), 1, -1};
    for (T left : special)
        for (T right : special) {
            guarded<T> a(n, flush::back), b(n, flush::front), c(n, flush::back);
            fill(a.data(), n, 1);
            fill(b.data(), n, 2);
            a[n / 2] = left, b[n / 2] = right;
            B const x = sluice::detail::load_register<B>(a.data()),
                    y = sluice::detail::load_register<B>(b.data());
            sluice::detail::store_register(c.data(), sluice::detail::max_of_registers{}(x, y));
            T twin[n], product[n];
            sluice::detail::max_of_registers::portable(x, y).store_unaligned(twin);
            sluice::detail::store_register(product,
                                           sluice::detail::multiply_add_registers{}(x, y, x));
            if (!c.rest_is_untouched()) return "a store wrote outside";
            for (int i = 0; i < n; ++i) {
                bool const is_nan = std::isnan(a[i]) || std::isnan(b[i]);
                if (is_nan ? !std::isnan(c[i]) || !std::isnan(twin[i])
                           : c[i] != (a[i] > b[i] ? a[i] : b[i]) || c[i] != twin[i])
                    return "max of " + std::to_string(a[i]) + " and " + std::to_string(b[i]) +
                           " is " + std::to_string(c[i]);
                T const want = a[i] * b[i] + a[i];
                if (std::isfinite(want) &&
                    std::fabs(product[i] - want) > 4 * std::numeric_limits<T>::epsilon())
                    return "multiply-add differs";
                if (std::isnan(want) != std::isnan(product[i]))
                    return "multiply-add loses or makes a NaN";
            }
        }
    return "";
}

} // namespace

TEST_CASE_TEMPLATE("register: max, multiply-add, loads and stores of every size, NaN wins", T,
                   float, double) {
    for_each_register<T>([]<class B>(B const&) { CHECK_EQ(wrong_in_register<B>(), ""); });
}

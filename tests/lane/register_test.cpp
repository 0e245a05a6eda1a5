// One register: the fast forms against xsimd's own and against numbers.

#include <cmath>
#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <sluice/lane/register.hpp>
#include <sluice/reduce/max.hpp>
#include <sluice/reduce/min.hpp>

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

/// The same value, with the same sign if it is a zero; any NaN is the same as another.
template <class T>
bool alike(T a, T b) {
    return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
}

/// A word of registers, its portable form and its formula for numbers: whether they agree.
template <class Word, class B, class F>
std::string wrong_choice(B const& x, B const& y, F of_numbers) {
    using T = typename B::value_type;
    constexpr int n = static_cast<int>(B::size);
    T a[n], b[n], fast[n], twin[n];
    x.store_unaligned(a);
    y.store_unaligned(b);
    Word{}(x, y).store_unaligned(fast);
    Word::portable(x, y).store_unaligned(twin);
    for (int i = 0; i < n; ++i)
        if (T const want = of_numbers(a[i], b[i]); !alike(fast[i], want) || !alike(twin[i], want))
            return std::to_string(a[i]) + " and " + std::to_string(b[i]) + " give " +
                   std::to_string(fast[i]) + " and " + std::to_string(twin[i]);
    return "";
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
            sluice::detail::store_register(c.data(), x);
            if (auto const w = wrong_choice<sluice::detail::max_of_registers>(x, y, sluice::max);
                !w.empty())
                return "max: " + w;
            if (auto const w = wrong_choice<sluice::detail::min_of_registers>(x, y, sluice::min);
                !w.empty())
                return "min: " + w;
            T product[n], quotient[n], root[n];
            sluice::detail::store_register(product,
                                           sluice::detail::multiply_add_registers{}(x, y, x));
            sluice::detail::store_register(quotient, sluice::detail::divide_registers{}(x, y));
            sluice::detail::square_root_of_registers{}(x).store_unaligned(root);
            if (!c.rest_is_untouched()) return "a store wrote outside";
            for (int i = 0; i < n; ++i) {
                if (!alike(c[i], a[i])) return "a load or store changes a value";
                if (!alike(quotient[i], a[i] / b[i])) return "a quotient is not rounded once";
                if (!alike(root[i], std::sqrt(a[i]))) return "a root differs";
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

TEST_CASE_TEMPLATE(
    "register: max, min, root, multiply-add, division, loads and stores of every size", T, float,
    double) {
    for_each_register<T>([]<class B>(B const&) { CHECK_EQ(wrong_in_register<B>(), ""); });
}

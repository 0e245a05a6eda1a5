#pragma once
// The values at which formulas go wrong: zeros, ends of ranges, halves, denormals, what is no
// number.

#include <cmath>
#include <string>
#include <vector>

#include <sluice/sluice.hpp>

#include "numbers.hpp"

namespace test {

/// Floats: zeros, denormals, halves, the ends of every integer type with their neighbours, inf and
/// NaN, all with both signs. Integers: zero, the ends of all types that fit, and their neighbours.
template <class T>
std::vector<T> special_values() {
    std::vector<T> all;
    using limits = std::numeric_limits<T>;
    if constexpr (std::is_floating_point_v<T>) {
        T const inf = limits::infinity();
        all = {0, limits::denorm_min(), limits::min() / 2, limits::min(), limits::max(), inf};
        for (double end :
             {0.5,    1.0,          1.5,    2.5,     127.0,   127.5,   128.0,   128.5,
              255.0,  255.5,        256.0,  32767.5, 32768.0, 65535.5, 65536.0, 0x1p22 + 0.5,
              0x1p23, 0x1p31 - 0.5, 0x1p31, 0x1p32,  0x1p52,  0x1p63})
            for (T x = static_cast<T>(end);
                 T y : {std::nextafter(x, T(0)), x, std::nextafter(x, inf)})
                all.push_back(y);
        if constexpr (std::is_same_v<T, double>)
            for (double x : {0x1.fffffep127, 0x1.ffffff0p127, 0x1p128, 0x1p-149, 0x1p-150})
                for (double y : {std::nextafter(x, 0), x, std::nextafter(x, inf)}) all.push_back(y);
        all.push_back(limits::quiet_NaN());
        auto const positive = all;
        for (T x : positive) all.push_back(-x);
    } else
        for (auto end : {0x0ll, 0x7fll, 0xffll, 0x7fffll, 0xffffll, 0x7fffffffll, 0xffffffffll,
                         static_cast<long long>(limits::max())})
            for (long long by : {-1, 0, 1})
                for (long long sign : {-1, 1}) {
                    auto const x = static_cast<T>(
                        sign * static_cast<long long>(static_cast<unsigned long long>(end) +
                                                      static_cast<unsigned long long>(by)));
                    all.push_back(x);
                }
    return all;
}

/// The same value, with the same sign if it is a zero; any NaN is the same as another.
template <class T>
bool alike(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
        return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
    else return a == b;
}

/// Where `pictures | p` gives something else than `number(x)` for special values x, by the formulas
/// or the engine, on every width; nothing if nowhere.
template <class T, class Pipeline, class F>
std::string wrong_on_special(Pipeline const& p, F number) {
    auto const values = special_values<T>();
    for (sluice::index_t w = 1; w <= 70; ++w) {
        std::vector<T> in;
        for (sluice::index_t i = 0; i < 3 * w; ++i)
            in.push_back(values[static_cast<std::size_t>(i * 7 + w * 5) % values.size()]);
        auto const e = sluice::view(in.data(), 3, w) | p;
        auto const formulas = sluice::reference(e);
        auto const engine = sluice::eval(e);
        for (sluice::index_t i = 0; i < 3 * w; ++i) {
            T const x = in[static_cast<std::size_t>(i)];
            auto const want = number(x);
            static_assert(
                std::is_same_v<decltype(want), typename decltype(formulas)::value_type const>);
            if (!alike(formulas.data()[i], want) || !alike(engine.data()[i], want))
                return std::to_string(x) + ": formulas " + std::to_string(formulas.data()[i]) +
                       ", engine " + std::to_string(engine.data()[i]) + ", wanted " +
                       std::to_string(want) + ", width " + std::to_string(w);
        }
    }
    return "";
}

} // namespace test

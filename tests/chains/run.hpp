#pragma once
// Builds a chain's expressions from its letters and the numbers of a run, and holds the engine and
// the reference against the plain loops.

#include "plain.hpp"

namespace test {

struct negation {
    constexpr auto operator()(auto x) const { return -x; }
};
struct halving {
    constexpr auto operator()(auto x) const {
        if constexpr (std::is_same_v<sluice::element_of<decltype(x)>, double>) return x * 0.5;
        else return sluice::convert_to<float>(x) * 0.5f;
    }
};

/// Kernels have weights of the pictures' type, or narrow integers for integers; gather's are float.
/// Sums of int64 are made in double: integer weights would be refused, as their sums could
/// overflow.
template <letter L, class Pixel>
using weight_of = std::conditional_t<
    std::is_floating_point_v<Pixel> && L.what != verb::gather, Pixel,
    std::conditional_t<L.what == verb::gather || sizeof(Pixel) == 8, float, std::int8_t>>;

/// A size of the letter: in the type, or the number of this run.
template <letter L, std::size_t I>
auto size_of(stage_numbers const& n) {
    return sluice::dim<L.size[I]>(n.size[I]);
}

/// The stage of a letter with a kernel.
template <letter L, class In>
auto kernel_stage(stage_numbers const& n, In const& in) {
    constexpr bool planes = !In::extents_type::has_channels;
    using Weight = weight_of<L, typename In::value_type>;
    std::vector<Weight> const w(n.weights.begin(), n.weights.end());
    auto const kh = size_of<L, 0>(n);
    auto const kw = size_of<L, 1>(n);
    auto const k = [&] {
        if constexpr (planes) return sluice::kernel(w.data(), kh, kw);
        else if constexpr (L.what == verb::gather)
            return sluice::kernel(w.data(), kh, kw, in.extents().channels());
        else return sluice::kernel(w.data(), kh, kw, in.extents().channels(), size_of<L, 4>(n));
    }();
    auto const stride = sluice::stride(size_of<L, 2>(n), size_of<L, 3>(n));
    auto const apart = sluice::dilation(size_of<L, 5>(n), size_of<L, 6>(n));
    if constexpr (L.what == verb::convolve) return sluice::convolve(k, stride, apart);
    else if constexpr (L.what == verb::depthwise && !planes)
        return sluice::depthwise_conv(k, stride, apart);
    else if constexpr (L.what != verb::conv) return sluice::conv(k, apart, stride);
    else {
        using Sum = sluice::accumulator_t<typename In::value_type, Weight>;
        std::vector<Sum> const b(n.bias.begin(), n.bias.end());
        return sluice::conv(k, stride, apart, sluice::bias(b.data(), n.kernels()));
    }
}

/// The stage of a letter, its sizes in the type or in numbers.
template <letter L, class In>
auto stage_of(stage_numbers const& n, In const& in) {
    if constexpr (L.has_kernel()) return kernel_stage<L>(n, in);
    else if constexpr (L.what == verb::relu) return sluice::relu();
    else if constexpr (L.what == verb::negate) return sluice::transform(negation{});
    else if constexpr (L.what == verb::half) return sluice::transform(halving{});
    else if constexpr (L.what == verb::clamp) return sluice::clamp(-50, 60);
    else if constexpr (L.what == verb::narrow) return sluice::saturate_cast<std::uint8_t>();
    else if constexpr (L.what == verb::spread)
        return sluice::insert_zeros(sluice::stride(size_of<L, 0>(n), size_of<L, 1>(n)));
    else {
        auto const a = size_of<L, 0>(n);
        auto const b = size_of<L, 1>(n);
        auto const c = size_of<L, 2>(n);
        auto const d = size_of<L, 3>(n);
        if constexpr (L.what == verb::zero) return sluice::pad(a, b, c, d);
        else if constexpr (L.what == verb::constant)
            return sluice::pad(a, b, c, d, sluice::constant(1));
        else if constexpr (L.what == verb::edge) return sluice::pad(a, b, c, d, sluice::edge);
        else if constexpr (L.what == verb::reflect) return sluice::pad(a, b, c, d, sluice::reflect);
        else if constexpr (L.what == verb::symmetric)
            return sluice::pad(a, b, c, d, sluice::symmetric);
        else if constexpr (L.what == verb::wrap) return sluice::pad(a, b, c, d, sluice::wrap);
        else if constexpr (L.what == verb::crop) return sluice::crop(a, b, c, d);
        else {
            auto const window = sluice::window(a, b);
            auto const stride = sluice::stride(c, d);
            if constexpr (L.what == verb::max) return sluice::pool<sluice::max>(window, stride);
            else if constexpr (L.what == verb::min)
                return sluice::pool<sluice::min>(window, stride);
            else if constexpr (L.what == verb::avg)
                return sluice::pool<sluice::avg>(window, stride);
            else if constexpr (L.what == verb::sum)
                return sluice::pool<sluice::sum>(window, stride);
            else {
                auto const one = sluice::padding(sluice::dim<1>{}, sluice::dim<1>{});
                if constexpr (L.what == verb::padded_max)
                    return sluice::pool<sluice::max>(window, stride, one, sluice::ceil_mode);
                else
                    return sluice::pool<sluice::avg>(window, sluice::ceil_mode, stride,
                                                     sluice::count_include_pad, one);
            }
        }
    }
}

/// What is wrong with the expression's results, or nothing.
template <class E>
std::string wrong_in_structure(E const& e, expected const& want, std::uint64_t seed) {
    using T = typename E::value_type;
    shape4 const s = shape_of(e.extents()), w = want.shape;
    if (s.m != w.m || s.h != w.h || s.w != w.w || s.c != w.c) return "the shape is another";
    if (auto const formulas = sluice::reference(e); true)
        if (auto d = difference<T>(want, formulas.data()); !d.empty()) return "reference: " + d;
    auto const side = seed % 2 == 0 ? flush::back : flush::front;
    if (auto d = wrong_in_guarded_run(e, want, side, seed % 4 < 2 ? 0 : 3); !d.empty())
        return "run: " + d;
    return {};
}

/// The expression with the stages from `Depth` on, one after the other: what is wrong first.
template <auto C, std::size_t Depth, class E>
std::string wrong_from(E const& e, expected const& want, run_numbers const& run,
                       std::uint64_t seed) {
    if constexpr (Depth >= C.least)
        if (auto d = wrong_in_structure(e, want, seed); !d.empty())
            return "seed " + std::to_string(seed) + ", " + text_of(run, Depth) + ": " + d;
    if constexpr (Depth < C.length) {
        auto const& numbers = run.stages[Depth];
        return wrong_from<C, Depth + 1>(e | stage_of<C.stage[Depth]>(numbers, e),
                                        after(numbers, want), run, seed);
    } else return {};
}

template <pixel P>
auto a_pixel() {
    if constexpr (P == pixel::u8) return std::uint8_t{};
    else if constexpr (P == pixel::i8) return std::int8_t{};
    else if constexpr (P == pixel::u16) return std::uint16_t{};
    else if constexpr (P == pixel::i16) return std::int16_t{};
    else if constexpr (P == pixel::i32) return std::int32_t{};
    else if constexpr (P == pixel::f32) return float{};
    else return double{};
}

/// Runs all structures of a chain on the pictures and sizes that a seed draws.
template <auto C>
std::string wrong_in_chain(std::uint64_t seed) {
    using T = decltype(a_pixel<C.from.type>());
    run_numbers const run = drawn_for(C, seed);
    shape4 const s = run.pictures;
    index_t const gap = seed % 3 == 1 ? 2 : 0;
    sluice::pitches const step{s.w * s.c + gap, (s.w * s.c + gap) * s.h + gap};
    index_t const last = s.m == 0 ? 0 : (s.m - 1) * step.image + (s.h - 1) * step.row + s.w * s.c;
    guarded<T> const memory(last, seed % 2 == 0 ? flush::front : flush::back);

    expected pictures{s, std::vector<long double>(at(s.count())),
                      std::vector<long double>(at(s.count()))};
    sequence values(seed);
    index_t const least = std::is_signed_v<T> ? -128 : 0;
    for (index_t m = 0; m < s.m; ++m)
        for (index_t y = 0; y < s.h; ++y)
            for (index_t x = 0; x < s.w; ++x)
                for (index_t c = 0; c < s.c; ++c) {
                    index_t const v = values.between(least, least + 255);
                    pictures.value[at(s.at(m, y, x, c))] = static_cast<long double>(v);
                    memory[m * step.image + y * step.row + x * s.c + c] = static_cast<T>(v);
                }
    memory.make_read_only();

    T const* const p = memory.data();
    auto const view = [&] {
        if constexpr (C.from.shape == axes::hw)
            return sluice::view(p, sluice::extents(s.h, s.w), step);
        else if constexpr (C.from.shape == axes::mhw)
            return sluice::view(p, sluice::extents(s.m, s.h, s.w), step);
        else if constexpr (C.from.shape == axes::mhwc)
            return sluice::view(p, sluice::extents(s.m, s.h, s.w, s.c), step);
        else return sluice::view(p, sluice::extents(s.m, s.h, s.w, sluice::dim<3>{}), step);
    }();
    return wrong_from<C, 0>(view, pictures, run, seed);
}

} // namespace test

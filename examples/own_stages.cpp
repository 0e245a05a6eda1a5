// A stage, a border and a kind of pool that are not in the library: each is a struct, and runs
// fused with all others. The README shows them.

#include <cmath>
#include <cstdio>
#include <vector>

#include <sluice/sluice.hpp>

using namespace sluice;

/// How far each window is from a pattern: Σᵢⱼ |k(i, j) − in(y + i, x + j)|.
template <class Kernel>
struct match_stage {
    using stage_kind = fold_kind; // sums over windows
    using rules = rules_list<window_fits_inside>;
    static constexpr char const* name = "match";
    template <class Pixel>
    using result = float;

    Kernel pattern;

    constexpr auto window() const { return pattern.window(); }
    constexpr auto step() const { return stride<1, 1>(); }
    constexpr auto count() const { return dim<1>{}; }  // results per position
    constexpr auto groups() const { return dim<1>{}; } // of channels
    template <class Extents>
    constexpr auto shape(Extents const& in) const {
        return windowed(*this, in);
    }

    template <class L> // a number, or a pack of them
    constexpr L start(index_t) const {
        return L(0);
    }
    template <class L>
    constexpr L tap(L total, L pixel, L weight) const {
        return total + sluice::max(pixel - weight, weight - pixel);
    }
    template <class L>
    constexpr L finish(L total) const {
        return total;
    }
    constexpr float weight(index_t i, index_t j, index_t, index_t) const { return pattern(i, j); }
};
template <class Kernel>
constexpr auto match(Kernel k) {
    return match_stage<Kernel>{k};
}

/// Goes on with the last P pixels, over and over: for textures of a known period.
template <index_t P>
struct periodic_border {
    static constexpr index_t index(index_t i, index_t n) {
        index_t const p = P < n ? P : n;
        return i < 0 ? p - 1 - (-i - 1) % p : i < n ? i : n - p + (i - n) % p;
    }
};

/// The value farthest from 0, without its sign.
struct peak_reduce {
    static constexpr char const* name = "peak";
    template <class T>
    using result = T;
    template <class T>
    static constexpr T identity() { // changes no result: pools with padding ask for it
        return T(0);
    }
    template <class L>
    constexpr L first(L x) const {
        return sluice::max(x, L(-x));
    }
    template <class L>
    constexpr L combine(L a, L b) const {
        return sluice::max(a, b);
    }
    template <class L, class N>
    constexpr L finish(L a, N) const {
        return a;
    }
};
inline constexpr peak_reduce peak{};

int main() {
    constexpr index_t h = 40, w = 50;
    std::vector<float> picture(h * w);
    for (index_t i = 0; i < h * w; ++i)
        picture[static_cast<std::size_t>(i)] = static_cast<float>((i * 37 + i / w * 11) % 101 - 50);
    auto const in = [&](index_t y, index_t x) {
        return picture[static_cast<std::size_t>(y * w + x)];
    };
    float const pattern[3][3] = {{1, -2, 3}, {40, 5, -6}, {-7, 8, 9}};
    periodic_border<8> const again;

    auto const found = eval(view(picture.data(), h, w) | pad(1_c, 1_c, again) |
                            match(kernel(pattern)) | pool<peak>(2_c, 2_c));

    int wrong = 0;
    for (index_t y = 0; y < h / 2; ++y)
        for (index_t x = 0; x < w / 2; ++x) {
            float most = 0;
            for (index_t a = 0; a < 4; ++a) {
                float total = 0;
                for (index_t i = 0; i < 3; ++i)
                    for (index_t j = 0; j < 3; ++j)
                        total +=
                            std::fabs(pattern[i][j] - in(again.index(2 * y + a / 2 + i - 1, h),
                                                         again.index(2 * x + a % 2 + j - 1, w)));
                most = std::fmax(most, total);
            }
            wrong += found.data()[y * (w / 2) + x] != most;
        }
    std::printf("%td x %td windows, %d differ from plain loops\n", found.extent(0), found.extent(1),
                wrong);
    return wrong != 0;
}

#pragma once
// Every channel with a mean and a deviation of its own.

#include <sluice/core/number.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/core/word.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// Every channel has its own mean and standard deviation.
struct normalize_has_the_pictures_channels {
    static constexpr char const* sentence =
        "normalize has another number of means than the pictures have channels; give one mean and "
        "one deviation per channel: normalize({m0, m1, m2}, {s0, s1, s2})";
    static constexpr char const* left = "means";
    static constexpr char const* right = "channels";
    static constexpr bool holds(index_t means, index_t channels) { return means == channels; }

    template <class Stage>
    using shown = Stage;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const&, In const& in, Judge judge) {
        return judge(
            detail::compare_on("c", typename Stage::channels_type{}, in.extents().channels()));
    }
    template <bool Holds, class Normalize, class Image>
    struct says {
        static_assert(Holds, "normalize has another number of means than the pictures have "
                             "channels; give one mean and one deviation per channel: "
                             "normalize({m0, m1, m2}, {s0, s1, s2})");
    };
};

/// out = (in − mean[c]) / deviation[c].
template <index_t C>
class normalize_stage : public detail::pointwise {
public:
    using rules = rules_list<normalize_has_the_pictures_channels>;
    using channels_type = dim<C>;
    static constexpr char const* name = "normalize";

    template <class Pixel>
    using result = real_t<Pixel>;
    /// Pixels may come as what they are computed in: the values are the same.
    template <class Pixel>
    using taken_as = real_t<Pixel>;

    constexpr normalize_stage() = default;
    template <class Mean, class Deviation>
    constexpr normalize_stage(Mean const& mean, Deviation const& deviation) {
        for (std::size_t c = 0; c < C; ++c) {
            mean_[c] = static_cast<double>(mean[c]);
            deviation_[c] = static_cast<double>(deviation[c]);
            if (deviation_[c] == 0)
                detail::fail<value_error>("normalize: the standard deviation of channel ",
                                          static_cast<index_t>(c),
                                          " is 0; write 1 to leave a flat channel as it is");
        }
    }

    template <class L>
    constexpr auto apply(L pixel, index_t channel) const {
        using T = real_t<element_of<L>>;
        auto const x = convert_to<T>(pixel);
        return (x - static_cast<T>(mean_[channel])) / static_cast<T>(deviation_[channel]);
    }

private:
    double mean_[C] = {};
    double deviation_[C] = {};
};

namespace detail {

template <bool Holds, class Means, class Deviations>
struct normalize_takes_as_many_of_both {
    static_assert(Holds, "normalize takes as many standard deviations as means, one of each per "
                         "channel: normalize({m0, m1, m2}, {s0, s1, s2})");
};

template <index_t C, index_t D, class Mean, class Deviation>
constexpr auto make_normalize(Mean const& mean, Deviation const& deviation) {
    constexpr bool as_many = C == D;
    if constexpr (as_many) return normalize_stage<C>(mean, deviation);
    else
        return (void)sizeof(normalize_takes_as_many_of_both<as_many, dim<C>, dim<D>>),
               normalize_stage<C>();
}

/// How many numbers there are in a float[3] or std::array<float, 3>, whose types say it; else 0.
template <class T>
inline constexpr index_t count_in = 0;
template <class T, std::size_t C>
inline constexpr index_t count_in<T[C]> = index_t{C};
template <class T>
    requires requires { std::tuple_size<T>::value; }
inline constexpr index_t count_in<T> = index_t{std::tuple_size<T>::value};

template <class T>
concept numbers = count_in<T> > 0 && requires(T const& a) { static_cast<double>(a[0]); };

} // namespace detail

/// Every channel less its mean, over its standard deviation, as torchvision's Normalize:
/// normalize({0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}), one number of each per channel. Arrays
/// and std::arrays are taken too. Computed in float for integers up to 16 bits and float, in double
/// for int32 and double, to which the numbers are rounded first. NaN stays NaN, ±inf and denormals
/// follow the formula.
///   out(y, x, c) = (in(y, x, c) − mean[c]) / deviation[c]
/// Shape: unchanged, (m,h,w) takes one number of each; the element type is the one that is computed
/// in.
/// Refuses: normalize_has_the_pictures_channels, at run time by shape_error; value_error for a
/// deviation of 0.
/// Example: tests/stage/normalize_test.cpp
template <std::size_t C, std::size_t D>
constexpr auto normalize(double const (&mean)[C], double const (&deviation)[D]) {
    return detail::make_normalize<index_t{C}, index_t{D}>(mean, deviation);
}
template <detail::numbers Mean, detail::numbers Deviation>
constexpr auto normalize(Mean const& mean, Deviation const& deviation) {
    return detail::make_normalize<detail::count_in<Mean>, detail::count_in<Deviation>>(mean,
                                                                                       deviation);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

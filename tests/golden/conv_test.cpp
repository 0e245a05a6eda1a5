// conv, convolve and depthwise_conv against torch, scipy and OpenCV.

#include "cases.hpp"

using namespace golden;

namespace {

/// A kernel (kh,kw), or (kh,kw,c,nc).
template <class T>
auto kernel_of_planes(array<T> const& w) {
    return sluice::kernel(w.value.data(), w.size[0], w.size[1]);
}
template <class T>
auto kernel_of_channels(array<T> const& w) {
    return sluice::kernel(w.value.data(), w.size[0], w.size[1], w.size[2], w.size[3]);
}

auto stride_of(one_case const& c) {
    auto const s = c.numbers("stride");
    return sluice::stride(s[0], s[1]);
}

template <class Pixel, class Weight>
std::string conv_of(one_case const& c) {
    auto const w = c.values<Weight>("weights");
    if (w.size.size() == 2)
        return difference_of(c, planes<Pixel>(c) | sluice::conv(kernel_of_planes(w), stride_of(c)));
    auto const bias = c.values_as_double("bias");
    std::vector<sluice::accumulator_t<Pixel, Weight>> const b(bias.value.begin(), bias.value.end());
    auto const apart = c.numbers("dilation");
    return difference_of(c,
                         pictures<Pixel>(c) |
                             sluice::conv(kernel_of_channels(w), stride_of(c),
                                          sluice::dilation(apart[0], apart[1]),
                                          sluice::groups(c.numbers("groups")[0]),
                                          sluice::bias(b.data(), static_cast<index_t>(b.size()))));
}

std::string check_conv(one_case const& c) {
    std::string const weights = c.type_of("weights");
    if (weights == "f64")
        return with_pixels(c, [&]<class T> { return conv_of<T, double>(c); }, f64);
    if (weights == "f32")
        return with_pixels(c, [&]<class T> { return conv_of<T, float>(c); }, u8, i32, f32);
    return with_pixels(
        c, [&]<class T> { return conv_of<T, std::int8_t>(c); }, u8, i8, u16, i16, i32);
}

/// Weights of floats are floats, those of integers are narrow.
template <class Pixel>
using weight_of = std::conditional_t<std::is_floating_point_v<Pixel>, Pixel, std::int8_t>;

std::string check_convolve(one_case const& c) {
    return with_pixels(
        c,
        [&]<class T> {
            auto const k = kernel_of_planes(c.values<weight_of<T>>("weights"));
            return difference_of(c, planes<T>(c) | sluice::convolve(k, stride_of(c)));
        },
        u8, f32);
}

template <class Pixel, class Weight>
std::string depthwise_of(one_case const& c) {
    auto const k = kernel_of_channels(c.values<Weight>("weights"));
    return difference_of(c, pictures<Pixel>(c) | sluice::depthwise_conv(k, stride_of(c)));
}

std::string check_depthwise_conv(one_case const& c) {
    if (c.type_of("weights") == "f32")
        return with_pixels(c, [&]<class T> { return depthwise_of<T, float>(c); }, u8, f32);
    return with_pixels(c, [&]<class T> { return depthwise_of<T, std::int8_t>(c); }, u8);
}

} // namespace

TEST_CASE("golden: convolutions give what torch, scipy and OpenCV give") {
    check_family("conv", {{"conv", check_conv},
                          {"convolve", check_convolve},
                          {"depthwise_conv", check_depthwise_conv}});
}

// Stages of one value at a time against numpy, torch, OpenCV and scipy.

#include <array>

#include "cases.hpp"

using namespace golden;

namespace {

/// A stage on pictures (m,h,w) of any of these types.
template <class Stage, class... T>
std::string on(one_case const& c, Stage const& stage, type_named<T>... types) {
    return with_pixels(
        c, [&]<class Pixel> { return difference_of(c, planes<Pixel>(c) | stage); }, types...);
}

/// f of the type that a case's result has.
template <class F, class... T>
std::string with_result(one_case const& c, F f, type_named<T>... types) {
    std::string wrong = "the test has no such result";
    ((c.text("result") == types.name ? void(wrong = f(T{})) : void()), ...);
    return wrong;
}

std::string check_cast(one_case const& c) {
    return with_result(
        c,
        [&](auto to) {
            auto const stage = sluice::cast<decltype(to)>();
            return on(c, stage, u8, i8, u16, i16, i32, f32, f64);
        },
        u8, i8, u16, i16, i32, f32);
}

std::string check_saturate_cast(one_case const& c) {
    return with_result(
        c,
        [&](auto to) {
            auto const stage = sluice::saturate_cast<decltype(to)>();
            return on(c, stage, i16, i32, f32, f64);
        },
        u8, i8, u16, i16, i32);
}

std::string check_relu(one_case const& c) {
    return on(c, sluice::relu(), u8, i8, u16, i16, i32, f32, f64);
}

std::string check_abs(one_case const& c) {
    return on(c, sluice::abs(), u8, i8, u16, i16, i32, f32, f64);
}

std::string check_clamp(one_case const& c) {
    auto const bounds = c.numbers("bounds");
    return on(c, sluice::clamp(bounds[0], bounds[1]), u8, i8, u16, i16, i32, f32, f64);
}

std::string check_scale(one_case const& c) {
    return on(c, sluice::scale(c.number("a"), c.number("b")), u8, i8, i16, i32, f32, f64);
}

std::string check_leaky_relu(one_case const& c) {
    return on(c, sluice::leaky_relu(c.number("slope")), u8, i8, i16, i32, f32, f64);
}

std::string check_sigmoid(one_case const& c) { return on(c, sluice::sigmoid(), i8, f32, f64); }

std::string check_grey(one_case const& c) {
    return with_pixels(
        c, [&]<class T> { return difference_of(c, pictures<T>(c) | sluice::rgb_to_gray()); }, u8,
        u16, i32, f32);
}

std::string check_normalize(one_case const& c) {
    auto const mean = c.values<double>("mean"), deviation = c.values<double>("deviation");
    auto const three = [](array<double> const& a) {
        return std::array{a.value.at(0), a.value.at(1), a.value.at(2)};
    };
    auto const stage = sluice::normalize(three(mean), three(deviation));
    return with_pixels(
        c, [&]<class T> { return difference_of(c, pictures<T>(c) | stage); }, u8, f32, f64);
}

} // namespace

TEST_CASE("golden: pointwise stages give what numpy, torch, OpenCV and scipy give") {
    check_family("pointwise", {{"cast", check_cast},
                               {"saturate_cast", check_saturate_cast},
                               {"relu", check_relu},
                               {"abs", check_abs},
                               {"clamp", check_clamp},
                               {"scale", check_scale},
                               {"leaky_relu", check_leaky_relu},
                               {"sigmoid", check_sigmoid},
                               {"rgb_to_gray", check_grey},
                               {"normalize", check_normalize}});
}

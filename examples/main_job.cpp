// The library at work on real pictures: every pipeline runs fused, in one pass, and beside it the
// same stages run one by one as plain loops; both are timed and compared. Then a sheet of pictures
// before and after is written.
//
//     main_job DATA_DIRECTORY SHEET.png

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <sluice/io/npy.hpp>
#include <sluice/io/png.hpp>
#include <sluice/sluice.hpp>

#include "contact_sheet.hpp"
#include "plain_stages.hpp"

using namespace sluice;

/// The largest magnitude of a result, and how far two computations of it may be apart: for each
/// 4·u·(n+2)·Σ|w·x|, stage by stage, and what the stages before were apart, times Σ|w|. Pointwise
/// stages here (relu, abs) do not spread values.
struct accuracy {
    double largest = 0;
    double apart = 0;

    accuracy after_sum(double n, double weights) const {
        double const unit = 1.0 / (1 << 24);
        return {weights * largest, weights * apart + 2 * 4 * unit * (n + 2) * weights * largest};
    }
};

template <class E>
accuracy accuracy_of(E const& e) {
    if constexpr (requires { e.stage().weights(); }) {
        auto const& k = e.stage().weights();
        double most = 0;
        for (index_t o = 0; o < k.count(); ++o) {
            double magnitude = 0;
            for (index_t i = 0; i < k.height(); ++i)
                for (index_t j = 0; j < k.width(); ++j)
                    for (index_t c = 0; c < k.channels(); ++c)
                        magnitude += std::abs(double(k(i, j, c, o)));
            most = std::max(most, magnitude);
        }
        return accuracy_of(e.input()).after_sum(double(k.height() * k.width() * k.channels()),
                                                most);
    } else if constexpr (requires { e.stage().window(); }) {
        auto const window = e.stage().window();
        return accuracy_of(e.input()).after_sum(double(window[0] * window[1]), 1);
    } else if constexpr (requires { e.stage(); }) {
        return accuracy_of(e.input());
    } else {
        auto const [least, most] = std::minmax_element(e.data(), e.data() + e.span());
        return {std::max(std::abs(double(*least)), std::abs(double(*most)))};
    }
}

template <class F>
double milliseconds(F f) {
    auto const start = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double median(std::vector<double> times) {
    std::nth_element(times.begin(), times.begin() + std::ssize(times) / 2, times.end());
    return times[times.size() / 2];
}

template <class Extents>
std::string text_of(Extents const& shape) {
    std::string text;
    for (std::size_t i = 0; i < Extents::rank; ++i) {
        text += i == 0 ? "(" : ",";
        text += std::to_string(shape[i]);
    }
    return text += ")";
}

bool all_agree = true;

/// Runs the pipeline fused and its stages one by one, in turns; prints a line and gives the result.
template <class Source, class Pipeline, class Plain>
auto job(char const* name, Source const& source, Pipeline const& pipeline, Plain stages) {
    auto const e = source | pipeline;
    auto fused = eval(e);
    plain::batch<typename decltype(fused)::value_type> unfused;
    stages(unfused);

    std::vector<double> fused_times, plain_times;
    for (int i = 0; i < 21; ++i) {
        fused_times.push_back(milliseconds([&] { run(e, fused); }));
        plain_times.push_back(milliseconds([&] { stages(unfused); }));
    }

    double const bound = accuracy_of(e).apart;
    bool agree = std::ssize(unfused.values) == fused.size();
    for (std::size_t i = 0; agree && i < unfused.values.size(); ++i)
        agree = std::abs(double(fused.data()[i]) - double(unfused.values[i])) <= bound;
    all_agree = all_agree && agree;

    double const fast = median(fused_times), slow = median(plain_times);
    std::printf("%-16s %-14s -> %-14s %8.3f %8.3f %6.1fx   %s\n", name,
                text_of(source.extents()).c_str(), text_of(fused.extents()).c_str(), fast, slow,
                slow / fast, agree ? "agree" : "DIFFER");
    return fused;
}

constexpr float soft[3][3] = {
    {0.0625f, 0.125f, 0.0625f}, {0.125f, 0.25f, 0.125f}, {0.0625f, 0.125f, 0.0625f}};
constexpr float crisp[3][3] = {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}};
constexpr float relief[3][3] = {{-2, -1, 0}, {-1, 1, 1}, {0, 1, 2}};
constexpr float sideways[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
constexpr float downwards[3][3] = {{-1, -2, -1}, {0, 0, 0}, {1, 2, 1}};

/// (3,3,3): the pattern on the brightness of red, green and blue, weighted as ITU-R BT.601 does.
auto on_brightness(float const (&pattern)[3][3]) {
    float const share[3] = {0.299f, 0.587f, 0.114f};
    float weights[27];
    for (int i = 0; i < 27; ++i) weights[i] = pattern[i / 9][i / 3 % 3] * share[i % 3];
    return kernel(weights, 3_c, 3_c, 3_c);
}

/// (3,3,3,3): the pattern on red, green and blue, each for itself.
auto on_each_colour(float const (&pattern)[3][3]) {
    float weights[81] = {};
    for (int i = 0; i < 27; ++i) weights[3 * i + i % 3] = pattern[i / 9][i / 3 % 3];
    return kernel(weights, 3_c, 3_c, 3_c, 3_c);
}

/// (3,3,1,2): two patterns on a gray picture, side by side in two channels.
auto side_by_side(float const (&first)[3][3], float const (&second)[3][3]) {
    float weights[18];
    for (int i = 0; i < 18; ++i) weights[i] = (i % 2 == 0 ? first : second)[i / 6][i / 2 % 3];
    return kernel(weights, 3_c, 3_c, 1_c, 2_c);
}

int main(int count, char** arguments) try {
    if (count != 3) {
        std::puts("usage: main_job DATA_DIRECTORY SHEET.png");
        return 2;
    }
    auto const file = [&](char const* name) { return arguments[1] + std::string("/") + name; };

    using digit_shape = extents<dynamic_extent, 28, 28>;
    using patch_shape = extents<dynamic_extent, 32, 32, 3>;
    auto const scans = load_npy<std::uint8_t, digit_shape>(file("digits_1000x28x28_u8.npy"));
    auto const patches = load_npy<std::uint8_t, patch_shape>(file("patches_600x32x32x3_u8.npy"));
    auto const camera_file = load_png_gray(file("camera.png"));
    auto const camera =
        picture(camera_file.data(), camera_file.extent(0), camera_file.extent(1), 1_c);
    auto const astronaut = load_png_rgb(file("astronaut.png"));
    auto const digits = eval(scans | transform([](auto x) { return x * (1 / 255.0f); }));

    auto const plain_digits = plain::copy_of(digits);
    auto const plain_patches = plain::copy_of(patches);
    auto const plain_camera = plain::copy_of(camera);
    auto const plain_astronaut = plain::copy_of(astronaut);
    plain::batch<float> one, two, three, four; // what the plain stages hand on
    plain::batch<std::uint8_t> bytes;

    auto const soften = kernel(soft), sharpen = kernel(crisp), carve = kernel(relief);
    auto const slope = kernel(sideways);
    auto const sharpen_gray = on_brightness(crisp);
    auto const carve_colours = on_each_colour(relief);

    std::printf("%-16s %-14s    %-14s %8s %8s %7s\n", "", "pictures", "result", "fused ms",
                "plain ms", "ratio");
    auto const valid = job("valid", digits, conv(slope),
                           [&](auto& out) { plain::conv(plain_digits, slope, out); });

    auto const same = job("same", digits, pad(same_for(carve)) | conv(carve), [&](auto& out) {
        plain::pad(plain_digits, 1, 1, one);
        plain::conv(one, carve, out);
    });

    auto const padded = job("padding (2,4)", digits, pad(2, 4) | conv(sharpen), [&](auto& out) {
        plain::pad(plain_digits, 2, 4, one);
        plain::conv(one, sharpen, out);
    });

    auto const strided = job("strided (2,2)", digits, conv(soften, stride<2, 2>),
                             [&](auto& out) { plain::conv<2>(plain_digits, soften, out); });

    auto const channels = job("channels", patches, conv(sharpen_gray),
                              [&](auto& out) { plain::conv(plain_patches, sharpen_gray, out); });

    auto const several = job("several kernels", patches, conv(carve_colours),
                             [&](auto& out) { plain::conv(plain_patches, carve_colours, out); });

    auto const largest = job("pool max", patches, pool<max>(2, 2),
                             [&](auto& out) { plain::pool_max(plain_patches, out); });

    auto const mean = job("pool avg", patches, pool<avg>(2, 2),
                          [&](auto& out) { plain::pool_avg(plain_patches, out); });

    // The headline: a pipeline is a value, joined first and given its pictures later.
    auto const smaller = pad(same_for(soften)) | conv(soften, stride<2, 2>) | pool<max>(2, 2);
    auto const headline = job("headline", digits, smaller, [&](auto& out) {
        plain::pad(plain_digits, 1, 1, one);
        plain::conv<2>(one, soften, two);
        plain::pool_max(two, out);
    });

    // Edges of a gray photograph: soften it, take the slopes across and down as two channels, sum
    // their magnitudes, halve the size.
    auto const soften_gray = kernel(&soft[0][0], 3_c, 3_c, 1_c, 1_c);
    auto const slopes = side_by_side(sideways, downwards);
    float const ones[] = {1, 1};
    auto const add_both = kernel(ones, 1_c, 1_c, 2_c, 1_c);
    auto const magnitude = [](auto x) { return max(x, -x); };
    auto const edges =
        conv(soften_gray) | conv(slopes) | transform(magnitude) | conv(add_both) | pool<avg>(2, 2);
    auto const drawing = job("edges", camera, edges, [&](auto& out) {
        plain::conv(plain_camera, soften_gray, one);
        plain::conv(one, slopes, two);
        plain::transform(two, magnitude, three);
        plain::conv(three, add_both, four);
        plain::pool_avg(four, out);
    });

    // A colour photograph in relief, at half the size.
    auto const positive = [](float x) { return x > 0 ? x : 0; };
    auto const carving =
        pad(same_for(carve_colours)) | conv(carve_colours) | relu() | pool<avg>(2, 2);
    auto const carved = job("relief", astronaut, carving, [&](auto& out) {
        plain::pad(plain_astronaut, 1, 1, bytes);
        plain::conv(bytes, carve_colours, one);
        plain::transform(one, positive, two);
        plain::pool_avg(two, out);
    });

    contact_sheet sheet(1120, 8);
    std::vector<index_t> const some_digits = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    sheet.add_row(digits, some_digits, {0, 1});
    sheet.add_row(valid, some_digits, {-3, 3});
    sheet.add_row(same, some_digits, {-1, 2});
    sheet.add_row(padded, some_digits, {0, 1.3});
    sheet.add_row(strided, some_digits, {0, 0.9});
    sheet.add_row(headline, some_digits, {0, 0.9});
    sheet.skip(24);
    std::vector<index_t> const some_patches = {3, 94, 18, 135, 101, 96, 22, 71, 164, 27};
    sheet.add_row(patches, some_patches, {0, 255});
    sheet.add_row(channels, some_patches, {0, 255});
    sheet.add_row(several, some_patches, {0, 255});
    sheet.add_row(largest, some_patches, {0, 255});
    sheet.add_row(mean, some_patches, {0, 255});
    sheet.skip(24);
    sheet.begin_row(4);
    sheet.add(eval(camera | pool<avg>(2, 2)), 0, {0, 255});
    sheet.add(drawing, 0, {320, 0});
    sheet.add(eval(astronaut | pool<avg>(2, 2)), 0, {0, 255});
    sheet.add(carved, 0, {0, 255});
    sheet.save(arguments[2]);
    std::printf("\n%s, row by row:\n"
                "  digits, and what became of them: valid, same, padding (2,4), strided, headline\n"
                "  patches, and theirs: channels, several kernels, pool max, pool avg\n"
                "  a photograph and its edges, a photograph and its relief\n",
                arguments[2]);
    return all_agree ? 0 : 1;
} catch (std::exception const& problem) {
    std::fprintf(stderr, "main_job: %s\n", problem.what());
    return 2;
}

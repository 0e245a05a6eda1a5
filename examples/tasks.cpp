// The seven tasks that the library grew from, each as one would write it.

#include <iostream>
#include <vector>

#include <sluice/sluice.hpp>

using namespace sluice;

template <class In, class Out>
void print(char const* task, In const& in, Out const& out) {
    auto const shape = [](auto const& extents) {
        for (std::size_t i = 0; i < extents.rank; ++i)
            std::cout << (i == 0 ? "(" : ",") << extents[i];
        return ")";
    };
    std::cout << task << ": " << shape(in.extents());
    std::cout << " -> " << shape(out.extents()) << "\n";
}

int main() {
    // Pictures are memory of yours and a view of it. Sizes that are known go into the type (28_c),
    // where the compiler can use and check them; the others are plain numbers.
    std::vector<float> gray_pixels(500 * 28 * 28);
    for (std::size_t i = 0; i < gray_pixels.size(); ++i)
        gray_pixels[i] = static_cast<float>(i % 29) / 28;
    auto const digits = view(gray_pixels.data(), 500, 28_c, 28_c);

    std::vector<std::uint8_t> colour_pixels(100 * 32 * 32 * 3);
    for (std::size_t i = 0; i < colour_pixels.size(); ++i)
        colour_pixels[i] = static_cast<std::uint8_t>(i % 251);
    auto const patches = view(colour_pixels.data(), 100, 32_c, 32_c, 3_c);

    float const sharpen[3][3] = {{0, -1, 0}, {-1, 5, -1}, {0, -1, 0}};
    auto const k = kernel(sharpen);

    // 1. Valid: only where the kernel lies wholly inside the picture.
    auto const valid = eval(digits | conv(k));
    print("valid", digits, valid);

    // 2. Same: a border of zeros keeps the size.
    auto const same = eval(digits | pad(same_for(k)) | conv(k));
    print("same", digits, same);

    // 3. Padding (2,4): two rows above and below, four columns left and right.
    auto const padded = eval(digits | pad(2, 4) | conv(k));
    print("padding (2,4)", digits, padded);

    // 4. Strided: every second position, downwards and across.
    auto const strided = eval(digits | conv(k, stride<2, 2>));
    print("strided (2,2)", digits, strided);

    // 5. Channels: a kernel (3,3,3) sums over red, green and blue; bytes times floats give floats.
    std::vector<float> const mean(3 * 3 * 3, 1.0f / 27);
    auto const summed = eval(patches | conv(kernel(mean.data(), 3_c, 3_c, 3_c)));
    print("channels", patches, summed);

    // 6. Several kernels: (3,3,3,4) holds four of them, and each gives one channel of the result.
    std::vector<float> const weights(3 * 3 * 3 * 4, 0.25f);
    auto const features = eval(patches | conv(kernel(weights.data(), 3_c, 3_c, 3_c, 4_c)));
    print("several kernels", patches, features);

    // 7. Pooling: the largest value, or the mean, of every 2 by 2 pixels of every channel.
    auto const largest = eval(patches | pool<max>(2, 2));
    print("largest of 2 by 2", patches, largest);
    auto const means = eval(patches | pool<avg>(2, 2));
    print("mean of 2 by 2", patches, means);

    // Stages join into one pipeline, which runs in one pass: no picture in between is ever stored.
    auto const small =
        eval(digits | pad(same_for(k)) | conv(k, stride<2, 2>) | relu() | pool<max>(2, 2));
    print("all in one", digits, small);
}

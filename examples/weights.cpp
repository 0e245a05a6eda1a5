// The weights of a layer from a numpy archive, as numpy.savez("weights.npz", conv1=…, bias1=…)
// writes it.

#include <cstdio>
#include <filesystem>
#include <iostream>

#include <sluice/io/npz.hpp>
#include <sluice/sluice.hpp>

using namespace sluice;

int main() {
    auto const folder = std::filesystem::temp_directory_path();
    auto const path = (folder / "sluice_example_weights.npz").string();

    // Two kernels, of vertical and of horizontal edges: (kh,kw,c,nc), the kernel is the last axis.
    float const edges[] = {-1, -1, 0, -2, 1, -1, -2, 0, 0, 0, 2, 0, -1, 1, 0, 2, 1, 1};
    std::vector<float> const bias_of_each = {0.0f, -0.5f};
    save_npz_compressed(path, {{"conv1", view(edges, 3, 3, 1, 2)}, {"bias1", bias_of_each}});

    // Sizes that the program knows go into the type: the kernel has them too.
    auto const file = open_npz(path);
    for (auto const& name : file.names()) std::cout << name << "\n";
    auto const conv1 = kernel(file.load<float, extents<3, 3, 1, 2>>("conv1"));
    auto const bias1 = file.load<float, 1>("bias1");

    auto const digits = load_npy<std::uint8_t, 3>("examples/data/digits_1000x28x28_u8.npy");
    auto const gray = view(digits.data(), digits.extent(0), 28_c, 28_c, 1_c);
    auto const found = eval(gray | conv(conv1, bias(bias1.data(), 2_c)) | relu());
    std::cout << found.extent(0) << " digits, " << found.extent(3) << " kinds of edges\n";

    std::remove(path.c_str());
}

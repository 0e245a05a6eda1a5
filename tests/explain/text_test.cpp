// The page, letter by letter.

#include <sstream>

#include "../support/explained.hpp"

using namespace sluice;
using namespace test;

namespace {

auto const k = ones(3_c, 3_c);

std::vector<std::string> lines_of(std::string const& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The column at which a word begins, on a screen.
std::size_t column_of(std::string const& line, std::string const& word) {
    return detail::width_of(line.substr(0, line.find(word)));
}

/// Every stage's home begins where the heading says so.
template <class E>
void check_columns(E const& e) {
    auto const page = explain(e);
    auto const lines = lines_of(page.text());
    REQUIRE_GT(lines.size(), page.stages.size() + 3);
    std::size_t const at = column_of(lines[2], "where it lives");
    for (std::size_t i = 0; i < page.stages.size(); ++i) {
        auto const& line = lines[3 + i];
        auto const begins = line.find(detail::shown_home(page.stages[i]));
        REQUIRE_NE(begins, std::string::npos);
        CHECK_EQ(detail::width_of(line.substr(0, begins)), at);
    }
    for (auto const& line : lines) CHECK((line.empty() || line.back() != ' '));
}

} // namespace

TEST_CASE("explain: the page of a typed pipeline") {
    auto const e = unread<float>(900, 28_c, 28_c) | pad(same_for(k)) | conv(k, stride<2, 2>) |
                   pool<sluice::max>(2_c, 2_c);
    auto const page = explain<narrow>(e);
    CHECK_EQ(page.text(), R"(900×28×28 f32 → 900×7×7 f32

stage                 result     type  sees  one value takes  where it lives
source                900×28×28  f32   1×1                    caller's memory, read 4 KiB ahead
pad 1, 1, zero        900×30×30  f32   1×1                    addressed, nothing is stored
conv 3×3, stride 2×2  900×14×14  f32   3×3   9 multiply-adds  registers, 4 rows × 4 pixels, unrolled
max pool 2×2          900×7×7    f32   5×5   3 combines       registers, 2 rows × 4 pixels, unrolled

one output   sees 5×5 pixels, the next one 4×4 further on
             halo 1 above, 3 below, 1 left, 3 right
             takes 36 multiply-adds, 3 combines
             reads 64 bytes, writes 4 bytes
workspace    384 bytes
             256  source          copies of rows at either end of the memory
             128  pad 1, 1, zero  a row outside
runs on      )" + page.instructions +
                              R"(, packs of 4 pixels
)");
}
TEST_CASE("explain: the page of a pipeline with rings, sizes known to the run only") {
    auto const e = unread<std::uint8_t>(480, 640) | conv(ones<std::int8_t>(3, 3)) | abs() |
                   pad(1, 1, wrap) | conv(ones(15, 15)) | pool<avg>(2, 2);
    auto const page = explain<narrow>(e);
    CHECK_EQ(page.text(), R"(480×640 u8 → 233×313 f64

stage           result   type  sees   one value takes    where it lives
source          480×640  u8    1×1                       caller's memory
conv 3×3        478×638  i32   3×3    9 multiply-adds    registers, 6 rows × 2 pixels, looped
abs             478×638  i32   3×3    1 step             registers, 6 rows × 2 pixels
pad 1, 1, wrap  480×640  i32   3×3                       ring of 512 rows × 2624 bytes, whole height
conv 15×15      466×626  f64   17×17  225 multiply-adds  registers, 6 rows × 2 pixels, looped
└ ring                                                   16 rows × 5056 bytes
avg pool 2×2    233×313  f64   18×18  3 combines         registers, 4 rows × 2 pixels, looped

one output   sees 18×18 pixels, the next one 2×2 further on
             halo 1 above, 16 below, 1 left, 16 right
             takes 937.63 multiply-adds, 3 combines, 4.18 steps
             reads 4.21 bytes, writes 8 bytes
workspace    1451968 bytes
                  64  conv 3×3            pointers to rows
                  64  conv 3×3            weights, in order
             1343488  pad 1, 1, wrap      rows
                  64  pad 1, 1, wrap      which pixels are repeated in the margins
                 192  conv 15×15          pointers to rows
                1856  conv 15×15          weights, in order
               80896  ring of conv 15×15  rows
                5056  ring of conv 15×15  a row outside
                  64  avg pool 2×2        pointers to rows
               20224  avg pool 2×2        columns
runs on      )" + page.instructions +
                              R"(, packs of 2 pixels
)");
}
TEST_CASE("explain: the page of a chain that needs no workspace") {
    auto const page = explain<narrow>(unread<float>(60, 70) | relu());
    CHECK_EQ(page.text(), R"(60×70 f32 → 60×70 f32

stage   result  type  sees  one value takes  where it lives
source  60×70   f32   1×1                    caller's memory
relu    60×70   f32   1×1   1 step           registers, runs of 4 values

one output   sees 1×1 pixel
             takes 1 step
             reads 4 bytes, writes 4 bytes
workspace    none
runs on      )" + page.instructions +
                              R"(, packs of 4 pixels
)");
}
TEST_CASE("explain: columns stand under each other, and no line ends with a space") {
    check_columns(unread<float>(9, 28_c, 28_c) | conv(k) | relu() | conv(k));
    check_columns(unread<std::uint8_t>(9, 28, 28, 3_c) | conv(ones(3, 3, 3_c, 8_c)) | relu());
    check_columns(unread<float>(100000, 28, 28) | adaptive_pool<avg>(7, 7) | pad(1, 1) | conv(k));
}

// The border of one value.

#include <limits>

#include <sluice/border/constant.hpp>

#include "../support/border.hpp"
#include "../support/text.hpp"

using namespace sluice;
using namespace test;

static_assert(constant(3).outside<float>() == 3 && constant(0.5f).outside<double>() == 0.5);

TEST_CASE_TEMPLATE("constant: every width and place in a pipeline", T, std::uint8_t, float) {
    check_border<T>(constant(7));
    if constexpr (std::is_floating_point_v<T>) check_border<T>(constant(-0.5f));
}

TEST_CASE_TEMPLATE("constant: every other type", T, SLUICE_TEST_OTHER_PIXELS) {
    check_border_under_windows<T>(constant(7));
}

TEST_CASE("constant: a value that integer pixels cannot hold is refused by the pipe") {
    std::uint8_t bytes[4] = {};
    std::int16_t words[4] = {};
    auto const text =
        text_of<range_error>([&] { (void)(view(bytes, 2, 2) | pad(1, 1, constant(256))); });
    CHECK(says(text, {"pad", "constant", "8 unsigned", "cast"}));
    CHECK_THROWS_AS((void)(view(bytes, 2, 2) | pad(1, 1, constant(-1))), range_error);
    CHECK_THROWS_AS((void)(view(bytes, 2, 2) | pad(1, 1, constant(0.5))), range_error);
    CHECK_THROWS_AS((void)(view(words, 2, 2) | pad(1, 1, constant(32768))), range_error);
    float const nan = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_AS((void)(view(bytes, 2, 2) | pad(1, 1, constant(nan))), range_error);
    CHECK_NOTHROW((void)(view(bytes, 2, 2) | pad(1, 1, constant(255.0))));
    CHECK_NOTHROW((void)(view(words, 2, 2) | pad(1, 1, constant(-32768))));
}

TEST_CASE("constant: infinity and NaN are values of float pixels") {
    float const in[] = {1, 2};
    auto const least = constant(-std::numeric_limits<float>::infinity());
    CHECK(same(eval(view(in, 1, 2) | pad(0, 1, least) | pool<sluice::max>(1, 2)), {1, 2}));
}

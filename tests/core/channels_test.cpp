// The rules by which channels of kernels and pictures go together.

#include <doctest/doctest.h>
#include <sluice/core/channels.hpp>
#include <sluice/core/view.hpp>
#include <sluice/stage/conv.hpp>

#include "../support/text.hpp"

using namespace sluice;
using namespace test;

namespace {

float const values[64] = {};
auto const twelve = view(values, 0, 9, 9, 12);

template <class Stage>
std::string refusal(Stage const& stage) {
    return text_of<shape_error>([&] { (void)(twelve | stage); });
}

} // namespace

static_assert(groups_divide_the_results::holds(3, 9) && !groups_divide_the_results::holds(3, 8));
static_assert(!groups_divide_the_results::holds(0, 0) && !groups_divide_the_results::holds(-1, 1));
static_assert(bias_has_a_value_per_result::holds(2, 2) &&
              !bias_has_a_value_per_result::holds(1, 2));

TEST_CASE("channels: what does not go together is thrown by the pipe, with both numbers") {
    auto const k = kernel(values, 1, 1, 4, 6);
    CHECK_NOTHROW((void)(twelve | conv(k, groups(3))));
    CHECK(says(refusal(conv(k, groups(2))), {"axis c", "kernel 8", "pictures 12"}));
    CHECK(says(refusal(conv(kernel(values, 1, 1, 4, 7), groups(3))),
               {"groups", "axis c", "groups 3", "results 7"}));
    CHECK(says(refusal(conv(k, groups(0))), {"axis c", "kernel 0", "pictures 12"}));
    index_t const many = (~(index_t{1} << 63)) / 2;
    CHECK(says(refusal(conv(k, groups(many))), {"axis c", "pictures 12"}));
    CHECK(says(refusal(conv(k, groups(3), bias(values, 5))), {"bias 5", "results 6"}));
    CHECK_NOTHROW((void)(twelve | conv(k, groups(3), bias(values, 6))));
}

#pragma once
// How the channels of kernels and of pictures go together: the rules of convolutions.

#include <sluice/core/rule.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// A kernel with a channel axis goes with pictures that have one, and only with those.
struct kernel_has_the_pictures_axes {
    static constexpr char const* sentence =
        "the kernel and the pictures differ in their channel axis; for pictures (m,h,w,c) write "
        "kernel(w, kh, kw, c), or depthwise_conv";
    static constexpr char const* left = "kernel";
    static constexpr char const* right = "pictures";
    static constexpr bool holds(index_t kernel, index_t pictures) { return kernel == pictures; }

    template <class Stage>
    using shown = typename Stage::kernel_type;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const&, In const&, Judge judge) {
        return judge(detail::compare_on("c", dim<(Stage::kernel_type::rank > 2)>{},
                                        dim<In::extents_type::has_channels>{}));
    }
    template <bool Holds, class Kernel, class Image>
    struct says {
        static_assert(Holds, "the kernel and the pictures differ in their channel axis; for "
                             "pictures (m,h,w,c) write kernel(w, kh, kw, c), or depthwise_conv");
    };
};

/// A kernel sums over all channels of the picture, or of its group.
struct kernel_sums_all_channels {
    static constexpr char const* sentence =
        "the kernel has another number of channels than the pictures; give both the same c: "
        "kernel(w, kh, kw, c), or c/n with groups<n>";
    static constexpr char const* left = "kernel";
    static constexpr char const* right = "pictures";
    static constexpr bool holds(index_t kernel, index_t pictures) { return kernel == pictures; }

    template <class Stage>
    using shown = typename Stage::kernel_type;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const& in, Judge judge) {
        auto const times = [](index_t c, index_t groups) {
            return detail::product_or_greatest(c, groups);
        };
        return judge(detail::compare_on(
            "c", detail::with_dims(times, stage.weights().channels(), stage.groups()),
            in.extents().channels()));
    }
    template <bool Holds, class Kernel, class Image>
    struct says {
        static_assert(Holds, "the kernel has another number of channels than the pictures; give "
                             "both the same c: kernel(w, kh, kw, c), or c/n with groups<n>");
    };
};

/// Every group gives as many results as the others.
struct groups_divide_the_results {
    static constexpr char const* sentence =
        "the number of groups does not divide the results; a kernel (kh,kw,c/groups,nc) has nc "
        "results, nc/groups for each group";
    static constexpr char const* left = "groups";
    static constexpr char const* right = "results";
    static constexpr bool holds(index_t groups, index_t results) {
        return groups >= 1 && results % groups == 0;
    }

    template <class Stage>
    using shown = typename Stage::kernel_type;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("c", stage.groups(), stage.count()));
    }
    template <bool Holds, class Kernel, class Image>
    struct says {
        static_assert(Holds, "the number of groups does not divide the results; a kernel "
                             "(kh,kw,c/groups,nc) has nc results, nc/groups for each group");
    };
};

/// A bias has a value for each result.
struct bias_has_a_value_per_result {
    static constexpr char const* sentence =
        "the bias has another number of values than the kernel has results; give one for each";
    static constexpr char const* left = "bias";
    static constexpr char const* right = "results";
    static constexpr bool holds(index_t bias, index_t results) { return bias == results; }

    template <class Stage>
    using shown = typename Stage::bias_type;
    template <class Stage, class In, class Judge>
    static constexpr auto compare(Stage const& stage, In const&, Judge judge) {
        return judge(detail::compare_on("c", stage.bias().count(stage.count()), stage.count()));
    }
    template <bool Holds, class Bias, class Image>
    struct says {
        static_assert(Holds, "the bias has another number of values than the kernel has results; "
                             "give one for each");
    };
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

#pragma once
// Sizes that the types may know: one number, and the tuples of numbers that shapes are made of.

#include <boost/hana/integral_constant.hpp>
#include <cstddef>
#include <type_traits>

#include <sluice/core/exception.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {

/// The type of every size, position and count, in elements unless a comment says otherwise.
using index_t = std::ptrdiff_t;

/// Stands in a type for a size that is known at run time only, as in std::mdspan.
inline constexpr index_t dynamic_extent = -1;

using namespace boost::hana::literals; // 28_c: a size that the type knows

/// One size. dim<28> is the type's knowledge and takes no storage; dim<dynamic_extent> holds a
/// number.
template <index_t N>
struct dim {
    static constexpr bool is_static = true;
    static constexpr index_t static_value = N;
    constexpr dim() = default;
    constexpr explicit dim(index_t) {}
    constexpr operator index_t() const { return N; }
};

template <>
struct dim<dynamic_extent> {
    static constexpr bool is_static = false;
    static constexpr index_t static_value = dynamic_extent;
    index_t value = 0;
    constexpr dim() = default;
    constexpr explicit dim(index_t n) : value(n) {}
    constexpr operator index_t() const { return value; }
};

namespace detail {

template <class T>
inline constexpr bool is_dim = false;
template <index_t N>
inline constexpr bool is_dim<dim<N>> = true;

template <class T>
concept typed_number =
    requires { std::integral_constant<index_t, static_cast<index_t>(T::value)>{}; };

/// At the door: a number, a Hana or std integral constant, or a dim, becomes a dim.
template <class T>
constexpr auto to_dim(T const& n) {
    if constexpr (requires { T::is_static; }) return n;
    else if constexpr (typed_number<T>) {
        static_assert(T::value >= 0,
                      "a size is zero or more: write 28_c, or 28 for one that the run knows");
        return dim<static_cast<index_t>(T::value)>{};
    } else {
        static_assert(std::is_integral_v<T>,
                      "a size is an integer: write 28, or 28_c to put it in the type");
        return dim<dynamic_extent>{static_cast<index_t>(n)};
    }
}

template <class T>
using dim_of = decltype(to_dim(std::declval<T const&>()));

template <class T>
inline constexpr index_t static_dim = dim_of<T>::static_value;

/// f of some sizes, in the type where all of them are.
template <class F, index_t... N>
constexpr auto with_dims(F f, dim<N>... n) {
    if constexpr ((dim<N>::is_static && ...)) return dim<F{}(N...)>{};
    else return dim<dynamic_extent>{f(index_t(n)...)};
}

/// A tuple of sizes, each static or dynamic; the base of extents, window, stride and padding.
template <index_t... N>
class size_tuple {
public:
    static constexpr std::size_t rank = sizeof...(N);
    static constexpr bool is_static = ((N != dynamic_extent) && ...);
    static constexpr index_t static_sizes[sizeof...(N)] = {N...};

    constexpr size_tuple() : value_{N...} {}
    template <class... T>
        requires(sizeof...(T) == sizeof...(N) && sizeof...(T) > 0)
    constexpr explicit size_tuple(T const&... n) : value_{index_t(to_dim(n))...} {}

    /// The i-th size as a number.
    constexpr index_t operator[](std::size_t i) const { return value_[i]; }

    /// The I-th size as a dim: in the type, where the type knows it.
    template <std::size_t I>
    constexpr auto get() const {
        return dim<static_sizes[I]>{value_[I]};
    }

    friend constexpr bool operator==(size_tuple const& a, size_tuple const& b) {
        for (std::size_t i = 0; i < rank; ++i)
            if (a.value_[i] != b.value_[i]) return false;
        return true;
    }

private:
    index_t value_[sizeof...(N)];
};

} // namespace detail

/// The types behind `window<3,3>`, `stride<2,2>` and paddings: short, because they are read in
/// messages.
namespace sizes {

/// How many rows and columns one output looks at.
template <index_t H, index_t W>
struct window : detail::size_tuple<H, W> {
    using detail::size_tuple<H, W>::size_tuple;
};

/// How many rows and columns lie between the windows of neighbouring outputs.
template <index_t H, index_t W>
struct stride : detail::size_tuple<H, W> {
    using detail::size_tuple<H, W>::size_tuple;
};

/// How many rows and columns lie between neighbouring taps of a window.
template <index_t H, index_t W>
struct dilation : detail::size_tuple<H, W> {
    using detail::size_tuple<H, W>::size_tuple;
};

/// How many rows and columns a border adds: top, bottom, left, right.
template <index_t Top, index_t Bottom, index_t Left, index_t Right>
struct padding : detail::size_tuple<Top, Bottom, Left, Right> {
    using detail::size_tuple<Top, Bottom, Left, Right>::size_tuple;
};

/// The padding that is 'same' for a window: after it the size is what it was.
template <index_t Top, index_t Bottom, index_t Left, index_t Right>
struct same : padding<Top, Bottom, Left, Right> {
    static constexpr bool keeps_the_size = true;
    using padding<Top, Bottom, Left, Right>::padding;
};

} // namespace sizes

/// The shape of pictures: (h,w), a batch (m,h,w), or a batch with channels (m,h,w,c).
template <index_t... N>
struct extents : detail::size_tuple<N...> {
    static_assert(sizeof...(N) >= 2 && sizeof...(N) <= 4, "a shape is (h,w), (m,h,w) or (m,h,w,c)");
    using detail::size_tuple<N...>::size_tuple;

    static constexpr bool has_channels = sizeof...(N) == 4;

    /// Images in the batch; 1 for a single picture (h,w).
    constexpr auto images() const {
        if constexpr (sizeof...(N) == 2) return dim<1>{};
        else return this->template get<0>();
    }
    constexpr auto height() const { return this->template get<(sizeof...(N) > 2)>(); }
    constexpr auto width() const { return this->template get<(sizeof...(N) > 2) + 1>(); }
    /// Values per pixel; 1 where the shape has no channel axis.
    constexpr auto channels() const {
        if constexpr (has_channels) return this->template get<3>();
        else return dim<1>{};
    }
    /// The number of values, m·h·w·c.
    constexpr index_t count() const { return images() * height() * width() * channels(); }
};

template <class... T>
extents(T const&...) -> extents<detail::static_dim<T>...>;

/// The option `stride<2,2>` or `stride(2, n)`: rows, then columns.
/// Example: examples/tasks.cpp
template <index_t H, index_t W>
constexpr auto stride() {
    static_assert(H >= 0 && W >= 0, "a stride is one or more: write stride<2,2>");
    return sizes::stride<H, W>{};
}
template <class H, class W>
constexpr auto stride(H const& h, W const& w) {
    return sizes::stride<detail::static_dim<H>, detail::static_dim<W>>(h, w);
}

/// The option `dilation<2,2>` or `dilation(2, n)`: rows, then columns.
template <index_t H, index_t W>
constexpr auto dilation() {
    static_assert(H >= 0 && W >= 0, "a dilation is one or more: write dilation<2,2>");
    return sizes::dilation<H, W>{};
}
template <class H, class W>
constexpr auto dilation(H const& h, W const& w) {
    return sizes::dilation<detail::static_dim<H>, detail::static_dim<W>>(h, w);
}

/// The option `padding(1, 1)` of pools: rows above and below, columns left and right; or
/// `padding(top, bottom, left, right)`.
template <class H, class W>
constexpr auto padding(H const& h, W const& w) {
    return sizes::padding<detail::static_dim<H>, detail::static_dim<H>, detail::static_dim<W>,
                          detail::static_dim<W>>(h, h, w, w);
}
template <class T, class B, class L, class R>
constexpr auto padding(T const& t, B const& b, L const& l, R const& r) {
    return sizes::padding<detail::static_dim<T>, detail::static_dim<B>, detail::static_dim<L>,
                          detail::static_dim<R>>(t, b, l, r);
}

/// The option `window<3,3>` or `window(3, n)`: rows, then columns.
template <index_t H, index_t W>
constexpr auto window() {
    static_assert(H >= 0 && W >= 0, "a window is one or more: write window<3,3>");
    return sizes::window<H, W>{};
}
template <class H, class W>
constexpr auto window(H const& h, W const& w) {
    return sizes::window<detail::static_dim<H>, detail::static_dim<W>>(h, w);
}

namespace detail {

/// An option reaches its stage as a value (`stride(2, n)`) or as a maker's name (`stride<2,2>`).
template <class Option>
constexpr Option option(Option (*maker)()) {
    return maker();
}
template <class Option>
constexpr Option option(Option value) {
    return value;
}

/// Options that know how to take each other in, in any order. One that no `with` takes is left out:
/// the stage complains about it.
template <class Options>
constexpr auto with_options(Options const& options) {
    return options;
}
template <class Options, class First, class... Rest>
constexpr auto with_options(Options const& options, First const& first, Rest const&... rest) {
    if constexpr (requires { options.with(first); })
        return with_options(options.with(first), rest...);
    else return with_options(options, rest...);
}

/// The product of sizes that are not negative; throws where it passes what an index_t can count.
template <class... N>
constexpr index_t checked_product(char const* what, index_t first, N... rest) {
    index_t product = first;
    auto const times = [&](index_t n) {
        if (__builtin_mul_overflow(product, n, &product))
            fail<shape_error>(what, ": the sizes ", first,
                              " and on multiply to more than a machine can address");
    };
    (times(rest), ...);
    return product;
}

/// Sums and products of sizes that stop at the greatest number instead of passing it: what is
/// compared with them is refused.
inline constexpr index_t greatest = ~(index_t{1} << 63);
constexpr index_t sum_or_greatest(index_t a, index_t b) {
    index_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? greatest : sum;
}
constexpr index_t product_or_greatest(index_t a, index_t b) {
    index_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? greatest : product;
}

/// From the first tap of a window to behind the last one: (k − 1)d + 1.
template <index_t K, index_t D>
constexpr auto reach_of(dim<K> k, dim<D> d) {
    return with_dims(
        [](index_t taps, index_t apart) {
            return sum_or_greatest(product_or_greatest(taps - 1, apart), 1);
        },
        k, d);
}

/// ⌊(n − window)/stride⌋ + 1: how many whole windows fit in n.
template <index_t N, index_t K, index_t S>
constexpr auto windows_in(dim<N> n, dim<K> k, dim<S> s) {
    return with_dims(
        [](index_t size, index_t reach, index_t step) { return (size - reach) / step + 1; }, n, k,
        s);
}

} // namespace detail
} // namespace sluice::inline v0_1::inline SLUICE_TARGET

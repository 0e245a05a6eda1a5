#pragma once
// The weights of a convolution: (kh,kw), (kh,kw,c) or (kh,kw,c,nc), copied in when the kernel is
// made.

#include <utility>

#include <sluice/core/number.hpp>
#include <sluice/core/size.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// A fixed number of weights, in the object itself.
template <class T, index_t N>
class weights_inside {
public:
    constexpr weights_inside() : value_() {}
    constexpr weights_inside(T const* from, index_t) : value_() {
        for (index_t i = 0; i < N; ++i) value_[i] = from[i];
    }
    constexpr T operator[](index_t i) const { return value_[i]; }

private:
    T value_[N];
};

/// Any number of weights, in memory of their own.
template <class T>
class weights_on_heap {
public:
    constexpr weights_on_heap(T const* from, index_t n)
        : value_(new T[static_cast<std::size_t>(n)]), size_(n) {
        for (index_t i = 0; i < n; ++i) value_[i] = from[i];
    }
    constexpr weights_on_heap(weights_on_heap const& other)
        : weights_on_heap(other.value_, other.size_) {}
    constexpr weights_on_heap(weights_on_heap&& other) noexcept
        : value_(other.value_), size_(other.size_) {
        other.value_ = nullptr;
        other.size_ = 0;
    }
    constexpr weights_on_heap& operator=(weights_on_heap other) noexcept {
        T* const mine = value_;
        value_ = other.value_;
        other.value_ = mine;
        size_ = other.size_;
        return *this;
    }
    constexpr ~weights_on_heap() { delete[] value_; }
    constexpr T operator[](index_t i) const { return value_[i]; }

private:
    T* value_;
    index_t size_;
};

inline constexpr index_t most_weights_inside = 1024;

template <class T, index_t... N>
using weights =
    std::conditional_t<((N != dynamic_extent) && ...) && (N * ...) <= most_weights_inside,
                       weights_inside<T, (N * ...)>, weights_on_heap<T>>;

} // namespace detail

/// Weights in C order: rows, columns, then channels of the picture, then kernels.
template <number T, index_t... N>
class kernel_of {
public:
    using value_type = T;
    static constexpr std::size_t rank = sizeof...(N);

    constexpr kernel_of() = default; // zeros, where the type knows the sizes
    constexpr kernel_of(T const* from, detail::size_tuple<N...> const& shape, index_t count)
        : shape_(shape), weight_(from, count) {}

    constexpr auto height() const { return shape_.template get<0>(); }
    constexpr auto width() const { return shape_.template get<1>(); }
    /// Channels of the picture that one result sums over.
    constexpr auto channels() const {
        if constexpr (rank > 2) return shape_.template get<2>();
        else return dim<1>{};
    }
    /// Results per position.
    constexpr auto count() const {
        if constexpr (rank > 3) return shape_.template get<3>();
        else return dim<1>{};
    }
    constexpr auto window() const {
        return sizes::window<decltype(height())::static_value, decltype(width())::static_value>(
            height(), width());
    }
    /// The weight of row i, column j and channel c for result o.
    constexpr T operator()(index_t i, index_t j, index_t c = 0, index_t o = 0) const {
        return weight_[((i * width() + j) * channels() + c) * count() + o];
    }

    /// The same weights, rows and columns in reverse order.
    constexpr kernel_of flipped() const {
        return rearranged<N...>(shape_, [this](index_t at) {
            index_t const pixel = channels() * count();
            return (height() * width() - 1 - at / pixel) * pixel + at % pixel;
        });
    }
    /// (kh,kw,c,n), or (kh,kw,c), as the kernel (kh,kw,1,c·n) of c groups: the order is the same.
    constexpr auto by_channel() const
        requires(rank > 2)
    {
        auto const results =
            detail::with_dims([](index_t c, index_t n) { return c * n; }, channels(), count());
        using H = decltype(height());
        using W = decltype(width());
        constexpr index_t n = decltype(results)::static_value;
        detail::size_tuple<H::static_value, W::static_value, 1, n> const shape(height(), width(),
                                                                               dim<1>{}, results);
        return rearranged<H::static_value, W::static_value, 1, n>(shape,
                                                                  [](index_t at) { return at; });
    }

private:
    /// Another kernel of as many weights: number `at` of it is number from(at) of this one.
    template <index_t... M, class From>
    constexpr kernel_of<T, M...> rearranged(detail::size_tuple<M...> const& shape,
                                            From from) const {
        index_t const n = height() * width() * channels() * count();
        T* const value = new T[static_cast<std::size_t>(n)];
        for (index_t i = 0; i < n; ++i) value[i] = weight_[from(i)];
        kernel_of<T, M...> const made(value, shape, n);
        delete[] value;
        return made;
    }

    detail::size_tuple<N...> shape_;
    detail::weights<T, N...> weight_;
};

/// A kernel from weights in C order: kernel(p, kh, kw), kernel(p, kh, kw, c) sums over channels,
/// kernel(p, kh, kw, c, nc) gives nc results. Each size is a number or typed (3_c); the weights are
/// copied. Throws shape_error for a size below one, memory_error for null.
/// Example: examples/tasks.cpp
template <number T, class... N>
    requires(sizeof...(N) >= 2 && sizeof...(N) <= 4)
constexpr auto kernel(T const* weights, N const&... sizes) {
    static_assert(((detail::static_dim<N> == dynamic_extent || detail::static_dim<N> > 0) && ...),
                  "a kernel's sizes are one or more");
    detail::size_tuple<detail::static_dim<N>...> const shape(sizes...);
    for (std::size_t i = 0; i < sizeof...(N); ++i)
        if (shape[i] < 1)
            detail::fail<shape_error>("kernel: size ", index_t(i), " is ", shape[i],
                                      "; it must be at least 1");
    if (weights == nullptr)
        detail::fail<memory_error>("kernel: the pointer to the weights is null");
    index_t const count =
        detail::checked_product("kernel", index_t{sizeof(T)}, index_t(detail::to_dim(sizes))...) /
        index_t{sizeof(T)};
    return kernel_of<T, detail::static_dim<N>...>(weights, shape, count);
}

/// The same from a C array, whose sizes are in its type: float k[3][3] gives kernel(k), and so do
/// [kh][kw][c] and [kh][kw][c][nc].
template <number T, std::size_t H, std::size_t W>
constexpr auto kernel(T const (&w)[H][W]) {
    T flat[H * W];
    for (std::size_t i = 0; i < H * W; ++i) flat[i] = w[i / W][i % W];
    return kernel(static_cast<T const*>(flat), dim<index_t(H)>{}, dim<index_t(W)>{});
}
template <number T, std::size_t H, std::size_t W, std::size_t C>
constexpr auto kernel(T const (&w)[H][W][C]) {
    T flat[H * W * C];
    for (std::size_t i = 0; i < H * W * C; ++i) flat[i] = w[i / (W * C)][i / C % W][i % C];
    return kernel(static_cast<T const*>(flat), dim<index_t(H)>{}, dim<index_t(W)>{},
                  dim<index_t(C)>{});
}
template <number T, std::size_t H, std::size_t W, std::size_t C, std::size_t N>
constexpr auto kernel(T const (&w)[H][W][C][N]) {
    T flat[H * W * C * N];
    for (std::size_t i = 0; i < H * W * C * N; ++i)
        flat[i] = w[i / (W * C * N)][i / (C * N) % W][i / N % C][i % N];
    return kernel(static_cast<T const*>(flat), dim<index_t(H)>{}, dim<index_t(W)>{},
                  dim<index_t(C)>{}, dim<index_t(N)>{});
}

template <number T, class Extents>
class image;

/// The same from an array that owns its memory, as files give: load_npy<float, extents<3,3>>(path)
/// gives a 3×3 kernel in the type, load_npy<float, 4>(path) one (kh,kw,c,nc) of run-time sizes.
/// Throws shape_error for an empty one.
/// Example: examples/weights.cpp
template <number T, index_t... N>
auto kernel(image<T, extents<N...>> const& weights) {
    auto const& shape = weights.extents();
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return kernel(weights.data(), shape.template get<I>()...);
    }(std::make_index_sequence<sizeof...(N)>{});
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

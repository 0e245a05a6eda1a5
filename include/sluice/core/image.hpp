#pragma once
// Pictures that own their memory: what eval gives.

#include <cstdlib>
#include <utility>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <sluice/core/view.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
namespace detail {

/// Memory for n bytes at a multiple of 64, not zeroed. Large pieces (4 MiB and more) lie on 2 MiB
/// boundaries with huge pages advised: fresh small pages cost more than most pipelines do.
inline void* allocate_bytes(index_t n) {
    constexpr std::size_t huge = std::size_t{1} << 21;
    auto const bytes = static_cast<std::size_t>(n);
    std::size_t const line = bytes >= 2 * huge ? huge : 64;
    std::size_t const size = (bytes + line - 1) / line * line;
    void* const p = size == 0 ? nullptr : std::aligned_alloc(line, size);
    if (p == nullptr && size != 0) fail_to_allocate(n);
#if defined(__linux__)
    if (line == huge) ::madvise(p, size, MADV_HUGEPAGE);
#endif
    return p;
}

} // namespace detail

/// A batch of pictures that owns its memory: contiguous, at a multiple of 64 bytes, not zeroed at
/// first.
template <number T, class Extents>
class image {
public:
    using element_type = T;
    using value_type = T;
    using extents_type = Extents;

    /// Room for a picture of this shape. Throws shape_error, or std::bad_alloc.
    explicit image(Extents const& shape) : shape_(shape) {
        detail::check_sizes<T>(shape);
        data_ = static_cast<T*>(detail::allocate_bytes(size() * index_t{sizeof(T)}));
    }
    image(image&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), shape_(other.shape_) {}
    image& operator=(image&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(shape_, other.shape_);
        return *this;
    }
    ~image() { std::free(data_); }

    T* data() { return data_; }
    T const* data() const { return data_; }
    T* begin() { return data_; }
    T* end() { return data_ + size(); }
    T const* begin() const { return data_; }
    T const* end() const { return data_ + size(); }
    /// The number of values, m·h·w·c.
    index_t size() const { return shape_.count(); }
    Extents const& extents() const { return shape_; }
    index_t extent(std::size_t axis) const { return shape_[axis]; }
    index_t row_pitch() const { return shape_.width() * shape_.channels(); }
    index_t image_pitch() const { return row_pitch() * shape_.height(); }

    /// The picture as a source or a target.
    auto view() { return detail::view_of(data_, shape_); }
    auto view() const { return detail::view_of(static_cast<T const*>(data_), shape_); }

private:
    T* data_ = nullptr;
    Extents shape_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

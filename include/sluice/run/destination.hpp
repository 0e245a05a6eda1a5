#pragma once
// Where a result goes: straight to its place, or past the caches.

#include <sluice/core/view.hpp>
#include <sluice/lane/memory.hpp>
#include <sluice/run/blocking.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// The caller's memory, whatever the types know of its shape: one instantiation serves them all.
/// A result that no cache could hold is collected in a few lines of the workspace and goes from
/// there past the caches, whole lines at a time: an ordinary store first reads the memory that it
/// fills.
template <class T, class B>
class destination {
    static constexpr index_t line = index_t{cache_line / sizeof(T)};
    static constexpr index_t collected = B::collected_bytes / index_t{sizeof(T)};

public:
    template <class Extents>
    explicit destination(image_view<T, Extents> const& out)
        : data_(out.data()), size_(out.span()), images_(out.extents().images()),
          step_{out.row_pitch(), out.image_pitch()}, is_contiguous_(out.is_contiguous()) {}
    /// A result of so many values, of which only the place in the workspace is asked.
    constexpr explicit destination(index_t size) : size_(size) {}

    index_t images() const { return images_; }
    index_t row_pitch() const { return step_.row; }

    /// Takes room to collect blocks of n values in, of which `spilled` may be written too far.
    constexpr void place(layout& room, index_t n, index_t spilled) {
        if (!can_write_past_caches || size_ < B::far_bytes / index_t{sizeof(T)} ||
            n > B::most_collected_bytes / index_t{sizeof(T)})
            return;
        most_ = collected + line + n + spilled;
        room_ = room.take<T>(fits_page() ? 2 * most_ : most_);
    }
    void start() {
        goes_past_caches_ = room_ != nullptr && is_contiguous_;
        if (!goes_past_caches_) return;
        if (index_t const left = left_of_page(room_); fits_page() && left < most_) room_ += left;
        auto const address = reinterpret_cast<std::uintptr_t>(data_);
        from_ = -static_cast<index_t>(address % cache_line / sizeof(T));
    }

    /// Where row y of image m is to be written.
    SLUICE_INLINE T* row(index_t m, index_t y) const {
        index_t const at = m * step_.image + y * step_.row;
        return goes_past_caches_ ? room_ + (at - from_) : data_ + at;
    }
    /// Up to here whole packs may spill over the end of a row.
    SLUICE_INLINE T const* end() const {
        return goes_past_caches_ ? room_ + most_ : is_contiguous_ ? data_ + size_ : data_;
    }
    /// The rows of image m above `made` are there, and those above `final` are not made again.
    SLUICE_INLINE void made(index_t m, index_t final, index_t made) {
        if (!goes_past_caches_) return;
        index_t const image = m * step_.image;
        if (image + made * step_.row - from_ >= collected)
            from_ = write_lines(data_, room_, from_, image + final * step_.row,
                                image + made * step_.row);
    }
    void finish() {
        if (!goes_past_caches_) return;
        from_ = write_lines(data_, room_, from_, size_, size_);
        write_values(data_, room_, from_, size_);
        written_past_caches();
    }

    template <class Say>
    void explain(Say& say) const {
        if (room_ != nullptr) say.takes("lines of the result, on their way past the caches", room_);
    }

private:
    /// Stores across two pages take tens of cycles: what may lie in one page does.
    constexpr bool fits_page() const { return most_ <= B::page_bytes / index_t{sizeof(T)}; }
    static index_t left_of_page(T const* p) {
        index_t const into = static_cast<index_t>(reinterpret_cast<std::uintptr_t>(p) %
                                                  std::uintptr_t{B::page_bytes});
        return (B::page_bytes - into) / index_t{sizeof(T)};
    }

    // The room holds what comes from value `from` of the result on. These see no destination, so
    // that no store is taken to change one.

    /// Writes the lines that end before `final`, keeps what has been made behind them, and gives
    /// what the room begins with then.
    [[gnu::noinline]] static index_t write_lines(T* data, T* room, index_t from, index_t final,
                                                 index_t made) {
        index_t at = from;
        if (at < 0 && at + line <= final) { // the line in which the result begins
            write_values(data, room, from, at + line);
            at += line;
        }
        for (; at >= 0 && at + line <= final; at += line)
            write_past_caches(data + at, room + (at - from));
        if (at == from) return at;
        for (index_t i = at; i < made; i += line)
            __builtin_memcpy(room + (i - at), room + (i - from), cache_line);
        return at;
    }
    static void write_values(T* data, T const* room, index_t from, index_t to) {
        for (index_t i = from < 0 ? 0 : from; i < to; ++i) data[i] = room[i - from];
    }

    T* data_ = nullptr;
    index_t size_ = 0, images_ = 0;
    pitches step_{};
    bool is_contiguous_ = false, goes_past_caches_ = false;
    T* room_ = nullptr;
    index_t most_ = 0;
    index_t from_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

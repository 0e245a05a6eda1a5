#pragma once
// Where a result goes: straight to its place, or past the caches.

#include <cstring>

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
    /// Of its values so many may go past the caches: all or none.
    template <class Extents>
    destination(image_view<T, Extents> const& out, index_t far)
        : data_(out.data()), size_(out.span()), far_(out.is_contiguous() ? far : 0), to_(data_),
          end_(out.is_contiguous() ? data_ + size_ : data_), images_(out.extents().images()),
          step_{out.row_pitch(), out.image_pitch()} {}
    /// Only the place in the workspace is asked of it.
    constexpr explicit destination(index_t far) : far_(far) {}

    index_t images() const { return images_; }
    index_t row_pitch() const { return step_.row; }

    /// Takes room for images of so many values, made in blocks of n, the last of which are followed
    /// by `spilled` too many.
    [[gnu::noinline]] constexpr void place(layout& room, index_t image, index_t n,
                                           index_t spilled) {
        if (!can_write_past_caches || far_ == 0 || far_ < B::far_bytes / index_t{sizeof(T)} ||
            n > B::most_collected_bytes / index_t{sizeof(T)})
            return;
        bool const whole = image <= B::most_collected_picture / index_t{sizeof(T)};
        full_ = whole ? (collected + image - 1) / image * image : collected;
        most_ = full_ + line + n + spilled;
        room_ = room.take<T>(fits_page() ? 2 * most_ : most_);
    }
    /// Takes room for rows that may not be stored where they are made.
    constexpr void place_aside(layout& room, index_t rows, index_t columns, index_t channels) {
        aside_ = room.take<T>(rows, columns, channels);
    }
    /// Whether a result of whole lines begins with one and is large: then its lines go past the
    /// caches one by one, as they are made, and none are collected.
    bool takes_lines() {
        bool const is_far = far_ != 0 && far_ >= B::far_bytes / index_t{sizeof(T)};
        if (!is_far || reinterpret_cast<std::uintptr_t>(data_) % cache_line != 0) return false;
        room_ = nullptr;
        return true;
    }
    void start() {
        if (!goes_past_caches()) return;
        if (index_t const left = left_of_page(room_); fits_page() && left < most_) room_ += left;
        to_ = room_;
        end_ = room_ + most_;
        auto const address = reinterpret_cast<std::uintptr_t>(data_);
        from_ = -static_cast<index_t>(address % cache_line / sizeof(T));
    }

    /// Where image m is to be written; its first rows may have left the room already.
    T* image(index_t m) const { return to_ + (m * step_.image - from_); }
    /// Whether n values may be written from `to` on, though the last of them are none of the row's.
    bool has_room(T const* to, index_t n) const { return to + n <= end_; }
    T* aside() const { return aside_; }
    /// Stores rows of n values each, made aside so far apart.
    SLUICE_INLINE void take_aside(T* to, index_t rows, index_t n, index_t pitch) const {
        copy_rows(to, step_.row, aside_, pitch, rows, n);
    }
    bool goes_past_caches() const { return room_ != nullptr; }
    /// Whether so much has been made, up to `end` of the room, that its lines should go.
    bool is_full(T const* end) const { return end >= room_ + full_; }
    /// Of what goes past the caches: the rows of image m above `made` are there, and those above
    /// `final` are not made again. Whatever is written next has another place.
    SLUICE_INLINE void made(index_t m, index_t final, index_t made) {
        index_t const image = m * step_.image;
        from_ =
            write_lines(data_, room_, from_, image + final * step_.row, image + made * step_.row);
    }
    void finish() const {
        if (goes_past_caches()) write_rest(data_, room_, from_, size_);
    }

    template <class Say>
    void explain(Say& say) const {
        if (goes_past_caches())
            say.takes("lines of the result, on their way past the caches", room_);
        if (aside_ != nullptr) say.takes("rows that are not made whole", aside_);
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

    [[gnu::noinline]] static void copy_rows(T* to, index_t pitch, T const* from, index_t pitch_from,
                                            index_t rows, index_t n) {
        for (index_t r = 0; r < rows; ++r)
            std::memcpy(to + r * pitch, from + r * pitch_from, sizeof(T) * std::size_t(n));
    }

    /// Writes the lines that end before `final`, keeps what has been made behind them, and gives
    /// what the room begins with then.
    [[gnu::noinline]] static index_t write_lines(T* data, T* room, index_t from, index_t final,
                                                 index_t made) {
        index_t at = from;
        if (at < 0 && at + line <= final) { // the line in which the result begins
            write_values(data, room, from, at + line);
            at += line;
        }
        if (at >= 0 && at + line <= final) {
            index_t const lines = (final - at) / line;
            write_past_caches(data + at, room + (at - from), lines);
            at += lines * line;
        }
        if (at == from) return at;
        for (index_t i = at; i < made; i += line)
            std::memcpy(room + (i - at), room + (i - from), cache_line);
        return at;
    }
    [[gnu::noinline]] static void write_rest(T* data, T* room, index_t from, index_t size) {
        from = write_lines(data, room, from, size, size);
        write_values(data, room, from, size);
        written_past_caches();
    }
    static void write_values(T* data, T const* room, index_t from, index_t to) {
        index_t const begin = from < 0 ? 0 : from;
        if (begin < to)
            std::memcpy(data + begin, room + (begin - from), sizeof(T) * std::size_t(to - begin));
    }

    T* data_ = nullptr;
    index_t size_ = 0, far_ = 0;
    // The row of value `from` of the result is written at `to`.
    T* to_ = nullptr;
    T const* end_ = nullptr;
    index_t from_ = 0;
    index_t images_ = 0;
    pitches step_{};
    T* room_ = nullptr;
    T* aside_ = nullptr;
    index_t full_ = 0, most_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

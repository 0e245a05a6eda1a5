#pragma once
// What every expression means: the stages' formulas, scalar and constexpr, one full picture after
// another. The engine is held against it, and static_assert can ask it.

#include <sluice/core/pipe.hpp>
#include <sluice/core/target.hpp>
#include <sluice/run/value.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET {
/// A result of the reference: values in C order, that a constant expression can look at.
template <class T, class Extents>
class reference_result {
public:
    using value_type = T;
    using extents_type = Extents;

    constexpr explicit reference_result(Extents const& shape)
        : shape_(shape), value_(new T[static_cast<std::size_t>(shape.count())]{}) {}
    constexpr reference_result(reference_result&& other) noexcept
        : shape_(other.shape_), value_(other.value_) {
        other.value_ = nullptr;
    }
    constexpr reference_result& operator=(reference_result&&) = delete;
    constexpr ~reference_result() { delete[] value_; }

    constexpr Extents const& extents() const { return shape_; }
    constexpr index_t extent(std::size_t axis) const { return shape_[axis]; }
    constexpr index_t size() const { return shape_.count(); }
    constexpr T const* data() const { return value_; }
    constexpr T operator[](index_t i) const { return value_[i]; }
    constexpr T& at(index_t m, index_t y, index_t x, index_t c) {
        return value_[((m * shape_.height() + y) * shape_.width() + x) * shape_.channels() + c];
    }
    constexpr T at(index_t m, index_t y, index_t x, index_t c) const {
        return value_[((m * shape_.height() + y) * shape_.width() + x) * shape_.channels() + c];
    }

private:
    Extents shape_;
    T* value_;
};

namespace detail {

template <int Target, class T>
constexpr auto reference_of(T const& e) {
    if constexpr (!is_expression<T>) {
        reference_result<std::remove_const_t<typename T::value_type>, typename T::extents_type> out(
            e.extents());
        auto const& s = e.extents();
        for (index_t m = 0; m < s.images(); ++m)
            for (index_t y = 0; y < s.height(); ++y)
                for (index_t x = 0; x < s.width(); ++x)
                    for (index_t c = 0; c < s.channels(); ++c)
                        out.at(m, y, x, c) = e.data()[m * e.image_pitch() + y * e.row_pitch() +
                                                      x * s.channels() + c];
        return out;
    } else {
        using Result = typename T::value_type;
        using Kind = typename T::stage_type::stage_kind;
        auto const in = reference_of<Target>(e.input());
        reference_result<Result, typename T::extents_type> out(e.extents());
        auto const& s = e.extents();
        for (index_t m = 0; m < s.images(); ++m) {
            auto const pixel = [&](index_t y, index_t x, index_t c) { return in.at(m, y, x, c); };
            for (index_t y = 0; y < s.height(); ++y)
                for (index_t x = 0; x < s.width(); ++x)
                    for (index_t o = 0; o < s.channels(); ++o)
                        out.at(m, y, x, o) =
                            value_of<Result>(Kind{}, e.stage(), pixel, in.extents(), {y, x, o});
        }
        return out;
    }
}

} // namespace detail

/// The result of an expression by the formulas alone: scalar, stage after stage, usable in a
/// constant expression. Slow; for tests and for asking what an expression means.
/// Example: tests/run/reference_test.cpp
template <int Target = detail::this_target, class E>
constexpr auto reference(E const& e) {
    return detail::reference_of<Target>(e);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET

#pragma once
// Chains of pointwise stages only: rows are runs of values, channels and positions do not matter,
// and the result may lie exactly where the pictures lie.

#include <sluice/core/image.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/lane/formula.hpp>

namespace sluice::inline v0_1::detail {

template <class E>
constexpr bool is_pointwise() {
    if constexpr (is_expression<E>)
        return std::is_same_v<typename E::stage_type::stage_kind, map_kind> &&
               is_pointwise<typename E::input_type>();
    else return true;
}

template <class T>
constexpr auto const& source_of(T const& e) {
    if constexpr (is_expression<T>) return source_of(e.input());
    else return e;
}

/// All stages of a pointwise chain on one pack of the source's values.
template <class E, class P>
SLUICE_INLINE auto apply_chain(E const& e, P pixel) {
    if constexpr (is_expression<E>)
        return as_pack<typename E::value_type, P::size, typename P::arch>(
            e.stage().apply(apply_chain(e.input(), pixel)));
    else return pixel;
}

template <int N, class A, class E, class T, class U>
void run_row(E const& e, T const* from, U* to, index_t count) {
    index_t x = 0;
    for (; x + N <= count; x += N) store(to + x, apply_chain(e, load<T, N, A>(from + x)));
    if (x < count)
        store_first(to + x, apply_chain(e, load_first<T, N, A>(from + x, count - x)), count - x);
}

template <int N, class A, class E, class U, class X>
void run_pointwise(E const& e, image_view<U, X> const& out) {
    auto const& in = source_of(e);
    index_t const images = out.extents().images(), height = out.extents().height();
    index_t const row = out.extents().width() * out.extents().channels();
    index_t const one_image = row * height;
    if (in.row_pitch() == row && out.row_pitch() == row) {
        if (in.image_pitch() == one_image && out.image_pitch() == one_image)
            return run_row<N, A>(e, in.data(), out.data(), images * one_image);
        for (index_t m = 0; m < images; ++m)
            run_row<N, A>(e, in.data() + m * in.image_pitch(), out.data() + m * out.image_pitch(),
                          one_image);
        return;
    }
    for (index_t m = 0; m < images; ++m)
        for (index_t y = 0; y < height; ++y)
            run_row<N, A>(e, in.data() + m * in.image_pitch() + y * in.row_pitch(),
                          out.data() + m * out.image_pitch() + y * out.row_pitch(), row);
}

} // namespace sluice::inline v0_1::detail

#pragma once
// Which expressions lie in memory, which are made in packs of channels, and how large packs are.

#include <sluice/core/image.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/lane/pack.hpp>
#include <sluice/run/blocking.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

template <class Stage>
inline constexpr bool is_crop = std::is_same_v<typename Stage::stage_kind, crop_kind>;

/// Pictures in memory, or a crop of them, which is a view.
template <class E>
inline constexpr bool in_memory = is_source<E>;
template <class In, class Stage>
inline constexpr bool in_memory<expression<In, Stage>> = is_crop<Stage> && in_memory<In>;

template <class T, class E>
constexpr auto memory_of(image_view<T, E> const& view) {
    return image_view<T const, E>(view.data(), view.extents(),
                                  {view.row_pitch(), view.image_pitch()});
}
template <class T, class E>
constexpr auto memory_of(image<T, E> const& source) {
    return source.view();
}
template <class In, class Stage>
constexpr auto memory_of(expression<In, Stage> const& e) {
    auto const& crop = e.stage();
    return memory_of(e.input()).region(crop.top(), crop.left(), crop.height(), crop.width());
}

/// Whether the last stage of E, by its kind, makes packs of N channels, its result having as many.
template <class E, int N, class A, class Kind>
constexpr bool kind_makes_packs_of_channels(Kind) {
    return false;
}
template <class E, int N, class A>
constexpr bool kind_makes_packs_of_channels(reduce_kind) {
    return true;
}
template <class E, int N, class A>
constexpr bool kind_makes_packs_of_channels(fold_kind) {
    using Stage = typename E::stage_type;
    using Planes = decltype(std::declval<E const&>().input().extents().channels());
    using Groups = decltype(std::declval<Stage const&>().groups());
    using C = decltype(std::declval<Stage const&>().count());
    bool const by_channel = std::is_same_v<Groups, Planes> && std::is_same_v<Groups, C>;
    return Planes::is_static && (std::is_same_v<Groups, dim<1>> || by_channel);
}

/// Whether packs hold channels: in convolutions with at least a pack of results, each of all
/// channels or of its own; in pools of as many channels; and in maps after these that do not ask
/// which channel a value is in.
template <class E, int N, class A>
constexpr bool makes_packs_of_channels() {
    using C = decltype(std::declval<E const&>().extents().channels());
    if constexpr (!C::is_static || C::static_value < N) return false;
    else if constexpr (in_memory<E>) return true;
    else if constexpr (std::is_same_v<typename E::stage_type::stage_kind, map_kind>) {
        using In = typename E::input_type;
        using Pixels = pack<typename In::value_type, N, A>;
        return !asks_for_channel<typename E::stage_type, Pixels> && !in_memory<In> &&
               makes_packs_of_channels<In, N, A>();
    } else return kind_makes_packs_of_channels<E, N, A>(typename E::stage_type::stage_kind{});
}

template <class E>
constexpr int widest_bytes() {
    constexpr int own = sizeof(typename E::value_type);
    if constexpr (is_expression<E>) {
        constexpr int below = widest_bytes<typename E::input_type>();
        return own > below ? own : below;
    } else return own;
}

/// The most channels that a stage of this kind makes, all along E, or 0: those that packs may hold.
template <class Kind, class E, class A>
constexpr index_t most_channels() {
    if constexpr (!is_expression<E>) return 0;
    else {
        using C = decltype(std::declval<E const&>().extents().channels());
        index_t most = most_channels<Kind, typename E::input_type, A>();
        if constexpr (std::is_same_v<typename E::stage_type::stage_kind, Kind>)
            if constexpr (makes_packs_of_channels<E, 1, A>())
                most = C::static_value > most ? C::static_value : most;
        return most;
    }
}

/// Pixels or channels per pack, the same all along a chain: as many as one register holds of its
/// widest type, or fewer where packs of channels would not be full.
template <class E, class B>
inline constexpr int values_per_pack = [] {
    using A = typename B::arch;
    constexpr index_t results = most_channels<fold_kind, E, A>(),
                      pooled = results > 0 ? 0 : most_channels<reduce_kind, E, A>();
    constexpr bool deep = results >= B::least_deep_results || pooled >= B::least_deep_channels;
    int n = register_bytes<A> / widest_bytes<E>();
    while (deep && n > 4 && n > results + pooled) n /= 2;
    return n;
}();

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

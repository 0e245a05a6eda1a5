#pragma once
// Chains of pointwise stages only: rows are runs of values, channels matter only where a stage asks
// for them, positions do not, and the result may lie exactly where the pictures lie.

#include <sluice/core/image.hpp>
#include <sluice/core/pipe.hpp>
#include <sluice/lane/channels.hpp>
#include <sluice/lane/memory.hpp>
#include <sluice/run/blocking.hpp>
#include <sluice/run/map.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

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

/// The stages of a pointwise chain, without their source.
template <class E>
class chain {
public:
    constexpr explicit chain(E const&) {}
    template <class P>
    SLUICE_INLINE P apply(P pixel, index_t) const {
        return pixel;
    }
};
template <class In, class Stage>
class chain<expression<In, Stage>> {
public:
    constexpr explicit chain(expression<In, Stage> const& e)
        : before_(e.input()), stage_(e.stage()) {}
    /// All stages on one pack of the source's values, in this channel.
    template <class P>
    SLUICE_INLINE auto apply(P pixel, index_t channel) const {
        using Result = typename expression<In, Stage>::value_type;
        return as_pack<Result, P::size, typename P::arch>(
            mapped(stage_.get(), before_.apply(pixel, channel), channel));
    }

private:
    [[no_unique_address]] chain<In> before_;
    [[no_unique_address]] kept_stage<Stage> stage_;
};

/// Whether any stage of a chain asks for the channel.
template <class E>
constexpr bool chain_asks_for_channel() {
    if constexpr (is_expression<E>)
        return asks_for_channel<typename E::stage_type, typename E::input_type::value_type> ||
               chain_asks_for_channel<typename E::input_type>();
    else return false;
}

// A run has the stages for itself, in a copy that no store can reach, so that their numbers stay in
// registers. It says whether Us of Ts take less time to make than to write.

/// Runs of values, all in one channel as far as the stages know.
struct values_only {
    template <class T, class U>
    static constexpr bool is_quick = true;
    static constexpr index_t channels() { return 1; }
    template <int N, class A, class Chain, class T, class U>
    void run(Chain const chain, T const* from, U* to, index_t count) const {
        index_t x = 0;
        for (; x + N <= count; x += N) store(to + x, chain.apply(load<T, N, A>(from + x), 0));
        if (x < count)
            store_first(to + x, chain.apply(load_first<T, N, A>(from + x, count - x), 0),
                        count - x);
    }
};

/// Runs of pixels of a few channels, which are taken apart in registers and put together again.
template <int C>
struct few_channels {
    template <class T, class U>
    static constexpr bool is_quick = sizeof(T) >= sizeof(U);
    static constexpr index_t channels() { return C; }
    template <int N, class A, class Chain, class T, class U>
    void run(Chain const chain, T const* from, U* to, index_t count) const {
        index_t x = 0;
        for (; x + N <= count; x += N) block<N, A>(chain, from + x * C, to + x * C);
        if (x < count) {
            spilled<T, N * C> in;
            spilled<U, N * C> out;
            for (index_t i = 0; i < N * C; ++i) // the last pixel fills the lanes that have none
                in.value[i] = from[x * C + (i < (count - x) * C ? i : (count - x - 1) * C + i % C)];
            block<N, A>(chain, in.value, out.value);
            for (index_t i = 0; i < (count - x) * C; ++i) to[x * C + i] = out.value[i];
        }
    }

private:
    template <int N, class A, class Chain, class T, class U>
    static SLUICE_INLINE void block(Chain const& chain, T const* from, U* to) {
        auto const in = load_channels<T, C, N, A>(from);
        bundle<pack<U, N, A>, C> out;
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c) out.part[c] = chain.apply(in.part[c], c);
        out = interleave<C>(out);
#pragma GCC unroll 4
        for (int c = 0; c < C; ++c) store(to + c * N, out.part[c]);
    }
};

/// Runs of pixels of any number of channels, one channel after the other.
struct many_channels {
    index_t c;
    template <class T, class U>
    static constexpr bool is_quick = false;
    index_t channels() const { return c; }
    template <int N, class A, class Chain, class T, class U>
    void run(Chain const chain, T const* from, U* to, index_t count) const {
        for (index_t o = 0; o < c; ++o)
            for (index_t x = 0; x < count; x += N) {
                index_t const left = count - x;
                spilled<T, N> in;
                for (index_t i = 0; i < N; ++i)
                    in.value[i] = from[(x + (i < left ? i : left - 1)) * c + o];
                auto const out = spill(chain.apply(load<T, N, A>(in.value), o));
                for (index_t i = 0; i < N && i < left; ++i) to[(x + i) * c + o] = out.value[i];
            }
    }
};

/// How the runs of a chain's rows are laid out.
template <class E, class C>
constexpr auto layout_of_runs([[maybe_unused]] C channels) {
    if constexpr (!chain_asks_for_channel<E>() || std::is_same_v<C, dim<1>>) return values_only{};
    else if constexpr (C::is_static && C::static_value <= 4)
        return few_channels<static_cast<int>(C::static_value)>{};
    else return many_channels{channels};
}

/// One run that goes past the caches, by way of a few lines that stay near: 0.6 to 0.8 of the time.
template <class B, int N, class Runs, class Chain, class T, class U>
void run_past_caches(Runs const& runs, Chain const& stages, T const* from, U* to, index_t count) {
    using A = typename B::arch;
    constexpr index_t c = Runs::channels(), line = index_t{cache_line}; // so many pixels fill lines
    constexpr index_t lines = B::collected_bytes / (line * c * index_t{sizeof(U)});
    constexpr index_t pixels = line * (lines > 1 ? lines : 1);
    alignas(cache_line) U near[pixels * c];
    auto const begins_line = [&](index_t x) {
        return reinterpret_cast<std::uintptr_t>(to + x * c) % cache_line == 0;
    };
    index_t x = 0;
    while (x < line && x < count && !begins_line(x)) ++x;
    runs.template run<N, A>(stages, from, to, x);
    prefetcher<B::asked_into_cache> ahead(from, from + count * c);
    for (; begins_line(x) && x + pixels <= count; x += pixels) {
        ahead.ask_until(from + (x + pixels) * c, B::read_ahead);
        runs.template run<N, A>(stages, from + x * c, near, pixels);
        write_past_caches(to + x * c, near, pixels * c / (line / index_t{sizeof(U)}));
    }
    written_past_caches();
    runs.template run<N, A>(stages, from + x * c, to + x * c, count - x);
}

/// Of its values so many may go past the caches: all or none.
template <class B, int N, class E, class U, class X>
void run_pointwise(E const& e, image_view<U, X> const& out, index_t far) {
    using A = typename B::arch;
    auto const& in = source_of(e);
    chain<E> const stages(e);
    auto const runs = layout_of_runs<E>(out.extents().channels());
    auto const run = [&](auto const* from, U* to, index_t values) {
        runs.template run<N, A>(stages, from, to, values / runs.channels());
    };
    index_t const images = out.extents().images(), height = out.extents().height();
    index_t const row = out.extents().width() * out.extents().channels();
    index_t const one_image = row * height;
    if (in.row_pitch() == row && out.row_pitch() == row) {
        if (in.image_pitch() == one_image && out.image_pitch() == one_image) {
            using T = std::remove_cvref_t<decltype(*in.data())>;
            using Runs = std::remove_const_t<decltype(runs)>;
            index_t const all = images * one_image;
            bool const in_place = static_cast<void const*>(in.data()) == out.data();
            if constexpr (can_write_past_caches && Runs::template is_quick<T, U>)
                if (far > 0 && far >= B::far_bytes / index_t{sizeof(U)} && !in_place)
                    return run_past_caches<B, N>(runs, stages, in.data(), out.data(),
                                                 all / runs.channels());
            return run(in.data(), out.data(), all);
        }
        for (index_t m = 0; m < images; ++m)
            run(in.data() + m * in.image_pitch(), out.data() + m * out.image_pitch(), one_image);
        return;
    }
    for (index_t m = 0; m < images; ++m)
        for (index_t y = 0; y < height; ++y)
            run(in.data() + m * in.image_pitch() + y * in.row_pitch(),
                out.data() + m * out.image_pitch() + y * out.row_pitch(), row);
}

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

#pragma once
// Zeros between the pixels of rows that are made.

#include <sluice/run/node.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Rows of zeros, and rows of its input's pixels at every s-th place.
template <class Stage, class In, int N, class A>
class spread_node {
    using Step = std::remove_cvref_t<decltype(std::declval<Stage const&>().step())>;
    using SH = dim<Step::static_sizes[0]>;
    using SW = dim<Step::static_sizes[1]>;

public:
    using value_type = typename In::value_type;
    using lanes = pack<value_type, N, A>;
    static constexpr int group = In::group;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = 1;

    constexpr spread_node(Stage const& stage, In in) : in_(std::move(in)), step_(stage.step()) {}

    constexpr auto height() const {
        return with_dims(spread{}, in_.height(), step_.template get<0>());
    }
    constexpr auto width() const {
        return with_dims(spread{}, in_.width(), step_.template get<1>());
    }
    constexpr auto channels() const { return in_.channels(); }
    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t, index_t, index_t rows) {
        index_t const w = in_.width(), most = SH::is_static ? (rows - 1) / step_[0] + 2 : rows + 1;
        in_.place(room, 0, w > N ? w : N, most);
    }
    void start() { in_.start(); }
    SLUICE_INLINE void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE void prepare(index_t end) { in_.prepare((end - 1) / step_[0] + 1); }
    SLUICE_INLINE auto held() const { return in_.held(); }

    template <int R, class F>
    SLUICE_INLINE void with_rows(index_t y, F const& f) const {
        index_t const first = y / SH(step_[0]);
        with_rows_of<rows_in<R>>(in_, first, [&](auto const& in) {
            spread_rows<std::remove_cvref_t<decltype(in)>, R> rows{in, {}};
            for (int r = 0; r < R; ++r) {
                index_t const at = (y + r) / SH(step_[0]);
                rows.of[r] = at * SH(step_[0]) == y + r ? static_cast<int>(at - first) : -1;
            }
            f(rows);
        });
    }
    template <int R, bool, class Held, class Rows>
    SLUICE_INLINE tile<lanes, R, group> block(Held const& held, Rows const& rows, index_t x,
                                              index_t o) const {
        index_t const last = in_.width() > N ? in_.width() - N : 0;
        index_t const from = x / SW(step_[1]) < last ? x / SW(step_[1]) : last;
        tile<lanes, R, group> out;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
            for (int g = 0; g < group; ++g) out.at[r][g] = lanes(value_type(0));
        bool zeros_alone = true;
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) zeros_alone = zeros_alone && rows.of[r] < 0;
        if (zeros_alone) return out;
        auto const in = in_.template block<rows_in<R>, In::has_edges>(held, rows.in, from, o);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
            for (int k = 0; k < rows_in<R>; ++k)
                if (R == 1 || rows.of[r] == k) // of one row it is known by now
#pragma GCC unroll 4
                    for (int g = 0; g < group; ++g) out.at[r][g] = spread_out(in.at[k][g], from, x);
        return out;
    }

    template <class Say>
    void explain(Say& say, index_t rows) const {
        in_.explain(say, 1);
        say.registers(rows, lanes::size, group);
    }

private:
    struct spread {
        constexpr index_t operator()(index_t n, index_t s) const { return (n - 1) * s + 1; }
    };
    /// Rows of the input under R rows from any of them on: as many, where the step may be 1.
    template <int R>
    static constexpr int rows_in =
        SH::is_static ? static_cast<int>((R - 1 + SH::static_value - 1) / SH::static_value) + 1 : R;
    template <class Rows, int R>
    struct spread_rows {
        Rows in;
        int of[R]; // which of them each row's pixels are in, or −1
    };
    /// The pixels from `from` on, as they lie in the N places from x on.
    SLUICE_INLINE lanes spread_out(lanes pixels, index_t from, index_t x) const {
        if constexpr (SW::is_static && SW::static_value <= 4) {
            constexpr int s = static_cast<int>(SW::static_value);
            bundle<lanes, s> apart;
            apart.part[0] = pixels;
            for (int i = 1; i < s; ++i) apart.part[i] = lanes(value_type(0));
            apart = interleave<s>(apart);
            spilled<value_type, (s + 1) * N> places;
            for (int i = 0; i < s; ++i) store(places.value + i * N, apart.part[i]);
            store(places.value + s * N, lanes(value_type(0)));
            return load<value_type, N, A>(places.value + (x - from * s));
        } else {
            index_t const s = step_[1], first = (x + s - 1) / s;
            auto const dense = spill(pixels);
            spilled<value_type, N> sparse{};
            for (index_t i = first; i * s < x + N && i < from + N; ++i)
                sparse.value[i * s - x] = dense.value[i - from];
            return load<value_type, N, A>(sparse.value);
        }
    }

    In in_;
    Step step_;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

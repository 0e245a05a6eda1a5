#pragma once
// Pools whose windows divide the picture: rows are combined as they come, none is kept.

#include <sluice/run/sweep.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// One row of windows after the other, in order, for a ring. Its rows are combined into one line
/// per
/// channel, then the columns of each window. A line is read and another one written, so that packs
/// of a row may overlap.
template <class Stage, class In, class Result, int N, class B>
class adaptive_node {
    using A = typename B::arch;
    using Sum = decltype(std::declval<Stage const&>().first(std::declval<typename In::lanes>()));
    using Value = typename Sum::value_type;

public:
    using value_type = Result;
    using lanes = pack<Result, N, A>;
    static constexpr int group = 1;
    static constexpr bool addressable = false;
    static constexpr bool has_edges = false;
    static constexpr int natural_rows = 1;

    constexpr adaptive_node(Stage const& stage, In in) : in_(std::move(in)), stage_(&stage) {}

    constexpr auto height() const { return stage_->height(); }
    constexpr auto width() const { return stage_->width(); }
    constexpr auto channels() const { return in_.channels(); }
    static constexpr x_range interior() { return everywhere; }

    constexpr void place(layout& room, index_t, index_t, index_t) {
        index_t const n = in_.width();
        in_.place(room, 0, n > N ? n : N, together + 1); // a window may share a row with the next
        pitch_ = n + N;
        line_ = room.take<Value>(in_.channels(), pitch_);
        next_ = room.take<Value>(in_.channels(), pitch_);
    }
    void start() { in_.start(); }
    void begin(index_t m) { in_.begin(m); }
    SLUICE_INLINE holds_nothing held() const { return {}; }

    /// Combines the rows of the windows in row end − 1.
    void prepare(index_t end) {
        index_t const h = in_.height();
        index_t y = stage_->begin(0, end - 1, h);
        index_t const behind = stage_->end(0, end - 1, h);
        rows_ = behind - y;
        auto const held = in_.held();
        bool fresh = true;
        for (; y + together <= behind; y += together, fresh = false) take<together>(held, y, fresh);
        for (; y < behind; ++y, fresh = false) take<1>(held, y, fresh);
    }

    template <int R>
    SLUICE_INLINE holds_nothing rows(index_t) const {
        static_assert(R == 1);
        return {};
    }
    template <int R, bool>
    SLUICE_INLINE tile<lanes, R, group> block(holds_nothing, holds_nothing, index_t x,
                                              index_t o) const {
        spilled<Result, N> out;
        Value const* const line = line_ + o * pitch_;
        for (index_t i = 0; i < N; ++i)
            out.value[i] = x + i < width() ? window(line, x + i) : out.value[0];
        return {{{load<Result, N, A>(out.value)}}};
    }

    template <class Say>
    void explain(Say& say, index_t) const {
        in_.explain(say, together);
        say.lines();
        say.takes("lines", line_);
        say.takes("lines", next_);
    }

private:
    static constexpr int together = In::natural_rows;

    /// One window of the line.
    Result window(Value const* line, index_t x) const {
        index_t const n = in_.width();
        index_t const first = stage_->begin(1, x, n), behind = stage_->end(1, x, n);
        Value total = line[first];
        for (index_t i = first + 1; i < behind; ++i) total = stage_->combine(total, line[i]);
        return static_cast<Result>(stage_->finish(total, rows_ * (behind - first)));
    }

    template <int R, class Held>
    void take(Held const& held, index_t y, bool fresh) {
        in_.prepare(y + R);
        sweep<B, R>(in_, held, y, line_sink{stage_, line_, next_, pitch_, fresh});
        std::swap(line_, next_);
    }

    struct line_sink {
        Stage const* stage;
        Value const* line;
        Value* next;
        index_t pitch;
        bool fresh;

        template <int R, class Tile>
        SLUICE_INLINE void put(index_t x, index_t o, Tile const& t) const {
            for (int g = 0; g < In::group; ++g) {
                index_t const at = (o + g) * pitch + x;
                Sum total = stage->first(t.at[0][g]);
                for (int r = 1; r < R; ++r) total = stage->combine(total, stage->first(t.at[r][g]));
                if (!fresh) total = stage->combine(load<Value, N, A>(line + at), total);
                store(next + at, total);
            }
        }
    };

    In in_;
    Stage const* stage_;
    Value* line_ = nullptr;
    Value* next_ = nullptr;
    index_t pitch_ = 0, rows_ = 0;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

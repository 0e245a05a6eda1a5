#pragma once
// What the nodes of a plan say of themselves, once they are placed.

#include <sluice/explain/facts.hpp>

namespace sluice::inline v0_1::inline SLUICE_TARGET::detail {

/// Listens to the nodes, which speak in the order in which pixels flow: each tells where one of the
/// stages lives, or that there is a ring or a border beside them.
class plan_listener {
public:
    /// Stages that are views of the pictures come first, and have no node.
    plan_listener(explanation& page, std::size_t views)
        : page_(page), waiting_(std::move(page.stages)) {
        page.stages.clear();
        for (std::size_t i = 0; i < views; ++i) settle(home::memory);
    }

    /// The pictures themselves, asked for so many bytes ahead.
    void memory(index_t bytes_ahead) {
        page_.stages[0].bytes_ahead = bytes_ahead;
        speaker_ = 0;
    }
    /// A border that is never stored.
    void addressed() {
        if (next_is_pad()) settle(home::addressed);
        else beside("border", home::addressed);
    }
    /// A stage whose values are made in blocks of rows × pixels × channels.
    void registers(index_t rows, index_t pixels, index_t channels) {
        auto& s = settle(home::registers);
        s.rows = rows;
        s.pixels = pixels;
        s.channels = channels;
    }
    /// A stage that is computed with the next one, at no cost of its own.
    void merged() { settle(home::merged).work = {}; }
    /// The same, of so many products together.
    void merged(index_t products) {
        merged();
        waiting_[next_].work = {static_cast<double>(products), 0, 0};
    }
    /// How the stage that spoke goes through its windows.
    void window(bool unrolled) {
        page_.stages.back().windows = unrolled ? window_loop::unrolled : window_loop::looped;
    }
    /// A stage that combines rows as they come, and always has a ring behind it.
    void lines() {
        settle(home::lines);
        owes_a_ring_ = true;
    }
    /// A ring of rows: a border in the middle of a pipeline is the margin of one.
    void ring(index_t rows, index_t row_bytes, bool whole_height) {
        auto& s = next_is_pad() && !owes_a_ring_ ? settle(home::ring) : beside("ring", home::ring);
        owes_a_ring_ = false;
        s.rows = rows;
        s.row_bytes = row_bytes;
        s.whole_height = whole_height;
    }
    /// A piece of the workspace, in the order of their places; `end` tells where the last one ends.
    template <class T>
    void takes(char const* what, T const* at) {
        end(at);
        page_.pieces.push_back({speaker_, what, 0});
        begun_ = reinterpret_cast<char const*>(at);
    }
    void end(void const* at) {
        if (!page_.pieces.empty() && at != nullptr)
            page_.pieces.back().bytes = static_cast<char const*>(at) - begun_;
    }

private:
    bool next_is_pad() const { return next_ < waiting_.size() && waiting_[next_].pads; }
    explained_stage& settle(home where) { return put(std::move(waiting_[next_++]), where); }
    explained_stage& beside(char const* name, home where) {
        explained_stage s;
        s.name = name;
        return put(std::move(s), where);
    }
    explained_stage& put(explained_stage s, home where) {
        s.lives = where;
        speaker_ = page_.stages.size();
        return page_.stages.emplace_back(std::move(s));
    }

    explanation& page_;
    std::vector<explained_stage> waiting_;
    std::size_t next_ = 0, speaker_ = 0;
    bool owes_a_ring_ = false;
    char const* begun_ = nullptr;
};

} // namespace sluice::inline v0_1::inline SLUICE_TARGET::detail

#pragma once
// A sheet of small pictures on white: rows of tiles, each tile centred in its cell.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <sluice/core/image.hpp>
#include <sluice/io/png.hpp>

/// Which values are shown as black and as white; what lies outside is clipped. With black above
/// white the picture is a negative.
struct shades {
    double black;
    double white;
};

class contact_sheet {
    using index_t = sluice::index_t;

public:
    /// A sheet this many pixels wide, with this much white between its cells and around them.
    contact_sheet(index_t width, index_t gutter) : width_(width), gutter_(gutter) {}

    /// A row of tiles: the given pictures of a batch, each as large as its cell allows.
    template <class Batch>
    void add_row(Batch const& batch, std::vector<index_t> const& which, shades range) {
        begin_row(std::ssize(which));
        for (auto const m : which) add(batch, m, range);
    }

    /// Begins a row of this many cells, into which `add` puts one tile after the other.
    void begin_row(index_t cells) {
        cell_ = (width_ - (cells + 1) * gutter_) / cells;
        x_ = (width_ - cells * (cell_ + gutter_) + gutter_) / 2;
        y_ += height_ + gutter_;
        height_ = 0;
    }

    /// Leaves more white above the next row.
    void skip(index_t pixels) { y_ += pixels; }

    /// Picture m of a batch in the next cell: gray, or three channels as red, green, blue.
    template <class Batch>
    void add(Batch const& batch, index_t m, shades range) {
        auto const& shape = batch.extents();
        index_t const h = shape.height(), w = shape.width(), c = shape.channels();
        index_t const scale = std::max<index_t>(1, cell_ / std::max(h, w));
        tile t{y_, x_ + (cell_ - w * scale) / 2, h * scale, w * scale, {}};
        for (index_t y = 0; y < t.h; ++y)
            for (index_t x = 0; x < t.w; ++x)
                for (index_t o = 0; o < 3; ++o) {
                    auto const* const row = batch.data() + (m * h + y / scale) * w * c;
                    t.rgb.push_back(shade(row[x / scale * c + (c == 3 ? o : 0)], range));
                }
        height_ = std::max(height_, t.h);
        x_ += cell_ + gutter_;
        tiles_.push_back(std::move(t));
    }

    /// Writes the sheet, as high as its rows need.
    void save(std::string const& path) const {
        index_t const height = y_ + height_ + gutter_;
        std::vector<std::uint8_t> pixels(static_cast<std::size_t>(height * width_ * 3), 255);
        auto const sheet = sluice::picture(pixels.data(), height, width_, sluice::dim<3>{});
        for (tile const& t : tiles_) {
            auto const place = sheet.region(t.y, t.x, t.h, t.w);
            for (index_t y = 0; y < t.h; ++y)
                std::copy_n(&t.rgb[static_cast<std::size_t>(y * t.w * 3)], t.w * 3,
                            place.data() + y * place.row_pitch());
        }
        sluice::save_png(path, sheet);
    }

private:
    struct tile {
        index_t y, x, h, w;
        std::vector<std::uint8_t> rgb;
    };

    template <class T>
    static std::uint8_t shade(T value, shades range) {
        double const share =
            (static_cast<double>(value) - range.black) / (range.white - range.black);
        return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
    }

    index_t width_, gutter_;
    index_t cell_ = 0, x_ = 0, y_ = 0, height_ = 0;
    std::vector<tile> tiles_;
};

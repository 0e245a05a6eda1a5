#include <array>

#include "../support/files.hpp"

#include <sluice/io/npy_header.hpp>

using namespace sluice;

namespace {

detail::npy_header parsed(std::string const& bytes) {
    detail::memory_bytes source("read", "bytes", bytes.data(), std::ssize(bytes));
    return detail::read_npy_header(source);
}

} // namespace

TEST_CASE("npy_header: an element type has numpy's name") {
    CHECK(std::string(detail::npy_descr<std::uint8_t>().text) == "|u1");
    CHECK(std::string(detail::npy_descr<std::int8_t>().text) == "|i1");
    CHECK(std::string(detail::npy_descr<std::uint16_t>().text) == "<u2");
    CHECK(std::string(detail::npy_descr<std::int64_t>().text) == "<i8");
    CHECK(std::string(detail::npy_descr<float>().text) == "<f4");
    CHECK(std::string(detail::npy_descr<double>().text) == "<f8");
}

TEST_CASE("npy_header: a shape is written as Python writes it") {
    CHECK(detail::shape_text({}) == "()");
    CHECK(detail::shape_text(std::array<index_t, 1>{6}) == "(6,)");
    CHECK(detail::shape_text(std::array<index_t, 3>{dynamic_extent, 28, 27}) == "(any, 28, 27)");
}

TEST_CASE("npy_header: what is made is read again, and fills whole lines of 64 bytes") {
    for (index_t n : {index_t{1}, index_t{123456789}, index_t{9223372036854775807}})
        for (std::size_t rank = 1; rank <= 4; ++rank) {
            std::array const sizes{n, n, index_t{2}, n};
            auto const bytes = detail::make_npy_header<float>(std::span(sizes).first(rank));
            CHECK(bytes.size() % 64 == 0);
            auto const header = parsed(bytes);
            CHECK(header.descr == "<f4");
            CHECK(!header.is_fortran);
            REQUIRE(header.rank == rank);
            for (std::size_t i = 0; i < rank; ++i) CHECK(header.shape[i] == sizes[i]);
        }
}

TEST_CASE("npy_header: of more than four sizes the first four are kept, and all are counted") {
    auto const header = parsed(test::npy(test::dictionary("|u1", "(1, 2, 3, 4, 5, 6)"), ""));
    CHECK(header.rank == 6);
    CHECK(header.shape[0] == 1);
    CHECK(header.shape[3] == 4);
}

TEST_CASE("npy_header: an empty list is a shape, an empty row of a picture is none") {
    auto const check = [](std::initializer_list<index_t> shape, index_t left) {
        detail::npy_header header;
        header.rank = shape.size();
        std::copy(shape.begin(), shape.end(), header.shape);
        std::array const wanted{dynamic_extent, dynamic_extent, dynamic_extent, dynamic_extent};
        detail::memory_bytes const source("read", "it", "", left);
        return test::complaint("read: it: ", [&] {
            detail::check_npy_shape(source, header, std::span(wanted).first(shape.size()), 4);
        });
    };
    CHECK(check({0}, 0) == "");
    CHECK(check({0, 2, 3}, 0) == "");
    CHECK(check({5}, 20) == "");
    CHECK(check({5}, 19) == "it ends early: its shape takes 20 bytes and 19 are there");
    CHECK(check({2, 0, 3}, 0) ==
          "its shape is (2, 0, 3); a picture's height, width and channels are 1 or more");
    CHECK(check({0, 3}, 0) ==
          "its shape is (0, 3); a picture's height, width and channels are 1 or more");
}

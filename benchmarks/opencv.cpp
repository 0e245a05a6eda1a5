// OpenCV 4, image by image on one thread, as its users would write it.

#include <array>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "contender.hpp"

namespace bench {
namespace {

/// Image m of the input as OpenCV sees it; OpenCV has no const matrices over foreign memory.
cv::Mat image_of(arguments const& a, index_t m) {
    shape const& s = a.of->in;
    bool const bytes = a.of->pixels == element::u8;
    auto const* const at =
        static_cast<char const*>(a.in) + m * s.h * s.w * s.c * a.of->pixel_bytes();
    return {static_cast<int>(s.h), static_cast<int>(s.w),
            CV_MAKETYPE(bytes ? CV_8U : CV_32F, static_cast<int>(s.c)), const_cast<char*>(at)};
}

cv::Mat result_of(arguments const& a, index_t m) {
    shape const s = a.of->out();
    return {static_cast<int>(s.h), static_cast<int>(s.w), CV_32FC(static_cast<int>(s.c)),
            a.out + m * s.h * s.w * s.c};
}

/// The weights from channel c to result o.
cv::Mat kernel_of(arguments const& a, index_t c = 0, index_t o = 0) {
    stage const conv = a.of->first(op::conv);
    cv::Mat k(static_cast<int>(conv.h), static_cast<int>(conv.w), CV_32F);
    for (int i = 0; i < k.rows; ++i)
        for (int j = 0; j < k.cols; ++j)
            k.at<float>(i, j) = a.weights[((i * conv.w + j) * a.of->in.c + c) * conv.results + o];
    return k;
}

/// The part of a picture on which a centred 3×3 window finds all its pixels.
cv::Mat inside(cv::Mat const& image) {
    return image(cv::Rect(1, 1, image.cols - 2, image.rows - 2));
}

constexpr int zeros = cv::BORDER_CONSTANT | cv::BORDER_ISOLATED;
cv::Point const centre{-1, -1};
cv::Point const corner{0, 0};

void valid(arguments const& a) {
    cv::Mat const k = kernel_of(a);
    for (index_t m = 0; m < a.images(); ++m)
        cv::filter2D(inside(image_of(a, m)), result_of(a, m), CV_32F, k, centre, 0,
                     cv::BORDER_CONSTANT);
}

void same(arguments const& a) {
    cv::Mat const k = kernel_of(a);
    for (index_t m = 0; m < a.images(); ++m)
        cv::filter2D(image_of(a, m), result_of(a, m), CV_32F, k, centre, 0, zeros);
}

void padded(arguments const& a) {
    cv::Mat const k = kernel_of(a);
    int const h = static_cast<int>(a.of->first(op::zeros).h),
              w = static_cast<int>(a.of->first(op::zeros).w);
    cv::Mat wide;
    for (index_t m = 0; m < a.images(); ++m) {
        cv::copyMakeBorder(image_of(a, m), wide, h, h, w, w, cv::BORDER_CONSTANT);
        cv::filter2D(inside(wide), result_of(a, m), CV_32F, k, centre, 0, cv::BORDER_CONSTANT);
    }
}

/// Every second pixel of every second row, the first one included.
void halve(cv::Mat const& from, cv::Mat const& to) {
    cv::resize(from, to, to.size(), 0, 0, cv::INTER_NEAREST);
}

void strided(arguments const& a) {
    cv::Mat const k = kernel_of(a);
    cv::Mat full;
    for (index_t m = 0; m < a.images(); ++m) {
        cv::filter2D(inside(image_of(a, m)), full, CV_32F, k, centre, 0, cv::BORDER_CONSTANT);
        halve(full, result_of(a, m));
    }
}

void channels(arguments const& a) {
    auto const results = static_cast<std::size_t>(a.of->first(op::conv).results);
    std::array<std::array<cv::Mat, 3>, 3> k;
    for (std::size_t o = 0; o < results; ++o)
        for (std::size_t c = 0; c < 3; ++c)
            k[o][c] = kernel_of(a, static_cast<index_t>(c), static_cast<index_t>(o));
    std::array<cv::Mat, 3> plane;
    std::vector<cv::Mat> sum(results);
    cv::Mat part;
    for (index_t m = 0; m < a.images(); ++m) {
        cv::Mat result = result_of(a, m);
        cv::split(image_of(a, m), plane.data());
        if (results == 1) sum[0] = result;
        for (std::size_t o = 0; o < results; ++o) {
            cv::filter2D(inside(plane[0]), sum[o], CV_32F, k[o][0], centre, 0, cv::BORDER_CONSTANT);
            for (std::size_t c = 1; c < 3; ++c) {
                cv::filter2D(inside(plane[c]), part, CV_32F, k[o][c], centre, 0,
                             cv::BORDER_CONSTANT);
                cv::add(sum[o], part, sum[o]);
            }
        }
        if (results > 1) cv::merge(sum, result);
    }
}

void max_pool(arguments const& a) {
    cv::Mat const two = cv::Mat::ones(2, 2, CV_8U);
    cv::Mat full;
    for (index_t m = 0; m < a.images(); ++m) {
        cv::dilate(image_of(a, m), full, two, corner);
        halve(full, result_of(a, m));
    }
}

void avg_pool(arguments const& a) {
    for (index_t m = 0; m < a.images(); ++m) {
        cv::Mat const result = result_of(a, m);
        cv::resize(image_of(a, m), result, result.size(), 0, 0, cv::INTER_AREA);
    }
}

void headline(arguments const& a) {
    cv::Mat const k = kernel_of(a);
    cv::Mat const two = cv::Mat::ones(2, 2, CV_8U);
    shape const s = a.of->after_first(op::conv);
    cv::Mat full, half(static_cast<int>(s.h), static_cast<int>(s.w), CV_32F), largest;
    for (index_t m = 0; m < a.images(); ++m) {
        cv::filter2D(image_of(a, m), full, CV_32F, k, centre, 0, zeros);
        halve(full, half);
        cv::dilate(half, largest, two, corner);
        halve(largest, result_of(a, m));
    }
}

/// W9: the kernel's results are as many as the pixels, and are averaged by twos.
void gray_blur_halve(arguments const& a) {
    cv::Mat const k(5, 5, CV_32F, const_cast<float*>(a.weights));
    cv::Mat real, gray, blurred;
    cv::Mat const result = result_of(a, 0);
    image_of(a, 0).convertTo(real, CV_32F, 1 / 255.0);
    cv::cvtColor(real, gray, cv::COLOR_RGB2GRAY);
    cv::filter2D(gray, blurred, CV_32F, k, centre, 0, cv::BORDER_REPLICATE);
    cv::resize(blurred, result, result.size(), 0, 0, cv::INTER_AREA);
}

/// W11.
void two_convolutions(arguments const& a) {
    cv::Mat const first(3, 3, CV_32F, const_cast<float*>(a.weights));
    cv::Mat const second(3, 3, CV_32F, const_cast<float*>(a.weights + 9));
    cv::Mat once, twice, largest;
    cv::filter2D(inside(image_of(a, 0)), once, CV_32F, first, centre, 0, cv::BORDER_CONSTANT);
    cv::filter2D(inside(once), twice, CV_32F, second, centre, 0, cv::BORDER_CONSTANT);
    cv::dilate(twice, largest, cv::Mat::ones(2, 2, CV_8U), corner);
    halve(largest, result_of(a, 0));
}

/// W13s.
void column_and_row(arguments const& a) {
    cv::Mat const column(5, 1, CV_32F, const_cast<float*>(a.weights));
    cv::Mat const row(1, 5, CV_32F, const_cast<float*>(a.weights + 5));
    cv::sepFilter2D(image_of(a, 0), result_of(a, 0), CV_32F, row, column, centre, 0, zeros);
}

} // namespace

void add_opencv(contenders& all) {
    cv::setNumThreads(1);
    all.push_back({"W1", kind::opencv, "filter2D", valid});
    all.push_back({"W2", kind::opencv, "filter2D", same});
    all.push_back({"W3", kind::opencv, "copyMakeBorder, filter2D", padded});
    all.push_back({"W4", kind::opencv, "filter2D, resize", strided});
    all.push_back({"W5", kind::opencv, "split, filter2D, add", channels});
    all.push_back({"W6", kind::opencv, "split, filter2D, add, merge", channels});
    all.push_back({"W6f", kind::opencv, "split, filter2D, add, merge", channels});
    all.push_back({"W7max", kind::opencv, "dilate, resize", max_pool});
    all.push_back({"W7avg", kind::opencv, "resize", avg_pool});
    all.push_back({"W8a", kind::opencv, "filter2D, resize, dilate, resize", headline});
    all.push_back({"W8b", kind::opencv, "filter2D, resize, dilate, resize", headline});
    all.push_back({"W9", kind::opencv, "cvtColor, filter2D, resize", gray_blur_halve});
    all.push_back({"W11", kind::opencv, "filter2D, filter2D, dilate, resize", two_convolutions});
    all.push_back({"W13s", kind::opencv, "sepFilter2D", column_and_row});
    all.push_back({"W13d", kind::opencv, "filter2D", same});
}

} // namespace bench

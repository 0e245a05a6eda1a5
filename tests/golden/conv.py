"""Convolutions: pictures (m,h,w) with kernels (kh,kw), (m,h,w,c) with (kh,kw,c/groups,nc)."""

import cv2
import numpy as np
import scipy.signal
import torch
import torch.nn.functional as F

from book import *

# Pixels, weights, and what they are summed in.
SUMS = [('u8', 'i8', 'i32'), ('i8', 'i8', 'i32'), ('u16', 'i8', 'i32'), ('i16', 'i8', 'i32'),
        ('i32', 'i8', 'i64'), ('f32', 'f32', 'f32'), ('f64', 'f64', 'f64'), ('u8', 'f32', 'f32'),
        ('i32', 'f32', 'f64')]
U8, F32 = SUMS[0], SUMS[5]


def by_torch(x, k, bias=None, **options):
    kernel = torch.from_numpy(f64(k).transpose(3, 2, 0, 1).copy())
    bias = None if bias is None else torch.from_numpy(f64(bias))
    return channels_last(F.conv2d(channels_first(x), kernel, bias, **options))


def torch_planes(x, k, stride):
    return by_torch(x[..., None], k[..., None, None], stride=stride)[..., 0]


def scipy_planes(x, k, stride):
    out = by_planes(x, lambda p: scipy.signal.correlate2d(p, f64(k), 'valid'))
    return out[:, ::stride[0], ::stride[1]]


def opencv_planes(x, k, stride):
    """filter2D keeps the size: what lies inside is cut out. Its anchor is the middle."""
    out = by_planes(x, lambda p: cv2.filter2D(p, cv2.CV_64F, f64(k)))
    (h, w), (kh, kw) = x.shape[1:], k.shape
    top, left = kh // 2, kw // 2
    return out[:, top:top + h - kh + 1:stride[0], left:left + w - kw + 1:stride[1]]


def operands(sums, shape, kernel):
    """Whole numbers; fractions where floats are summed as such."""
    pixel, weight, result = sums
    if pixel == weight == result:
        return fractions(pixel, shape), fractions(weight, kernel)
    return whole(pixel, shape), whole(weight, kernel, -3, 3)


def case(book, stage, oracle, sums, want_of, x, k, bias=None, **options):
    """want_of(x, k, bias) is what is wanted; of magnitudes it gives the bound of the sums."""
    magnitudes = [None if a is None else np.abs(f64(a)) for a in (x, k, bias)]
    terms = k[..., 0].size if k.ndim == 4 else k.size
    if bias is not None:
        options['bias'] = bias
    book.case('conv', stage, oracle, want_of(x, k, bias), pixels=x, weights=k, **options,
              result=sums[2], slack=sum_slack(sums[2], terms + 1, want_of(*magnitudes)))


def planes(book):
    oracles = [('scipy.signal.correlate2d', scipy_planes), ('cv2.filter2D', opencv_planes),
               ('torch.conv2d', torch_planes)]
    shapes = [((2, 7, 9), (3, 3), (1, 1)), ((1, 6, 17), (2, 5), (2, 3)),
              ((1, 5, 1), (3, 1), (2, 1)), ((3, 4, 4), (4, 4), (1, 1)),
              ((1, 3, 35), (3, 3), (1, 2)), ((1, 1, 1), (1, 1), (3, 3)),
              ((1, 8, 8), (7, 6), (1, 1)), ((1, 2, 70), (2, 2), (1, 1))]
    for i, sums in enumerate(SUMS):
        for j, (shape, kernel, stride) in enumerate(shapes):
            if sums not in (U8, F32) and (i + j) % 3:
                continue # of the other types a third will do
            x, k = operands(sums, shape, kernel)
            name, oracle = oracles[(i + j // 3) % 3]
            case(book, 'conv', name, sums, lambda x, k, _: oracle(x, k, stride), x, k,
                 stride=stride)
    x, k = whole('f32', (0, 4, 5)), whole('f32', (2, 2))
    book.case('conv', 'conv', 'torch.conv2d', torch_planes(x, k, (1, 1)), pixels=x, weights=k,
              stride=(1, 1), result='f32', slack=0)


def no_numbers(book):
    """Not a number and infinities reach the windows that they lie in, and no others."""
    x, k = whole('f32', (1, 6, 19)), np.array([[1, 2], [0, -1]], np.float32)
    for y, column, value in [(1, 3, np.nan), (4, 9, np.inf), (2, 15, -np.inf)]:
        x[0, y, column] = value
    book.case('conv', 'conv', 'torch.conv2d', torch_planes(x, k, (1, 1)), pixels=x, weights=k,
              stride=(1, 1), result='f32', slack=0)


def channels(book):
    for i, sums in enumerate(SUMS):
        for j, (shape, kernel, stride, dilation, groups) in enumerate([
                ((1, 6, 7, 3), (3, 3, 3, 1), (1, 1), (1, 1), 1),
                ((1, 6, 9, 3), (2, 3, 3, 4), (2, 1), (1, 1), 1),
                ((1, 6, 9, 2), (3, 3, 2, 2), (1, 1), (2, 3), 1),
                ((1, 9, 10, 1), (2, 4, 1, 3), (3, 2), (4, 3), 1),
                ((1, 5, 6, 4), (2, 2, 2, 6), (1, 1), (1, 1), 2),
                ((2, 5, 5, 6), (3, 1, 2, 3), (2, 2), (1, 1), 3),
                ((1, 5, 19, 4), (1, 3, 1, 4), (1, 1), (1, 2), 4)]):
            if sums not in (U8, F32) and (i + j) % 3:
                continue
            x, k = operands(sums, shape, kernel)
            bias = whole('i16', kernel[3], -9, 9) if x.dtype != k.dtype else \
                fractions(sums[2], kernel[3])
            options = dict(stride=stride, dilation=dilation, groups=groups)
            case(book, 'conv', 'torch.conv2d', sums, lambda x, k, bias: by_torch(
                x, k, bias, **options), x, k, f64(bias), **options)


def flipped(book):
    for sums in U8, F32:
        for shape, kernel in [((2, 7, 9), (3, 3)), ((1, 5, 19), (2, 4)), ((1, 4, 5), (4, 5))]:
            x, k = operands(sums, shape, kernel)
            case(book, 'convolve', 'scipy.signal.convolve2d', sums, lambda x, k, _: by_planes(
                x, lambda p: scipy.signal.convolve2d(p, f64(k), 'valid')), x, k, stride=(1, 1))


def depthwise(book):
    for sums in U8, F32:
        for shape, kernel, stride in [((1, 5, 7, 3), (3, 3, 3, 2), (1, 1)),
                                      ((2, 6, 6, 4), (2, 3, 4, 1), (2, 1)),
                                      ((1, 2, 33, 2), (1, 2, 2, 3), (1, 1))]:
            x, k = operands(sums, shape, kernel)
            kh, kw, c, multiplier = kernel
            # torch's results are c·multiplier, those of one channel side by side
            case(book, 'depthwise_conv', 'torch.conv2d', sums, lambda x, k, _: by_torch(
                x, k.reshape(kh, kw, 1, c * multiplier), stride=stride, groups=c), x, k,
                 stride=stride)
    # what filter2D does to a colour picture
    x, k = whole('u8', (1, 6, 9, 3)), whole('f32', (3, 3), -3, 3)
    book.case('conv', 'depthwise_conv', 'cv2.filter2D',
              cv2.filter2D(x[0], cv2.CV_32F, k)[None, 1:-1, 1:-1], pixels=x, stride=(1, 1),
              weights=np.repeat(k[:, :, None, None], 3, 2), result='f32', slack=0)


def write(book):
    for family in planes, no_numbers, channels, flipped, depthwise:
        family(book)

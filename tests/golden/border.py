"""Borders by every library's name for them, the 'same' conventions, and parts of pictures."""

import itertools

import cv2
import numpy as np
import scipy.ndimage
import scipy.signal
import torch
import torch.nn.functional as F

from book import *

OPENCV = {'zero': cv2.BORDER_CONSTANT, 'edge': cv2.BORDER_REPLICATE,
          'reflect': cv2.BORDER_REFLECT_101, 'symmetric': cv2.BORDER_REFLECT,
          'wrap': cv2.BORDER_WRAP}
TORCH = {'edge': 'replicate', 'reflect': 'reflect', 'wrap': 'circular'}
NDIMAGE = {'zero': 'constant', 'edge': 'nearest', 'reflect': 'mirror', 'symmetric': 'reflect',
           'wrap': 'grid-wrap'}


def by_numpy(x, border, top, bottom, left, right):
    mode = 'constant' if border == 'zero' else border
    return np.pad(x, ((0, 0), (top, bottom), (left, right)) + ((0, 0),) * (x.ndim - 3), mode)


def by_opencv(x, border, *amounts):
    return np.stack([cv2.copyMakeBorder(p, *amounts, OPENCV[border], value=0) for p in x])


def by_torch(x, border, top, bottom, left, right):
    out = F.pad(torch.from_numpy(f64(x))[:, None], (left, right, top, bottom), TORCH[border])
    return out.numpy()[:, 0]


def by_formula(x, border, top, bottom, left, right):
    """Borders wider than the picture, where numpy 1.24 deviates: position by position."""
    def source(i, n):
        if border == 'edge':
            return min(max(i, 0), n - 1)
        if border == 'wrap':
            return i % n
        period = max(2 * (n - 1), 1) if border == 'reflect' else 2 * n
        i %= period
        return i if i < n else period - i - (border == 'symmetric')
    rows = [source(y, x.shape[1]) for y in range(-top, x.shape[1] + bottom)]
    columns = [source(i, x.shape[2]) for i in range(-left, x.shape[2] + right)]
    return x[:, rows][:, :, columns]


def pads(book):
    def case(oracle, function, x, border, amounts):
        book.case('border', 'pad', oracle, pixels=x, border=border, amounts=amounts,
                  want=function(x, border, *amounts), result=name, slack=0)
    for i, name in enumerate(TYPES):
        x = whole(name, (1, 4, 6))
        for border in OPENCV:
            case('numpy.pad', by_numpy, x, border, [(1, 2, 3, 4), (0, 3, 0, 5)][i % 2])
            case('cv2.copyMakeBorder', by_opencv, x, border, (2, 1, 0, 3))
    name = 'f32'
    x, thin = whole(name, (1, 4, 33)), whole(name, (1, 3, 1))
    for border in 'edge', 'reflect', 'symmetric', 'wrap':
        if border in TORCH:
            case('torch.pad', by_torch, x, border, (3, 1, 2, 3))
        case('formula', by_formula, x[:, :3, :4], border, (7, 10, 9, 11))
        case('formula', by_formula, thin, border, (2, 7, 1, 3))
        case('numpy.pad', by_numpy, x[:, :, :32].reshape(1, 4, 16, 2), border, (1, 2, 3, 1))


def constants(book):
    for name, value in [('u8', 200), ('i16', -300), ('f32', 0.5)]:
        x = whole(name, (1, 4, 9))
        book.case('border', 'pad', 'numpy.pad', pixels=x, border='constant', value=value,
                  amounts=(1, 0, 2, 3), result=name, slack=0, want=np.pad(
                      x, ((0, 0), (1, 0), (2, 3)), constant_values=value))


def filters(book):
    """A border and a convolution, as the filters of other libraries join them."""
    for border, name, kernel in itertools.product(NDIMAGE, ('u8', 'f32'), ((3, 3), (5, 2))):
        x, k = whole(name, (1, 6, 11)), whole('i8' if name == 'u8' else 'f32', kernel, -3, 3)
        book.case('same', 'filter', 'scipy.ndimage.correlate', pixels=x, weights=k,
                  border=border, result='i32' if name == 'u8' else 'f32', slack=0,
                  want=by_planes(x, lambda p: scipy.ndimage.correlate(
                      p, f64(k), mode=NDIMAGE[border])))
        if border != 'wrap': # which filter2D refuses
            book.case('same', 'filter', 'cv2.filter2D', pixels=x, weights=k,
                      border=border, result='i32' if name == 'u8' else 'f32', slack=0,
                      want=by_planes(x, lambda p: cv2.filter2D(
                          p, cv2.CV_64F, f64(k), borderType=OPENCV[border])))


def torch_same(p, k):
    return F.conv2d(torch.from_numpy(p)[None, None], torch.from_numpy(f64(k))[None, None],
                    padding='same').numpy()[0, 0]


def tensorflow_pad(n, k, s):
    """As the documentation of tf.nn.convolution has it for SAME."""
    total = max(k - s if n % s == 0 else k - n % s, 0)
    return total // 2, total - total // 2


def strided(p, k, stride, pads_of):
    pads = [pads_of(n, kn, s) for n, kn, s in zip(p.shape, k.shape, stride)]
    full = scipy.signal.correlate2d(np.pad(p, pads), f64(k), 'valid')
    return full[::stride[0], ::stride[1]]


def same(book):
    for name, kernel in itertools.product(('u8', 'f32'), ((3, 3), (2, 4), (5, 1), (4, 5))):
        x = whole(name, (1, 7, 10))
        k = whole('i8' if name == 'u8' else 'f32', kernel, -3, 3)
        def case(convention, oracle, want_of, stride=(1, 1)):
            book.case('same', convention, oracle, pixels=x, weights=k, stride=stride,
                      result='i32' if name == 'u8' else 'f32', slack=0, want=by_planes(x, want_of))
        for convention in 'same_for', 'same_upper':
            case(convention, 'torch.conv2d', lambda p: torch_same(p, k))
            case(convention, 'scipy.signal.correlate2d', lambda p: scipy.signal.correlate2d(
                p, f64(k), 'same'))
        for convention in 'same_lower', 'keep_size':
            case(convention, 'scipy.ndimage.correlate', lambda p: scipy.ndimage.correlate(
                p, f64(k), mode='constant'))
            case(convention, 'cv2.filter2D', lambda p: cv2.filter2D(
                p, cv2.CV_64F, f64(k), borderType=cv2.BORDER_CONSTANT))
        for stride in (2, 2), (3, 1), (5, 4):
            case('same_for', 'torch.conv2d',
                 lambda p: torch_same(p, k)[::stride[0], ::stride[1]], stride)
            case('same_upper', 'formula', lambda p: strided(p, k, stride, tensorflow_pad), stride)
            case('same_lower', 'formula', lambda p: strided(
                p, k, stride, lambda *n: tensorflow_pad(*n)[::-1]), stride)
            case('keep_size', 'formula', lambda p: strided( # ceil(T/2) on both sides, cut to n
                p, k, stride, lambda n, kn, s: (((n - 1) * s + kn - n + 1) // 2,) * 2)
                 [:p.shape[0], :p.shape[1]], stride)


def crops(book):
    for name, part in itertools.product(('u8', 'f32', 'f64'), ((0, 0, 5, 9), (2, 3, 1, 5))):
        x = whole(name, (2, 5, 9))
        top, left, height, width = part
        book.case('border', 'crop', 'numpy', pixels=x, part=part, result=name, slack=0,
                  want=x[:, top:top + height, left:left + width])


def write(book):
    for family in pads, constants, filters, same, crops:
        family(book)

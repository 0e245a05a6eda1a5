"""Convolutions that are made of others: transposed ones, and those by a column and a row."""

import itertools

import cv2
import numpy as np
import scipy.ndimage
import torch
import torch.nn.functional as F

from book import *
from conv import F32, U8, operands


def by_torch(x, k, **options):
    kernel = torch.from_numpy(f64(k).transpose(2, 3, 0, 1).copy()) # (c,nc,kh,kw)
    return channels_last(F.conv_transpose2d(channels_first(x), kernel, **options))


def transposed(book):
    for sums in U8, F32:
        for shape, kernel, stride, padding in [
                ((1, 4, 5, 1), (3, 3, 1, 1), (2, 2), (1, 1)),
                ((2, 3, 4, 2), (2, 4, 2, 3), (2, 3), (0, 2)),
                ((1, 5, 6, 3), (3, 2, 3, 2), (1, 1), (0, 0)),
                ((1, 2, 17, 1), (2, 2, 1, 2), (2, 2), (0, 0)),
                ((1, 1, 1, 2), (3, 5, 2, 1), (4, 3), (1, 2)),
                ((1, 3, 4, 1), (1, 1, 1, 1), (3, 2), (0, 0))]: # zeros between
            x, k = operands(sums, shape, kernel)
            options = dict(stride=stride, padding=padding)
            terms = k[..., 0].size
            slack = sum_slack(sums[2], terms, by_torch(np.abs(f64(x)), np.abs(f64(k)), **options))
            book.case('transpose', 'conv_transpose', 'torch', by_torch(x, k, **options), pixels=x,
                      weights=k, **options, result=sums[2], slack=slack)


def inside(full, shape, window, stride):
    """What whole windows give, from a filter that keeps the size."""
    top, left = window[0] // 2, window[1] // 2
    rows, columns = shape[1] - window[0] + 1, shape[2] - window[1] + 1
    return full[:, top:top + rows:stride[0], left:left + columns:stride[1]]


def separable(book):
    x = whole('f32', (2, 9, 12))
    for window, stride in itertools.product(((3, 3), (5, 2), (1, 4)), ((1, 1), (2, 3))):
        column, row = (whole('f32', n, -3, 3) for n in window)
        give = dict(pixels=x, column=column, row=row, stride=stride, result='f32', slack=0)
        by_opencv = by_planes(x, lambda p: cv2.sepFilter2D(p, cv2.CV_64F, row, column))
        by_scipy = by_planes(x, lambda p: scipy.ndimage.correlate1d(
            scipy.ndimage.correlate1d(p, column, 0), row, 1))
        for oracle, full in ('cv2.sepFilter2D', by_opencv), ('scipy.ndimage', by_scipy):
            want = inside(full, x.shape, window, stride)
            book.case('transpose', 'separable', oracle, want, **give)


def write(book):
    transposed(book)
    separable(book)

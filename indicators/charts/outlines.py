"""Outlines of marks, as the data of an SVG path from the middle of the mark."""


def circle(size):
    return f"m{-size} 0a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0"


def square(size):
    return f"m{-size} {-size}h{2 * size}v{2 * size}h{-2 * size}z"


def diamond(size):
    return f"m0 {-size}l{size} {size} {-size} {size} {-size} {-size}z"


def triangle(size):
    return f"m0 {-size}l{size} {2 * size}h{-2 * size}z"


def triangle_down(size):
    return f"m{-size} {-size}h{2 * size}l{-size} {2 * size}z"


def bar(size):
    return f"m{-size} {-(size // 2)}h{2 * size}v{size}h{-2 * size}z"


def cross(size):
    return f"m{-size} {-size}l{2 * size} {2 * size}m0 {-2 * size}l{-2 * size} {2 * size}"


SHAPES = (circle, square, triangle, triangle_down, bar, cross)  # a diamond is a starting point


def outline(number, size):
    return SHAPES[number % len(SHAPES)](size)

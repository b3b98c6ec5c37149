// The entry points of `entries.rs`, as overloads on the float type: f(x, y), f_by_1(x, y), f_jvp(x, dx, y, dy).

#pragma once

#include "machine.h"

#ifdef COTANGENT_HOST
#define ENTRY extern "C"
#else
#define ENTRY extern "C" __device__
#endif

#define OVERLOADS(f, ...) OVERLOAD(f, float, _f32, __VA_ARGS__) OVERLOAD(f, double, _f64, __VA_ARGS__)
#define OVERLOAD(f, T, suffix, arity) arity(f, T, f##suffix)
#define ONE(f, T, entry)                                                                                     \
    ENTRY T entry(T);                                                                                        \
    [[maybe_unused]] DEVICE T f(T x) { return entry(x); }
#define TWO(f, T, entry)                                                                                     \
    ENTRY T entry(T, T);                                                                                     \
    [[maybe_unused]] DEVICE T f(T x, T y) { return entry(x, y); }
#define THREE(f, T, entry)                                                                                   \
    ENTRY T entry(T, T, T);                                                                                  \
    [[maybe_unused]] DEVICE T f(T x, T y, T z) { return entry(x, y, z); }
#define FOUR(f, T, entry)                                                                                    \
    ENTRY T entry(T, T, T, T);                                                                               \
    [[maybe_unused]] DEVICE T f(T x, T dx, T y, T dy) { return entry(x, dx, y, dy); }
#define SIX(f, T, entry)                                                                                     \
    ENTRY T entry(T, T, T, T, T, T);                                                                         \
    [[maybe_unused]] DEVICE T f(T x, T dx, T y, T dy, T z, T dz) { return entry(x, dx, y, dy, z, dz); }

#define UNARY(f) OVERLOADS(f, ONE) OVERLOADS(f##_by_1, ONE) OVERLOADS(f##_jvp, TWO)
#define WITH_CONSTANT(f) OVERLOADS(f, TWO) OVERLOADS(f##_by_1, TWO) OVERLOADS(f##_jvp, THREE)
#define BINARY(f)                                                                                            \
    OVERLOADS(f, TWO) OVERLOADS(f##_by_1, TWO) OVERLOADS(f##_by_2, TWO) OVERLOADS(f##_jvp, FOUR)
#define TERNARY(f)                                                                                           \
    OVERLOADS(f, THREE)                                                                                      \
    OVERLOADS(f##_by_1, THREE) OVERLOADS(f##_by_2, THREE) OVERLOADS(f##_by_3, THREE) OVERLOADS(f##_jvp, SIX)

UNARY(share_down)
UNARY(share_up)
UNARY(product_change)
WITH_CONSTANT(exponential)
WITH_CONSTANT(ratio_risk)
WITH_CONSTANT(boltzmann)
WITH_CONSTANT(log_partition)
BINARY(left_over)
TERNARY(hidden_change)
TERNARY(factor)
TERNARY(log_factor)
TERNARY(energy_change)

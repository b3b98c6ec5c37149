// What all kernels of one evaluation are given: sizes and the places of arrays. `Frame` in `src/frame.rs`
// has the same fields in the same order; tests compare their sizes and run these kernels with it.

#pragma once

#include "machine.h"

// Samples whose states are sorted together; sums over samples by state run within a tile.
template <class T> constexpr int TILE = 1024 / sizeof(T);
// Samples that a thread of `hidden_reverse` walks.
constexpr int RUN = 32;
// States that a thread holds in registers.
constexpr int STATES = 7;
// Hidden units whose factors are multiplied before a logarithm is taken.
constexpr int GROUP = 10;
// Threads of the blocks that own a site, and how many of them share a row.
constexpr int SITE_THREADS = 256;
constexpr int LANES = 32;
// Rows and columns of the blocks in which matrices are transposed.
constexpr int SQUARE = 32;

template <class T> struct Frame {
    // Sites, states a site, hidden units; samples of this chunk, samples that a chunk has room for, samples
    // between two sites' states.
    int n, q, p, m, room, row;
    // Whether the self-couplings are exact, whether this is the first chunk, the loss (0: ratio matching,
    // 1: pseudolikelihood), whether cotangents are wanted, where this chunk's partial losses begin, and how
    // many there are of all chunks.
    int exact, first, loss_kind, reverse, first_part, n_parts;
    // Energy scale, and what the sum over samples and sites is multiplied by.
    double beta, scale;

    // Data of this chunk: states [N][row], weights [M] (null: all 1), samples sorted by state within each
    // tile [tiles][N][TILE] and where each state begins [tiles][N][q+1].
    const u8 *states;
    const T *sample_weights;
    u16 *order, *starts;
    // Parameters: h [N][q], J [N][q][N][q], W [N][q][P], b [P].
    const T *h, *j, *w, *b;
    // Made of parameters: J + Jᵀ, fields without couplings [N][q], middle of each unit's weights [N][P],
    // exp(2(W − mid)) or W [N][q][P], whether a site takes W [N].
    T *couplings, *base, *mids, *table;
    u8 *direct;
    // Inputs of the hidden units [P][room], their shares, and the same with samples outside [room][P].
    T *inputs, *down, *up, *inputs_by_sample, *down_by_sample, *up_by_sample;
    // Fields, energy changes, then their cotangents A [N][q][room].
    T *fields, *changes;
    // Partial losses, and the loss.
    double *parts, *loss;
    // Cotangents on their way: of the inputs by site [N][room][P] and together [room][P], of the tables by
    // run [runs][N][q][P] and together [N][q][P], of weights through inputs [N][q][P], and sums of A by state
    // [N][q][N][q].
    T *inputs_bar_by_site, *inputs_bar, *table_bar_by_run, *table_bar, *weight_bar, *sums;
    // Gradients.
    T *h_bar, *j_bar, *w_bar, *b_bar;
    // Tangents, for forward mode.
    const T *w_dot;
    T *table_dot, *inputs_dot, *fields_dot, *changes_dot;
    // Memory of the threads of `naive`, and how much each of them has, in bytes.
    char *memory;
    // Samples of a batch, as places among all samples, for `pick`, which writes states and weights.
    const unsigned *picked;
    const u8 *all_states;
    const T *all_sample_weights;
    u8 *batch_states;
    T *batch_sample_weights;
    // Size of the memory of a thread; samples between two sites' states among all samples; sites whose
    // couplings `fields` has in shared memory at a time.
    int memory_size, all_row, sites_at_a_time;
};

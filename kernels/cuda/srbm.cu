// Loss and gradients of an SRBM: layouts, sums and launches. What is differentiated is in `src/energy.rs`.
//
// Forward, a thread owns a site, a sample and `STATES` states, and loops over sites or hidden units. Reverse
// has its own loop nests: a thread owns a hidden unit, a site and a run of samples, or two sites and a state,
// recomputes its factors, and writes each cotangent once. There are no atomic additions, and every sum has a
// fixed order, so results are the same in each run.

#include "energy.h"
#include "frame.h"

DEVICE int smaller(int x, int y) { return x < y ? x : y; }

// K = J + Jᵀ, or the cotangent of J from that of K. Exact self-couplings count on the diagonal only, as
// fields: `diagonal` there, 0 beside it.
template <class T>
DEVICE void add_transposed(const T *from, T *to, int n, int q, int exact, const T *diagonal) {
    SHARED T block[SQUARE][SQUARE + 1];
    const Place at = place();
    const int r = n * q, column = at.thread % SQUARE, rows = at.threads / SQUARE;
    for (int i = at.thread / SQUARE; i < SQUARE; i += rows) {
        const int x = at.block_y * SQUARE + i, y = at.block_x * SQUARE + column;
        block[i][column] = x < r && y < r ? from[(u64)x * r + y] : T(0);
    }
    barrier();
    for (int i = at.thread / SQUARE; i < SQUARE; i += rows) {
        const int x = at.block_x * SQUARE + i, y = at.block_y * SQUARE + column;
        if (x < r && y < r) {
            T sum = from[(u64)x * r + y] + block[column][i];
            if (exact && x / q == y / q) sum = x == y && diagonal ? diagonal[x] : T(0);
            to[(u64)x * r + y] = sum;
        }
    }
}

template <class T> DEVICE void couplings(const Frame<T> &f) {
    add_transposed(f.j, f.couplings, f.n, f.q, f.exact, (const T *)nullptr);
}

template <class T> DEVICE void couplings_finish(const Frame<T> &f) {
    add_transposed((const T *)f.sums, f.j_bar, f.n, f.q, f.exact, (const T *)f.h_bar);
}

// The bound of `energy::LARGEST_LOG`.
template <class T> DEVICE T largest_log() { return sizeof(T) == 4 ? T(50) : T(300); }

// The smallest and the largest weight of a unit over a site's states.
template <class T> DEVICE void ends(const T *site, int q, int p, int a, T &low, T &high) {
    low = high = site[a];
    for (int phi = 1; phi < q; phi++) {
        const T x = site[phi * p + a];
        low = x < low ? x : low;
        high = x > high ? x : high;
    }
}

// What a site's states add to the field beside the couplings: h, the exact self-couplings, and −Σ W where the
// linear part of the hidden units is not in their factors. `LANES` threads sum a state's weights.
template <class T> DEVICE void site_base(const Frame<T> &f, const T *weights, int k, bool direct) {
    SHARED T sums[SITE_THREADS];
    const Place at = place();
    const int lane = at.thread % LANES, rows = at.threads / LANES;
    const u64 r = (u64)f.n * f.q;
    for (int first = 0; first < f.q; first += rows) {
        const int phi = first + at.thread / LANES;
        const u64 x = (u64)k * f.q + phi;
        T sum = 0;
        if (phi < f.q && !direct)
            for (int a = lane; a < f.p; a += LANES) sum += weights[x * f.p + a];
        barrier();
        sums[at.thread] = sum;
        barrier();
        if (lane == 0 && phi < f.q) {
            T base = f.h[x];
            if (f.exact) base += f.j[x * r + x];
            for (int i = 0; i < LANES; i++) base -= sums[at.thread + i];
            f.base[x] = base;
        }
    }
}

// Tables of a site (a block): which form it takes, e = exp(2(W − mid)), and the base of its fields.
template <class T> DEVICE void tables(const Frame<T> &f) {
    // As many units at a time as make whole groups.
    constexpr int UNITS = SITE_THREADS / GROUP * GROUP;
    SHARED T ranges[UNITS];
    SHARED int far;
    const Place at = place();
    const int k = at.block_x, unit = at.thread;
    const T *const site = f.w + (u64)k * f.q * f.p;
    T *const mids = f.mids + (u64)k * f.p;
    if (at.thread == 0) far = 0;
    barrier();
    for (int first = 0; first < f.p; first += UNITS) {
        const int a = first + unit, units = smaller(UNITS, f.p - first);
        if (unit < units) {
            T low, high;
            ends(site, f.q, f.p, a, low, high);
            mids[a] = low + T(0.5) * (high - low);
            ranges[unit] = 2 * (high - low);
        }
        barrier();
        if (unit * GROUP < units) {
            T sum = 0;
            for (int i = unit * GROUP; i < smaller(unit * GROUP + GROUP, units); i++) sum += ranges[i];
            if (!(sum <= largest_log<T>())) far = 1;
        }
        barrier();
    }
    const bool direct = far;
    const int rows = at.threads / LANES;
    for (int phi = at.thread / LANES; phi < f.q; phi += rows)
        for (int a = at.thread % LANES; a < f.p; a += LANES) {
            const T weight = site[(u64)phi * f.p + a];
            f.table[((u64)k * f.q + phi) * f.p + a] = direct ? weight : exponential(weight, mids[a]);
        }
    if (at.thread == 0) f.direct[k] = direct;
    site_base(f, f.w, k, direct);
}

// Tangents of the tables and of the base; h, j and base of the frame are those of the tangents.
template <class T> DEVICE void tables_jvp(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_x;
    const bool direct = f.direct[k];
    const int rows = at.threads / LANES;
    for (int phi = at.thread / LANES; phi < f.q; phi += rows)
        for (int a = at.thread % LANES; a < f.p; a += LANES) {
            const u64 i = ((u64)k * f.q + phi) * f.p + a;
            f.table_dot[i] =
                direct ? f.w_dot[i] : exponential_jvp(f.w[i], f.w_dot[i], f.mids[(u64)k * f.p + a]);
        }
    site_base(f, f.w_dot, k, direct);
}

// A hidden unit's input in a sample.
template <class T>
DEVICE T input(const Frame<T> &f, const T *weights, const T *biases, int a, int sample) {
    T sum = biases[a];
    UNROLL_BY(16) for (int k = 0; k < f.n; k++) {
        const int s = f.states[(u64)k * f.row + sample];
        sum += weights[((u64)k * f.q + s) * f.p + a];
    }
    return sum;
}

// Inputs and shares, a thread a unit and sample.
template <class T> DEVICE void inputs(const Frame<T> &f) {
    const Place at = place();
    const u64 i = (u64)at.block_x * at.threads + at.thread;
    if (i >= (u64)f.m * f.p) return;
    const int a = i % f.p, sample = i / f.p;
    const u64 other = (u64)a * f.room + sample;
    const T x = input(f, f.w, f.b, a, sample);
    f.inputs[other] = f.inputs_by_sample[i] = x;
    f.down[other] = f.down_by_sample[i] = share_down(x);
    f.up[other] = f.up_by_sample[i] = share_up(x);
}

// Tangents of the inputs; b of the frame is that of the tangents.
template <class T> DEVICE void inputs_jvp(const Frame<T> &f) {
    const Place at = place();
    const u64 i = (u64)at.block_x * at.threads + at.thread;
    if (i >= (u64)f.m * f.p) return;
    const int a = i % f.p, sample = i / f.p;
    f.inputs_dot[(u64)a * f.room + sample] = input(f, f.w_dot, f.b, a, sample);
}

// What `STATES` states of a site feel in a sample: the base and a row of couplings for each other site. The
// couplings of some sites at a time stand in shared memory, where lanes of different states do not collide.
template <class T> DEVICE void fields(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_y, first = at.block_z * STATES;
    const int sample = at.block_x * at.threads + at.thread, live = sample < f.m;
    const u64 r = (u64)f.n * f.q;
    T *const blocks = (T *)shared_bytes;
    const int block = f.q * STATES;
    T sums[STATES];
    UNROLL for (int i = 0; i < STATES; i++) sums[i] = f.base[(u64)k * f.q + smaller(first + i, f.q - 1)];
    for (int start = 0; start < f.n; start += f.sites_at_a_time) {
        const int others = smaller(f.sites_at_a_time, f.n - start);
        for (int i = at.thread; i < others * block; i += at.threads) {
            const int phi = smaller(first + i % STATES, f.q - 1);
            const u64 row = (u64)start * f.q + i / STATES;
            blocks[i] = f.couplings[row * r + (u64)k * f.q + phi];
        }
        barrier();
        UNROLL_BY(4) for (int other = 0; other < others; other++) {
            const int s = live ? f.states[(u64)(start + other) * f.row + sample] : 0;
            UNROLL for (int i = 0; i < STATES; i++) sums[i] += blocks[other * block + s * STATES + i];
        }
        barrier();
    }
    UNROLL for (int i = 0; i < STATES; i++)
        if (live && first + i < f.q) f.fields[((u64)k * f.q + first + i) * f.room + sample] = sums[i];
}

// Multiplies by a hidden unit's factors.
template <class T>
DEVICE void multiply(const Frame<T> &f, int sample, int a, const T *present, const T *const *flipped,
                     T *products) {
    const T down = f.down[(u64)a * f.room + sample];
    const T left = left_over(f.up[(u64)a * f.room + sample], present[a]);
    UNROLL for (int i = 0; i < STATES; i++) products[i] *= factor(down, left, flipped[i][a]);
}

// Energy changes of `STATES` flips of a site in a sample.
template <class T> DEVICE void hidden(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_y, first = at.block_z * STATES;
    const int sample = at.block_x * at.threads + at.thread;
    if (sample >= f.m) return;
    const int s = f.states[(u64)k * f.row + sample];
    const T *const site = f.table + (u64)k * f.q * f.p;
    const T *const present = site + (u64)s * f.p;
    const T *flipped[STATES];
    T sums[STATES];
    UNROLL for (int i = 0; i < STATES; i++) {
        flipped[i] = site + (u64)smaller(first + i, f.q - 1) * f.p;
        sums[i] = 0;
    }
    if (f.direct[k]) {
        for (int a = 0; a < f.p; a++) {
            const T x = f.inputs[(u64)a * f.room + sample], weight = present[a];
            UNROLL for (int i = 0; i < STATES; i++) sums[i] += hidden_change(x, weight, flipped[i][a]);
        }
    } else {
        for (int group = 0; group < f.p; group += GROUP) {
            T products[STATES];
            UNROLL for (int i = 0; i < STATES; i++) products[i] = 1;
            if (group + GROUP <= f.p) {
                UNROLL for (int i = 0; i < GROUP; i++) multiply(f, sample, group + i, present, flipped, products);
            } else {
                for (int a = group; a < f.p; a++) multiply(f, sample, a, present, flipped, products);
            }
            UNROLL for (int i = 0; i < STATES; i++) sums[i] += product_change(products[i]);
        }
    }
    const u64 row = (u64)k * f.q;
    const T from = f.fields[(row + s) * f.room + sample];
    UNROLL for (int i = 0; i < STATES; i++) {
        const int phi = first + i;
        if (phi < f.q) {
            const u64 place = (row + phi) * f.room + sample;
            f.changes[place] = phi == s ? T(0) : energy_change(from, f.fields[place], sums[i]);
        }
    }
}

// Tangents of the energy changes.
template <class T> DEVICE void hidden_jvp(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_y, phi = at.block_z;
    const int sample = at.block_x * at.threads + at.thread;
    if (sample >= f.m) return;
    const int s = f.states[(u64)k * f.row + sample];
    const u64 site = (u64)k * f.q, here = (site + phi) * f.room + sample;
    if (phi == s) {
        f.changes_dot[here] = 0;
        return;
    }
    T sum = 0, sum_dot = 0;
    for (int a = 0; a < f.p; a++) {
        const u64 unit = (u64)a * f.room + sample;
        const u64 i = (site + s) * f.p + a, to = (site + phi) * f.p + a;
        const T x = f.inputs[unit], x_dot = f.inputs_dot[unit];
        if (f.direct[k]) {
            sum_dot += hidden_change_jvp(x, x_dot, f.table[i], f.table_dot[i], f.table[to], f.table_dot[to]);
        } else {
            const T up = f.up[unit], left = left_over(up, f.table[i]);
            const T left_dot = left_over_jvp(up, share_up_jvp(x, x_dot), f.table[i], f.table_dot[i]);
            sum_dot -= log_factor_jvp(f.down[unit], share_down_jvp(x, x_dot), left, left_dot, f.table[to],
                                      f.table_dot[to]);
        }
    }
    const u64 from = (site + s) * f.room + sample;
    f.changes_dot[here] = energy_change_jvp(f.fields[from], f.fields_dot[from], f.fields[here],
                                            f.fields_dot[here], sum, sum_dot);
}

// The sum over a block's threads, in thread 0.
DEVICE double block_sum(double x) {
    SHARED double sums[1024];
    const Place at = place();
    sums[at.thread] = x;
    for (int half = at.threads / 2; half > 0; half /= 2) {
        barrier();
        if (at.thread < half) sums[at.thread] += sums[at.thread + half];
    }
    barrier();
    return sums[0];
}

// Losses of a site in a sample; where cotangents are wanted, the energy changes become A: minus the cotangent
// of a flip's change, and on the present state the sum of the cotangents of all flips.
template <class T> DEVICE void losses(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_y, sample = at.block_x * at.threads + at.thread;
    double risk = 0;
    if (sample < f.m) {
        const int s = f.states[(u64)k * f.row + sample];
        T *const changes = f.changes + (u64)k * f.q * f.room + sample;
        const T beta = f.beta, weight = f.sample_weights ? f.sample_weights[sample] : T(1);
        const T seed = T(f.scale) * weight;
        T total = 0, cotangents = 0, top = 0, weights = 0;
        if (f.loss_kind == 0) {
            for (int phi = 0; phi < f.q; phi++)
                if (phi != s) total += ratio_risk(changes[(u64)phi * f.room], beta);
        } else {
            for (int phi = 0; phi < f.q; phi++) {
                const T change = changes[(u64)phi * f.room];
                top = -change > top ? -change : top;
            }
            for (int phi = 0; phi < f.q; phi++) weights += boltzmann(changes[(u64)phi * f.room], top);
            total = log_partition(weights, top);
        }
        risk = (double)weight * (double)total;
        if (f.reverse) {
            const T of_site = f.loss_kind == 0 ? T(0) : log_partition_by_1(weights, top);
            for (int phi = 0; phi < f.q; phi++) {
                if (phi == s) continue;
                T &change = changes[(u64)phi * f.room];
                const T cotangent = f.loss_kind == 0 ? seed * ratio_risk_by_1(change, beta)
                                                     : seed * of_site * boltzmann_by_1(change, top);
                cotangents += cotangent;
                change = -cotangent;
            }
            changes[(u64)s * f.room] = cotangents;
        }
    }
    const double sum = block_sum(risk);
    if (at.thread == 0) f.parts[f.first_part + at.block_y * at.blocks_x + at.block_x] = sum;
}

// Tangents of the losses.
template <class T> DEVICE void losses_jvp(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_y, sample = at.block_x * at.threads + at.thread;
    double risk_dot = 0;
    if (sample < f.m) {
        const int s = f.states[(u64)k * f.row + sample];
        const u64 first = (u64)k * f.q * f.room + sample;
        const T beta = f.beta, weight = f.sample_weights ? f.sample_weights[sample] : T(1);
        T total_dot = 0, top = 0, weights = 0, weights_dot = 0;
        if (f.loss_kind == 0) {
            for (int phi = 0; phi < f.q; phi++) {
                const u64 i = first + (u64)phi * f.room;
                if (phi != s) total_dot += ratio_risk_jvp(f.changes[i], f.changes_dot[i], beta);
            }
        } else {
            for (int phi = 0; phi < f.q; phi++) {
                const T change = f.changes[first + (u64)phi * f.room];
                top = -change > top ? -change : top;
            }
            for (int phi = 0; phi < f.q; phi++) {
                const u64 i = first + (u64)phi * f.room;
                weights += boltzmann(f.changes[i], top);
                weights_dot += boltzmann_jvp(f.changes[i], f.changes_dot[i], top);
            }
            total_dot = log_partition_jvp(weights, weights_dot, top);
        }
        risk_dot = (double)weight * (double)total_dot;
    }
    const double sum = block_sum(risk_dot);
    if (at.thread == 0) f.parts[f.first_part + at.block_y * at.blocks_x + at.block_x] = sum;
}

// The loss from the parts of all chunks, by one block.
template <class T> DEVICE void loss(const Frame<T> &f) {
    const Place at = place();
    double sum = 0;
    for (int i = at.thread; i < f.n_parts; i += at.threads) sum += f.parts[i];
    const double total = block_sum(sum);
    if (at.thread == 0) *f.loss = f.scale * total;
}

// States and weights of the samples of a batch, a thread a sample.
template <class T> DEVICE void pick(const Frame<T> &f) {
    const Place at = place();
    const u64 i = (u64)at.block_x * at.threads + at.thread;
    if (i >= (u64)f.m) return;
    const u64 sample = f.picked[i];
    for (int k = 0; k < f.n; k++) f.batch_states[(u64)k * f.row + i] = f.all_states[(u64)k * f.all_row + sample];
    if (f.all_sample_weights) f.batch_sample_weights[i] = f.all_sample_weights[sample];
}

// Samples of a tile sorted by a site's state; a block a site and tile, a thread a state.
template <class T> DEVICE void sort(const Frame<T> &f) {
    SHARED int counts[257];
    const Place at = place();
    const int k = at.block_x, tile = at.block_y, first = tile * TILE<T>;
    const int live = smaller(TILE<T>, f.m - first);
    const u8 *const states = f.states + (u64)k * f.row + first;
    u16 *const order = f.order + ((u64)tile * f.n + k) * TILE<T>;
    u16 *const starts = f.starts + ((u64)tile * f.n + k) * (f.q + 1);
    for (int state = at.thread; state < f.q; state += at.threads) {
        int count = 0;
        for (int i = 0; i < live; i++) count += states[i] == state;
        counts[state] = count;
    }
    barrier();
    if (at.thread == 0) {
        int start = 0;
        for (int state = 0; state < f.q; state++) {
            const int count = counts[state];
            starts[state] = counts[state] = start;
            start += count;
        }
        starts[f.q] = start;
    }
    barrier();
    for (int state = at.thread; state < f.q; state += at.threads) {
        int next = counts[state];
        for (int i = 0; i < live; i++)
            if (states[i] == state) order[next++] = i;
    }
}

// h̄ of a site's state, a block each: Σ A over the samples.
template <class T> DEVICE void fields_reverse(const Frame<T> &f) {
    const Place at = place();
    const T *const row = f.changes + (u64)at.block_x * f.room;
    double sum = 0;
    for (int i = at.thread; i < f.m; i += at.threads) sum += row[i];
    const double total = block_sum(sum);
    if (at.thread == 0) f.h_bar[at.block_x] = (f.first ? T(0) : f.h_bar[at.block_x]) + T(total);
}

// Sums of a site's A over the samples with each state of other sites: the adjoint of the gathers of `fields`,
// as gathers by the sorted samples. A thread owns a state of this site and another site.
template <class T> DEVICE void couplings_reverse(const Frame<T> &f) {
    SHARED T rows[LANES][TILE<T> + 1];
    const Place at = place();
    const int others = at.threads / LANES;
    const int k = at.block_y, first = at.block_z * LANES, lane = at.thread % LANES;
    const int other = at.block_x * others + at.thread / LANES, phi = first + lane;
    const u64 r = (u64)f.n * f.q;
    const int tiles = (f.m + TILE<T> - 1) / TILE<T>;
    for (int tile = 0; tile < tiles; tile++) {
        const int live = smaller(TILE<T>, f.m - tile * TILE<T>);
        barrier();
        for (int row = at.thread / LANES; row < smaller(LANES, f.q - first); row += others)
            for (int i = lane; i < live; i += LANES)
                rows[row][i] = f.changes[((u64)k * f.q + first + row) * f.room + tile * TILE<T> + i];
        barrier();
        if (other >= f.n || phi >= f.q) continue;
        const u16 *const order = f.order + ((u64)tile * f.n + other) * TILE<T>;
        const u16 *const starts = f.starts + ((u64)tile * f.n + other) * (f.q + 1);
        for (int state = 0; state < f.q; state++) {
            T sum = 0;
            UNROLL_BY(4) for (int i = starts[state]; i < starts[state + 1]; i++) sum += rows[lane][order[i]];
            T &to = f.sums[((u64)other * f.q + state) * r + (u64)k * f.q + phi];
            to = f.first && tile == 0 ? sum : to + sum;
        }
    }
}

// Cotangents of a site's hidden units over a run of samples. A thread owns a unit, recomputes its factors
// `STATES` states at a time, and keeps the cotangents of its table in a column of shared memory.
template <class T> DEVICE void hidden_reverse(const Frame<T> &f) {
    const Place at = place();
    const int k = at.block_x, run = at.block_y, a = at.block_z * at.threads + at.thread;
    if (a >= f.p) return;
    const int begin = run * RUN, live = smaller(RUN, f.m - begin);
    const bool direct = f.direct[k];
    T *const columns = (T *)shared_bytes + at.thread;
    T *const table_bar = columns;
    T *const of_input = columns + f.q * at.threads;
    T *const of_present = of_input + RUN * at.threads;
    const u64 site = (u64)k * f.q;
    const T *const table = f.table + site * f.p + a;
    for (int i = 0; i < live; i++) of_input[i * at.threads] = of_present[i * at.threads] = 0;
    for (int first = 0; first < f.q; first += STATES) {
        T flipped[STATES], flipped_bar[STATES];
        UNROLL for (int i = 0; i < STATES; i++) {
            flipped[i] = table[(u64)smaller(first + i, f.q - 1) * f.p];
            flipped_bar[i] = 0;
        }
        for (int i = 0; i < live; i++) {
            const int sample = begin + i, s = f.states[(u64)k * f.row + sample];
            const u64 unit = (u64)sample * f.p + a;
            const T present = table[(u64)s * f.p];
            const T *const cotangents = f.changes + (site + first) * f.room + sample;
            T input_bar = 0, present_bar = 0;
            if (direct) {
                const T x = f.inputs_by_sample[unit];
                UNROLL for (int t = 0; t < STATES; t++) {
                    if (first + t >= f.q || first + t == s) continue;
                    const T cotangent = -cotangents[(u64)t * f.room];
                    input_bar += cotangent * hidden_change_by_1(x, present, flipped[t]);
                    present_bar += cotangent * hidden_change_by_2(x, present, flipped[t]);
                    flipped_bar[t] += cotangent * hidden_change_by_3(x, present, flipped[t]);
                }
            } else {
                const T down = f.down_by_sample[unit], left = left_over(f.up_by_sample[unit], present);
                UNROLL for (int t = 0; t < STATES; t++) {
                    if (first + t >= f.q || first + t == s) continue;
                    const T cotangent = cotangents[(u64)t * f.room];
                    input_bar += cotangent * log_factor_by_1(down, left, flipped[t]);
                    present_bar += cotangent * log_factor_by_2(down, left, flipped[t]);
                    flipped_bar[t] += cotangent * log_factor_by_3(down, left, flipped[t]);
                }
            }
            of_input[i * at.threads] += input_bar;
            of_present[i * at.threads] += present_bar;
        }
        UNROLL for (int i = 0; i < STATES; i++)
            if (first + i < f.q) table_bar[(first + i) * at.threads] = flipped_bar[i];
    }
    for (int i = 0; i < live; i++) {
        const int sample = begin + i, s = f.states[(u64)k * f.row + sample];
        const u64 unit = (u64)sample * f.p + a;
        T input_bar = of_input[i * at.threads], present_bar = of_present[i * at.threads];
        if (!direct) {
            // So far the cotangents of the share r and of v = s / e(present).
            const T x = f.inputs_by_sample[unit], up = f.up_by_sample[unit];
            const T present = table[(u64)s * f.p], left_bar = present_bar;
            present_bar = left_bar * left_over_by_2(up, present);
            input_bar = input_bar * share_down_by_1(x) +
                        left_bar * left_over_by_1(up, present) * share_up_by_1(x);
        }
        table_bar[s * at.threads] += present_bar;
        f.inputs_bar_by_site[((u64)k * f.room + sample) * f.p + a] = input_bar;
    }
    for (int phi = 0; phi < f.q; phi++)
        f.table_bar_by_run[(((u64)run * f.n + k) * f.q + phi) * f.p + a] = table_bar[phi * at.threads];
}

// Cotangents of the inputs: the sum over sites.
template <class T> DEVICE void inputs_reverse(const Frame<T> &f) {
    const Place at = place();
    const u64 i = (u64)at.block_x * at.threads + at.thread;
    if (i >= (u64)f.m * f.p) return;
    T sum = 0;
    UNROLL_BY(16) for (int k = 0; k < f.n; k++) sum += f.inputs_bar_by_site[(u64)k * f.room * f.p + i];
    f.inputs_bar[i] = sum;
}

// Sums over this chunk: of the tables' cotangents over the runs, and of the inputs' over the samples in each
// state, a thread a weight.
template <class T> DEVICE void weights_reverse(const Frame<T> &f) {
    const Place at = place();
    const u64 weights = (u64)f.n * f.q * f.p, i = (u64)at.block_x * at.threads + at.thread;
    if (i >= weights) return;
    const int a = i % f.p, state = i / f.p % f.q, k = i / f.p / f.q;
    const int runs = (f.m + RUN - 1) / RUN, tiles = (f.m + TILE<T> - 1) / TILE<T>;
    T of_table = 0, of_inputs = 0;
    for (int run = 0; run < runs; run++) of_table += f.table_bar_by_run[run * weights + i];
    for (int tile = 0; tile < tiles; tile++) {
        const u16 *const order = f.order + ((u64)tile * f.n + k) * TILE<T>;
        const u16 *const starts = f.starts + ((u64)tile * f.n + k) * (f.q + 1);
        UNROLL_BY(4) for (int at_order = starts[state]; at_order < starts[state + 1]; at_order++)
            of_inputs += f.inputs_bar[((u64)tile * TILE<T> + order[at_order]) * f.p + a];
    }
    f.table_bar[i] = f.first ? of_table : f.table_bar[i] + of_table;
    f.weight_bar[i] = f.first ? of_inputs : f.weight_bar[i] + of_inputs;
}

// b̄: the inputs' cotangents over the samples, a block a unit.
template <class T> DEVICE void biases_reverse(const Frame<T> &f) {
    const Place at = place();
    double sum = 0;
    for (int i = at.thread; i < f.m; i += at.threads) sum += f.inputs_bar[(u64)i * f.p + at.block_x];
    const double total = block_sum(sum);
    if (at.thread == 0) f.b_bar[at.block_x] = (f.first ? T(0) : f.b_bar[at.block_x]) + T(total);
}

// W̄ once all chunks are summed: through the inputs, through the tables, and through the base of the fields.
template <class T> DEVICE void weights_finish(const Frame<T> &f) {
    const Place at = place();
    const u64 weights = (u64)f.n * f.q * f.p, i = (u64)at.block_x * at.threads + at.thread;
    if (i >= weights) return;
    const u64 row = i / f.p, k = row / f.q;
    T sum = f.weight_bar[i];
    if (f.direct[k]) {
        sum += f.table_bar[i];
    } else {
        sum += f.table_bar[i] * exponential_by_1(f.w[i], f.mids[k * f.p + i % f.p]) - f.h_bar[row];
    }
    f.w_bar[i] = sum;
}

// `naive.rs`: a flip as one function of all arrays, which Enzyme differentiates with atomic additions.
struct FlipSizes {
    u64 n, q, p, row, sample, site, flipped;
};
template <class T> struct Flip : FlipSizes {
    T beta, seed;
};
ENTRY float flip_risk_f32(const float *, const float *, const float *, const float *, const u8 *,
                          const Flip<float> *);
ENTRY double flip_risk_f64(const double *, const double *, const double *, const double *, const u8 *,
                           const Flip<double> *);
ENTRY void flip_risk_reverse_f32(const float *, float *, const float *, float *, const float *, float *,
                                 const float *, float *, const u8 *, const Flip<float> *);
ENTRY void flip_risk_reverse_f64(const double *, double *, const double *, double *, const double *, double *,
                                 const double *, double *, const u8 *, const Flip<double> *);
DEVICE float flip_risk(const Frame<float> &f, const Flip<float> &flip) {
    return flip_risk_f32(f.h, f.couplings, f.w, f.inputs_by_sample, f.states, &flip);
}
DEVICE double flip_risk(const Frame<double> &f, const Flip<double> &flip) {
    return flip_risk_f64(f.h, f.couplings, f.w, f.inputs_by_sample, f.states, &flip);
}
DEVICE void flip_risk_reverse(const Frame<float> &f, const Flip<float> &flip) {
    flip_risk_reverse_f32(f.h, f.h_bar, f.couplings, f.sums, f.w, f.w_bar, f.inputs_by_sample, f.inputs_bar,
                          f.states, &flip);
}
DEVICE void flip_risk_reverse(const Frame<double> &f, const Flip<double> &flip) {
    flip_risk_reverse_f64(f.h, f.h_bar, f.couplings, f.sums, f.w, f.w_bar, f.inputs_by_sample, f.inputs_bar,
                          f.states, &flip);
}
DEVICE void add_atomically(float *to, float x) { add_atomically_f32(to, x); }
DEVICE void add_atomically(double *to, double x) { add_atomically_f64(to, x); }

// Empty cotangents for `naive`.
template <class T> DEVICE void naive_clear(const Frame<T> &f) {
    const Place at = place();
    const u64 r = (u64)f.n * f.q, step = (u64)at.blocks_x * at.threads;
    for (u64 i = (u64)at.block_x * at.threads + at.thread; i < r * r; i += step) f.sums[i] = 0;
    for (u64 i = (u64)at.block_x * at.threads + at.thread; i < r * f.p; i += step) f.w_bar[i] = 0;
    for (u64 i = (u64)at.block_x * at.threads + at.thread; i < (u64)f.m * f.p; i += step) f.inputs_bar[i] = 0;
    for (u64 i = (u64)at.block_x * at.threads + at.thread; i < r; i += step) f.h_bar[i] = 0;
    for (u64 i = (u64)at.block_x * at.threads + at.thread; i < (u64)f.p; i += step) f.b_bar[i] = 0;
}

// Ratio matching of all flips, and the cotangents of all but what lies behind the inputs.
template <class T> DEVICE void naive(const Frame<T> &f) {
    const Place at = place();
    const u64 thread = (u64)at.block_x * at.threads + at.thread, step = (u64)at.blocks_x * at.threads;
    const u64 flips = (u64)f.n * f.q * f.m;
    double risk = 0;
    for (u64 i = thread; i < flips; i += step) {
        const u64 sample = i % f.m, flipped = i / f.m % f.q, site = i / f.m / f.q;
        if (f.states[site * f.row + sample] == flipped) continue;
        Flip<T> flip;
        flip.n = f.n, flip.q = f.q, flip.p = f.p, flip.row = f.row;
        flip.sample = sample, flip.site = site, flip.flipped = flipped;
        flip.beta = f.beta, flip.seed = 1;
        risk += flip_risk(f, flip);
        flip.seed = f.scale;
        give_memory(f.memory + thread * f.memory_size, f.memory_size);
        flip_risk_reverse(f, flip);
    }
    const double sum = block_sum(risk);
    if (at.thread == 0) f.parts[at.block_x] = sum;
}

// What lies behind the inputs.
template <class T> DEVICE void naive_inputs(const Frame<T> &f) {
    const Place at = place();
    const u64 i = (u64)at.block_x * at.threads + at.thread;
    if (i >= (u64)f.m * f.p) return;
    const int a = i % f.p, sample = i / f.p;
    for (int k = 0; k < f.n; k++) {
        const int s = f.states[(u64)k * f.row + sample];
        add_atomically(&f.w_bar[((u64)k * f.q + s) * f.p + a], f.inputs_bar[i]);
    }
    add_atomically(&f.b_bar[a], f.inputs_bar[i]);
}

#define INSTANCES(name)                                                                                      \
    KERNEL name##_f32(const Frame<float> f) { name(f); }                                                     \
    KERNEL name##_f64(const Frame<double> f) { name(f); }

INSTANCES(couplings)
INSTANCES(tables)
INSTANCES(tables_jvp)
INSTANCES(inputs)
INSTANCES(inputs_jvp)
INSTANCES(fields)
INSTANCES(hidden)
INSTANCES(hidden_jvp)
INSTANCES(losses)
INSTANCES(losses_jvp)
INSTANCES(loss)
INSTANCES(pick)
INSTANCES(sort)
INSTANCES(fields_reverse)
INSTANCES(couplings_reverse)
INSTANCES(couplings_finish)
INSTANCES(hidden_reverse)
INSTANCES(inputs_reverse)
INSTANCES(weights_reverse)
INSTANCES(biases_reverse)
INSTANCES(weights_finish)
INSTANCES(naive_clear)
INSTANCES(naive)
INSTANCES(naive_inputs)

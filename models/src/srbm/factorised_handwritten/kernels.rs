//! The loops that take the time, each in a function of its own so that it is vectorised, for
//! AVX-512, AVX2 and the build's own target.
//!
//! No product is fused with a sum, so all of them give the same bits.

/// Lanes that are added up at once.
const PART: usize = 16;

/// A function with one version for each of the targets. The body has a function of its own, without
/// a target, since closures do not dissolve across targets.
macro_rules! kernel {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[multiversion::multiversion(targets(
            "x86_64+avx512f+avx512bw+avx512cd+avx512dq+avx512vl",
            "x86_64+avx2",
        ))]
        pub(in super::super) fn $name($($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body
            body($($arg),*)
        }
    };
}

macro_rules! kernels_in {
    ($float:ident, $bits:ident, $exp:ident, $ln:ident) => {
        use super::super::elementary::{$exp as exp, $ln as ln};
        use super::super::{GROUP, LANES, Row};
        use super::PART;
        use std::$float::consts::LN_2;

        type Lanes = Row<$float>;

        /// Bits of the fraction, and the exponent of 1.
        const FRACTION: u32 = $float::MANTISSA_DIGITS - 1;
        const BIAS: i32 = $float::MAX_EXP - 1;
        const ONE: $bits = (BIAS as $bits) << FRACTION;

        /// A tile of J + Jᵀ and, off the diagonal, its transpose: `tile` has the rows from `from[0]` on
        /// and the columns from `from[1]` on, `mirrored` the other way round. J is `[r][r]`.
        pub(in super::super) fn symmetric_tile(
            j: &[$float],
            r: usize,
            from: [usize; 2],
            tile: &mut [Lanes],
            mirrored: Option<&mut [Lanes]>,
        ) {
            let [i0, c0] = from;
            let width = mirrored.as_ref().map_or(tile.len(), |mirrored| mirrored.len());
            // What is turned comes from the nearest cache.
            let across = square(width, tile.len(), |y| &j[(c0 + y) * r + i0..]);
            for (x, row) in tile.iter_mut().enumerate() {
                add_turned(&j[(i0 + x) * r + c0..], &across, x, &mut row.0);
            }
            if let Some(mirrored) = mirrored {
                for (y, row) in mirrored.iter_mut().enumerate() {
                    if let Ok(tile) = <&[Lanes; LANES]>::try_from(&*tile) {
                        for x in 0..LANES {
                            row.0[x] = tile[x].0[y];
                        }
                    } else {
                        row.0.iter_mut().zip(&*tile).for_each(|(to, from)| *to = from.0[y]);
                    }
                }
            }
        }

        /// Rows of c(K̄ + K̄ᵀ), from row `from` on. `k_bar` is `[panels][r]`, `columns` the panel at
        /// `from`.
        pub(in super::super) fn symmetric_rows(
            k_bar: &[Lanes],
            columns: &[Lanes],
            from: usize,
            scale: $float,
            r: usize,
            rows: &mut [$float],
        ) {
            for (first, straight) in (0..r).step_by(LANES).zip(k_bar.chunks_exact(r)) {
                let width = LANES.min(r - first);
                let across = square(width, LANES, |y| &columns[first + y].0);
                for (x, row) in rows.chunks_exact_mut(r).enumerate() {
                    let mut sum = [0.0; LANES];
                    add_turned(&straight[from + x].0, &across, x, &mut sum);
                    let row = row[first..first + width].iter_mut();
                    row.zip(sum).for_each(|(to, sum)| *to = scale * sum);
                }
            }
        }

        /// Rows side by side, with zeros around.
        #[inline(always)]
        fn square<'a>(
            height: usize,
            width: usize,
            row: impl Fn(usize) -> &'a [$float],
        ) -> [[$float; LANES]; LANES] {
            let mut square = [[0.0; LANES]; LANES];
            for (y, to) in square[..height].iter_mut().enumerate() {
                match row(y).first_chunk() {
                    Some(row) if width == LANES => *to = *row,
                    _ => to[..width].copy_from_slice(&row(y)[..width]),
                }
            }
            square
        }

        /// The first numbers of a row plus a column of a square.
        #[inline(always)]
        fn add_turned(
            row: &[$float],
            square: &[[$float; LANES]; LANES],
            x: usize,
            to: &mut [$float; LANES],
        ) {
            match row.first_chunk::<LANES>() {
                Some(row) => {
                    for y in 0..LANES {
                        to[y] = row[y] + square[y][x];
                    }
                }
                None => {
                    for ((to, a), line) in to.iter_mut().zip(row).zip(square) {
                        *to = *a + line[x];
                    }
                }
            }
        }

        #[inline(always)]
        fn four(x: &[$float]) -> [$float; 4] {
            [x[0], x[1], x[2], x[3]]
        }

        #[inline(always)]
        fn put(to: &mut [$float], x: [$float; 4]) {
            to[..4].copy_from_slice(&x);
        }

        #[inline(always)]
        fn turned([a, b, c, d]: [[$float; 4]; 4]) -> [[$float; 4]; 4] {
            [
                [a[0], b[0], c[0], d[0]],
                [a[1], b[1], c[1], d[1]],
                [a[2], b[2], c[2], d[2]],
                [a[3], b[3], c[3], d[3]],
            ]
        }

        kernel! {
            /// Adds the rows at these places.
            fn sum_rows(rows: &[Lanes], places: &[u32], to: &mut Lanes) {
                let row = |place: u32| &rows[place as usize].0;
                let (fours, rest) = places.as_chunks::<4>();
                for places in fours {
                    let (a, b) = (row(places[0]), row(places[1]));
                    let (c, d) = (row(places[2]), row(places[3]));
                    for l in 0..LANES {
                        to.0[l] += (a[l] + b[l]) + (c[l] + d[l]);
                    }
                }
                for &place in rest {
                    let a = row(place);
                    for l in 0..LANES {
                        to.0[l] += a[l];
                    }
                }
            }
        }

        kernel! {
            /// σ(−2x) and σ(2x), those that no factor notices as 0.
            fn sigmoids(x: &Lanes, r: &mut Lanes, s: &mut Lanes) {
                // Above it times the smallest and largest factor of the guards is a normal number, below
                // it times the largest factor nothing beside 1.
                const NEGLIGIBLE: $float = if $float::MAX_EXP > 128 { 1e-100 } else { 1e-25 };
                for l in 0..LANES {
                    let (small, large) = sigmoids_of(2.0 * x.0[l].abs());
                    let small = if small < NEGLIGIBLE { 0.0 } else { small };
                    let positive = x.0[l] > 0.0;
                    r.0[l] = if positive { small } else { large };
                    s.0[l] = if positive { large } else { small };
                }
            }
        }

        /// σ(−x) and σ(x) for x ≥ 0.
        #[inline(always)]
        fn sigmoids_of(x: $float) -> ($float, $float) {
            let e = exp(-x);
            let large = 1.0 / (1.0 + e);
            (e * large, large)
        }

        /// For each lane the table's row of the lane's state; the table is `[q][to.len()]`.
        pub(in super::super) fn look_up(table: &[$float], states: &[u8; LANES], to: &mut [Lanes]) {
            let padded = to.len();
            let (groups, _) = to.as_chunks_mut::<GROUP>();
            for (l, states) in (0..LANES).step_by(4).zip(states.as_chunks::<4>().0) {
                let row =
                    |s: u8| table[s as usize * padded..][..padded].as_chunks::<GROUP>().0;
                let rows = row(states[0]).iter().zip(row(states[1]));
                let more = row(states[2]).iter().zip(row(states[3]));
                for (([x, y, z, w], (a, b)), (c, d)) in groups.iter_mut().zip(rows).zip(more) {
                    let turned = turned([*a, *b, *c, *d]);
                    put(&mut x.0[l..], turned[0]);
                    put(&mut y.0[l..], turned[1]);
                    put(&mut z.0[l..], turned[2]);
                    put(&mut w.0[l..], turned[3]);
                }
            }
        }

        /// Subtracts each lane's numbers from the row of the lane's state, `[q][x.len()]`.
        pub(in super::super) fn subtract_by_state(
            x: &[Lanes],
            states: &[u8; LANES],
            sums: &mut [$float],
        ) {
            let padded = x.len();
            let (groups, _) = x.as_chunks::<GROUP>();
            for (l, states) in (0..LANES).step_by(4).zip(states.as_chunks::<4>().0) {
                for (a, [x, y, z, w]) in groups.iter().enumerate() {
                    let rows = [four(&x.0[l..]), four(&y.0[l..]), four(&z.0[l..]), four(&w.0[l..])];
                    for (state, x) in states.iter().zip(turned(rows)) {
                        let row = &mut sums[*state as usize * padded + GROUP * a..][..GROUP];
                        let less = [row[0] - x[0], row[1] - x[1], row[2] - x[2], row[3] - x[3]];
                        put(row, less);
                    }
                }
            }
        }

        kernel! {
            fn multiply(x: &mut [Lanes], y: &[Lanes]) {
                for (x, y) in x.iter_mut().zip(y) {
                    for l in 0..LANES {
                        x.0[l] *= y.0[l];
                    }
                }
            }
        }

        kernel! {
            /// x becomes y − x.
            fn subtract_from(x: &mut [Lanes], y: &[Lanes]) {
                for (x, y) in x.iter_mut().zip(y) {
                    for l in 0..LANES {
                        x.0[l] = y.0[l] - x.0[l];
                    }
                }
            }
        }

        kernel! {
            /// ln Π (r + v w) for each row of `w`, `[q][r.len()]`.
            fn products(
                r: &[Lanes],
                v: &[Lanes],
                w: &[$float],
                groups: usize,
                products: &mut [Lanes],
                exponents: &mut [Lanes],
            ) {
                let padded = r.len();
                let (triples, rest) = products.as_chunks_mut::<3>();
                let (exponent_triples, exponent_rest) = exponents.as_chunks_mut::<3>();
                let w_triples = w.chunks_exact(3 * padded);
                let w_rest = w_triples.remainder();
                for ((p, e), w) in triples.iter_mut().zip(exponent_triples).zip(w_triples) {
                    let (w0, w12) = w.split_at(padded);
                    let (w1, w2) = w12.split_at(padded);
                    triple_products(r, v, [w0, w1, w2], groups, p, e);
                }
                for ((p, e), w) in rest.iter_mut().zip(exponent_rest).zip(w_rest.chunks_exact(padded)) {
                    single_products(r, v, w, groups, p, e);
                }
                for (x, e) in products.iter_mut().zip(exponents) {
                    for l in 0..LANES {
                        x.0[l] = ln(x.0[l]) + LN_2 * e.0[l];
                    }
                }
            }
        }

        #[inline(always)]
        fn triple_products(
            r: &[Lanes],
            v: &[Lanes],
            w: [&[$float]; 3],
            groups: usize,
            products: &mut [Lanes; 3],
            exponents: &mut [Lanes; 3],
        ) {
            let [p0, p1, p2] = products;
            let [e0, e1, e2] = exponents;
            for row in [&mut *p0, &mut *p1, &mut *p2] {
                row.0.fill(1.0);
            }
            for row in [&mut *e0, &mut *e1, &mut *e2] {
                row.0.fill(0.0);
            }
            let (r, v) = (r.as_chunks::<GROUP>().0, v.as_chunks::<GROUP>().0);
            let [w0, w1, w2] = w.map(|w| w.as_chunks::<GROUP>().0);
            let mut since = 0;
            for ((((r, v), w0), w1), w2) in r.iter().zip(v).zip(w0).zip(w1).zip(w2) {
                for l in 0..LANES {
                    let t = |a: usize, w: &[$float; GROUP]| r[a].0[l] + v[a].0[l] * w[a];
                    p0.0[l] *= (t(0, w0) * t(1, w0)) * (t(2, w0) * t(3, w0));
                    p1.0[l] *= (t(0, w1) * t(1, w1)) * (t(2, w1) * t(3, w1));
                    p2.0[l] *= (t(0, w2) * t(1, w2)) * (t(2, w2) * t(3, w2));
                }
                since += 1;
                if since == groups {
                    since = 0;
                    take_exponents(p0, e0);
                    take_exponents(p1, e1);
                    take_exponents(p2, e2);
                }
            }
        }

        #[inline(always)]
        fn single_products(
            r: &[Lanes],
            v: &[Lanes],
            w: &[$float],
            groups: usize,
            product: &mut Lanes,
            exponent: &mut Lanes,
        ) {
            product.0.fill(1.0);
            exponent.0.fill(0.0);
            let (r, v) = (r.as_chunks::<GROUP>().0, v.as_chunks::<GROUP>().0);
            let mut since = 0;
            for ((r, v), w) in r.iter().zip(v).zip(w.as_chunks::<GROUP>().0) {
                for l in 0..LANES {
                    let t = |a: usize| r[a].0[l] + v[a].0[l] * w[a];
                    product.0[l] *= (t(0) * t(1)) * (t(2) * t(3));
                }
                since += 1;
                if since == groups {
                    since = 0;
                    take_exponents(product, exponent);
                }
            }
        }

        /// Leaves a number in [1, 2) and adds the exponent.
        #[inline(always)]
        fn take_exponents(product: &mut Lanes, exponent: &mut Lanes) {
            for l in 0..LANES {
                let bits = product.0[l].to_bits();
                exponent.0[l] += ((bits >> FRACTION) as i32 - BIAS) as $float;
                product.0[l] = $float::from_bits(bits & ((1 << FRACTION) - 1) | ONE);
            }
        }

        kernel! {
            /// σ(−ΔE)² and its slope.
            fn flips(
                rows: [&Lanes; 4],
                smallest: $float,
                sums: [&mut Lanes; 3],
            ) {
                let [present, field, log, kept] = rows;
                let [lambda, risk, sum] = sums;
                for l in 0..LANES {
                    let delta = present.0[l] - field.0[l] - log.0[l];
                    let (small, large) = sigmoids_of(delta.abs());
                    let positive = delta > 0.0;
                    let down = if positive { small } else { large };
                    let up = if positive { large } else { small };
                    let square = kept.0[l] * (down * down);
                    let slope = 2.0 * square * up;
                    let slope = if slope < smallest { 0.0 } else { slope };
                    risk.0[l] += square;
                    sum.0[l] += slope;
                    lambda.0[l] = slope;
                }
            }
        }

        kernel! {
            /// Reverse of one row of products: adds λ/t to `g` and gives Σ r λ/t, `[r.len()]`.
            fn factors_bar(
                r: &[Lanes],
                v: &[Lanes],
                w: &[$float],
                lambda: &Lanes,
                g: &mut [Lanes],
                sums: &mut [$float],
            ) {
                let groups = r.as_chunks::<GROUP>().0.iter().zip(v.as_chunks::<GROUP>().0);
                let rest = w.as_chunks::<GROUP>().0.iter().zip(g.as_chunks_mut::<GROUP>().0);
                for (((r, v), (w, g)), sums) in groups.zip(rest).zip(sums.as_chunks_mut::<GROUP>().0) {
                    let mut parts = [[0.0; PART]; GROUP];
                    group_bar(r, v, w, lambda, g, &mut parts);
                    let [a, b, c, d] = &parts;
                    *sums = [fold_part(a), fold_part(b), fold_part(c), fold_part(d)];
                }
            }
        }

        #[inline(always)]
        fn group_bar(
            r: &[Lanes; GROUP],
            v: &[Lanes; GROUP],
            w: &[$float; GROUP],
            lambda: &Lanes,
            g: &mut [Lanes; GROUP],
            [x0, x1, x2, x3]: &mut [[$float; PART]; GROUP],
        ) {
            let [g0, g1, g2, g3] = g;
            for lane in 0..PART {
                let (mut s0, mut s1, mut s2, mut s3) = (0.0, 0.0, 0.0, 0.0);
                for part in 0..LANES / PART {
                    let l = part * PART + lane;
                    let t = |a: usize| r[a].0[l] + v[a].0[l] * w[a];
                    let (t0, t1, t2, t3) = (t(0), t(1), t(2), t(3));
                    let (t01, t23) = (t0 * t1, t2 * t3);
                    let all = lambda.0[l] / (t01 * t23);
                    let (q01, q23) = (all * t23, all * t01);
                    let (y0, y1, y2, y3) = (q01 * t1, q01 * t0, q23 * t3, q23 * t2);
                    g0.0[l] += y0;
                    g1.0[l] += y1;
                    g2.0[l] += y2;
                    g3.0[l] += y3;
                    s0 += r[0].0[l] * y0;
                    s1 += r[1].0[l] * y1;
                    s2 += r[2].0[l] * y2;
                    s3 += r[3].0[l] * y3;
                }
                x0[lane] = s0;
                x1[lane] = s1;
                x2[lane] = s2;
                x3[lane] = s3;
            }
        }

        /// The sum of a part's lanes, in halves.
        #[inline(always)]
        fn fold_part(x: &[$float; PART]) -> $float {
            let x: [$float; 8] = std::array::from_fn(|l| x[l] + x[l + 8]);
            let x: [$float; 4] = std::array::from_fn(|l| x[l] + x[l + 4]);
            (x[0] + x[2]) + (x[1] + x[3])
        }

        /// The sum of a row's lanes.
        pub(in super::super) fn fold(x: &Lanes) -> $float {
            let part = |lane| (x.0[lane] + x.0[lane + 16]) + (x.0[lane + 32] + x.0[lane + 48]);
            fold_part(&std::array::from_fn(part))
        }

        kernel! {
            /// From Σ λ/t of a site: g becomes what leaves the present state's weights, Σ λ tanh(B + d),
            /// and Σ λ (tanh(B + d) − tanh B) is added to the inputs' cotangents.
            fn leave(
                r: &[Lanes],
                total: &Lanes,
                g: &mut [Lanes],
                inputs_bar: &mut [Lanes],
            ) {
                for ((r, g), x) in r.iter().zip(g).zip(inputs_bar) {
                    for l in 0..LANES {
                        x.0[l] += 2.0 * r.0[l] * (total.0[l] - g.0[l]);
                        g.0[l] = total.0[l] - 2.0 * r.0[l] * g.0[l];
                    }
                }
            }
        }

        kernel! {
            /// The same where the form is direct.
            fn leave_direct(
                inputs: &[Lanes],
                total: &Lanes,
                g: &[Lanes],
                inputs_bar: &mut [Lanes],
            ) {
                for ((input, g), x) in inputs.iter().zip(g).zip(inputs_bar) {
                    for l in 0..LANES {
                        x.0[l] += g.0[l] - total.0[l] * tanh(input.0[l]);
                    }
                }
            }
        }

        kernel! {
            /// Σ (log cosh(rest + w) − log cosh(inputs)) for each row of `w`, `[q][rest.len()]`.
            fn log_cosh_ratios(
                inputs: &[Lanes],
                rest: &[Lanes],
                w: &[$float],
                logs: &mut [Lanes],
            ) {
                let mut present = inputs.to_vec();
                for row in &mut present {
                    for l in 0..LANES {
                        row.0[l] = log_cosh(row.0[l]);
                    }
                }
                for (logs, w) in logs.iter_mut().zip(w.chunks_exact(rest.len())) {
                    logs.0.fill(0.0);
                    for ((rest, w), present) in rest.iter().zip(w).zip(&present) {
                        for l in 0..LANES {
                            logs.0[l] += log_cosh(rest.0[l] + w) - present.0[l];
                        }
                    }
                }
            }
        }

        kernel! {
            /// Reverse of one row: adds λ tanh to `g` and gives its sums, `[rest.len()]`.
            fn log_cosh_bar(
                rest: &[Lanes],
                w: &[$float],
                lambda: &Lanes,
                g: &mut [Lanes],
                sums: &mut [$float],
            ) {
                for (((rest, w), g), sum) in rest.iter().zip(w).zip(g).zip(sums) {
                    let mut steps = Row([0.0; LANES]);
                    for l in 0..LANES {
                        steps.0[l] = lambda.0[l] * tanh(rest.0[l] + w);
                        g.0[l] += steps.0[l];
                    }
                    *sum = fold(&steps);
                }
            }
        }

        #[inline(always)]
        fn log_cosh(x: $float) -> $float {
            let e = exp(-2.0 * x.abs());
            x.abs() + ln(1.0 + e) - LN_2
        }

        #[inline(always)]
        fn tanh(x: $float) -> $float {
            let e = exp(-2.0 * x.abs());
            ((1.0 - e) / (1.0 + e)).copysign(x)
        }
    };
}

/// Kernels in `f64`.
pub(super) mod double {
    kernels_in!(f64, u64, exp64, ln64);
}

/// Kernels in `f32`.
pub(super) mod single {
    kernels_in!(f32, u32, exp32, ln32);
}

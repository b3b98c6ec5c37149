//! Loops with an attribute that says how they are differentiated.

use cotangent::differentiable;

/// A nonlinear map, iterated: the state of every fifth iteration is kept.
#[differentiable(order = 2)]
pub fn logistic_orbit(x: f64, r: f64, n: usize) -> f64 {
    let mut x = x;
    let mut sum = 0.0;
    #[checkpoint(every = 5)]
    for _ in 0..n {
        x = r * x * (1.0 - x);
        sum += x.sin() * x;
    }
    sum * x
}

/// A damped pendulum until it has settled: the number of steps is not known before.
#[differentiable(order = 2)]
pub fn settling(angle: f64, damping: f64) -> f64 {
    let dt = 0.2;
    let (mut angle, mut speed) = (angle, 0.0);
    let mut energy = 0.0;
    #[checkpoint(snapshots = 4)]
    while energy < 0.5 {
        speed -= dt * (angle.sin() + damping * speed);
        angle += dt * speed;
        energy += dt * 0.5 * speed * speed + 0.01;
    }
    angle * speed + energy
}

/// Explicit diffusion on a ring with two buffers, within a budget.
#[differentiable(order = 2)]
pub fn diffusion(start: &[f64], rate: f64, steps: usize) -> f64 {
    let n = start.len();
    let mut now = start.to_vec();
    let mut next = vec![0.0; n];
    let mut loss = 0.0;
    #[checkpoint(budget = "200 B")]
    for t in 0..steps {
        for i in 0..n {
            let around = now[(i + n - 1) % n] - 2.0 * now[i] + now[(i + 1) % n];
            next[i] = now[i] + rate * around * now[i].cos();
        }
        std::mem::swap(&mut now, &mut next);
        if n > 0 {
            loss += now[t % n] * now[t % n];
        }
    }
    loss
}

/// Checkpoints inside checkpoints, down a `loop` that is left in the middle.
#[differentiable(order = 2)]
pub fn nested_orbits(w: &[f64], x: f64, n: usize) -> f64 {
    let mut x = x;
    let mut k = 0;
    #[checkpoint(snapshots = 2)]
    loop {
        if k == n {
            break;
        }
        k += 1;
        let mut y = x;
        #[checkpoint(every = 2)]
        for &v in w.iter().rev() {
            if v < -0.8 {
                continue;
            }
            y = (y * v).sin() + x;
        }
        x = 0.5 * (x + y);
    }
    x
}

/// Residuals of a model, in parallel: one sum, shared parameters.
#[differentiable(order = 2)]
pub fn residuals(w: &[f64; 2], xs: &[f64], ys: &[f64]) -> f64 {
    let mut loss = 0.0;
    #[parallel]
    for (&x, &y) in xs.iter().zip(ys) {
        let r = (w[0] * x).sin() + w[1] * x - y;
        loss += r * r;
    }
    loss
}

/// A stencil whose iterations have an element each, behind a nonlinear sum.
#[differentiable(order = 2)]
pub fn stencil(x: &[f64], a: f64) -> f64 {
    let n = x.len();
    let mut out = vec![0.0; n];
    let mut mean = 0.0;
    #[parallel]
    for (i, slot) in out.iter_mut().enumerate() {
        let around = x[(i + n - 1) % n] - 2.0 * x[i] + x[(i + 1) % n];
        *slot = if around > 0.0 { (a * around).tanh() } else { a * around };
        mean += *slot / n as f64;
    }
    let mut spread = 0.0;
    for o in &out {
        spread += (o - mean) * (o - mean);
    }
    spread
}

/// Updates in place of a buffer that is handed in, with an inner loop and branches.
#[differentiable(order = 2)]
pub fn relax_in_parallel(out: &mut [f64], x: &[f64], k: f64) {
    #[parallel]
    for (o, &v) in out.iter_mut().zip(x) {
        let mut t = k;
        for _ in 0..2 {
            t = (t * v).sin() + v;
        }
        if t > 0.3 {
            *o *= t;
        } else {
            *o += t;
        }
    }
}

/// Gaussian kernel sums per centre: an array that all iterations add to.
#[differentiable(order = 2)]
pub fn densities(x: &[f64], centres: &[f64; 3]) -> f64 {
    let mut sums = [1e-3; 3];
    #[parallel]
    for row in x.chunks_exact(2) {
        for k in 0..3 {
            let d = row[0] - centres[k];
            sums[k] += (-d * d).exp() * row[1];
        }
    }
    sums[0] * sums[1] + sums[2]
}

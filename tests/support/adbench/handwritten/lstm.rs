//! Gradient of the LSTM: one flat tape, sized from the trip counts.

/// What one cell of one layer leaves on the tape: its three gates, its change, the tangens
/// hyperbolicus of its new cell, and its old cell and hidden value.
const SLOTS: usize = 7;

/// Value and gradient of [`lstm_objective`](crate::adbench::lstm::lstm_objective()); overwrites the
/// cotangents.
///
/// # Panics
/// If a cotangent has not its primal's length.
#[allow(clippy::too_many_arguments)] // The primal's arguments and two cotangents.
pub fn lstm_gradient_into(
    main: &[f64],
    extra: &[f64],
    state: &[f64],
    sequence: &[f64],
    l: usize,
    b: usize,
    main_bar: &mut [f64],
    extra_bar: &mut [f64],
) -> f64 {
    assert_eq!(main_bar.len(), main.len(), "length of `main_bar`");
    assert_eq!(extra_bar.len(), extra.len(), "length of `extra_bar`");
    main_bar.fill(0.0);
    extra_bar.fill(0.0);

    let n_steps = sequence.len() / b - 1;
    let scale = -1.0 / (n_steps * b) as f64;
    let (input_scale, rest) = extra.split_at(b);
    let (output_scale, output_bias) = rest.split_at(b);

    // Forward sweep: for each step its layers' slots, then the cotangents of its prediction.
    let stride = (SLOTS * l + 1) * b;
    let mut tape = vec![0.0; n_steps * stride];
    let mut state = state.to_vec();
    let mut value = vec![0.0; b];
    let mut loss = 0.0;
    let steps = sequence.chunks_exact(b).zip(sequence.chunks_exact(b).skip(1));
    for ((input, target), record) in steps.clone().zip(tape.chunks_exact_mut(stride)) {
        for ((v, x), w) in value.iter_mut().zip(input).zip(input_scale) {
            *v = x * w;
        }
        let (layers, output) = record.split_at_mut(SLOTS * l * b);
        let parameters = main.chunks_exact(8 * b).zip(state.chunks_exact_mut(2 * b));
        for ((row, state), slots) in parameters.zip(layers.chunks_exact_mut(SLOTS * b)) {
            forward_layer(row, state, slots, &mut value);
        }
        let mut sum = 2.0;
        let mut n_bits = 0.0;
        let mut score = 0.0;
        for (i, (slot, s)) in output.iter_mut().zip(target).enumerate() {
            let y = value[i] * output_scale[i] + output_bias[i];
            *slot = y.exp();
            sum += *slot;
            n_bits += s;
            score += s * y;
        }
        loss += score - n_bits * sum.ln();
        for (slot, s) in output.iter_mut().zip(target) {
            *slot = scale * (s - n_bits * (*slot / sum));
        }
    }

    // Reverse sweep.
    let (input_scale_bar, rest) = extra_bar.split_at_mut(b);
    let (output_scale_bar, output_bias_bar) = rest.split_at_mut(b);
    let mut state_bar = vec![0.0; 2 * l * b];
    let mut value_bar = vec![0.0; b];
    for (input, record) in
        sequence.chunks_exact(b).take(n_steps).zip(tape.chunks_exact(stride)).rev()
    {
        let (layers, y_bar) = record.split_at(SLOTS * l * b);
        let top = &layers[SLOTS * (l - 1) * b..];
        for i in 0..b {
            output_scale_bar[i] += y_bar[i] * (top[2 * b + i] * top[4 * b + i]);
            output_bias_bar[i] += y_bar[i];
            value_bar[i] = y_bar[i] * output_scale[i];
        }
        for k in (0..l).rev() {
            let slots = &layers[SLOTS * k * b..SLOTS * (k + 1) * b];
            let below = k.checked_sub(1).map(|k| &layers[SLOTS * k * b..SLOTS * (k + 1) * b]);
            // The input of a layer is the hidden value of the one below: out gate times tanh.
            let below = match below {
                Some(slots) => (&slots[2 * b..3 * b], &slots[4 * b..5 * b]),
                None => (input, input_scale),
            };
            reverse_layer(
                &main[8 * k * b..8 * (k + 1) * b],
                slots,
                below,
                &mut main_bar[8 * k * b..8 * (k + 1) * b],
                &mut state_bar[2 * k * b..2 * (k + 1) * b],
                &mut value_bar,
            );
        }
        for ((w_bar, v_bar), x) in input_scale_bar.iter_mut().zip(&value_bar).zip(input) {
            *w_bar += v_bar * x;
        }
    }
    loss * scale
}

fn forward_layer(row: &[f64], state: &mut [f64], slots: &mut [f64], value: &mut [f64]) {
    let b = value.len();
    let [w_forget, w_in, w_out, w_change, b_forget, b_in, b_out, b_change] = blocks(row, b);
    let [forget, ingate, outgate, change, tanh, old_cell, old_hidden] = blocks_mut(slots, b);
    let [hidden, cell] = blocks_mut(state, b);
    for i in 0..b {
        (old_hidden[i], old_cell[i]) = (hidden[i], cell[i]);
        forget[i] = sigmoid(value[i] * w_forget[i] + b_forget[i]);
        ingate[i] = sigmoid(hidden[i] * w_in[i] + b_in[i]);
        outgate[i] = sigmoid(value[i] * w_out[i] + b_out[i]);
        change[i] = (hidden[i] * w_change[i] + b_change[i]).tanh();
        cell[i] = cell[i] * forget[i] + ingate[i] * change[i];
        tanh[i] = cell[i].tanh();
        hidden[i] = outgate[i] * tanh[i];
        value[i] = hidden[i];
    }
}

/// On entry `value_bar` is the cotangent of this layer's output, on return that of its input, which
/// was the product of the two slices in `below`.
fn reverse_layer(
    row: &[f64],
    slots: &[f64],
    below: (&[f64], &[f64]),
    row_bar: &mut [f64],
    state_bar: &mut [f64],
    value_bar: &mut [f64],
) {
    let b = value_bar.len();
    let [w_forget, w_in, w_out, w_change, ..] = blocks::<8>(row, b);
    let [forget, ingate, outgate, change, tanh, old_cell, old_hidden] = blocks(slots, b);
    let [wf_bar, wi_bar, wo_bar, wg_bar, bf_bar, bi_bar, bo_bar, bg_bar] = blocks_mut(row_bar, b);
    let [hidden_bar, cell_bar] = blocks_mut(state_bar, b);
    let (below_left, below_right) = (&below.0[..b], &below.1[..b]);
    for i in 0..b {
        let (f, ing, o, g) = (forget[i], ingate[i], outgate[i], change[i]);
        let (t, h) = (tanh[i], old_hidden[i]);
        let v = below_left[i] * below_right[i];
        let h_bar = hidden_bar[i] + value_bar[i];
        let c_bar = cell_bar[i] + h_bar * o * (1.0 - t * t);
        let o_bar = h_bar * t * (o * (1.0 - o));
        let f_bar = c_bar * old_cell[i] * (f * (1.0 - f));
        let ing_bar = c_bar * g * (ing * (1.0 - ing));
        let g_bar = c_bar * ing * (1.0 - g * g);
        wf_bar[i] += f_bar * v;
        wi_bar[i] += ing_bar * h;
        wo_bar[i] += o_bar * v;
        wg_bar[i] += g_bar * h;
        bf_bar[i] += f_bar;
        bi_bar[i] += ing_bar;
        bo_bar[i] += o_bar;
        bg_bar[i] += g_bar;
        cell_bar[i] = c_bar * f;
        hidden_bar[i] = ing_bar * w_in[i] + g_bar * w_change[i];
        value_bar[i] = f_bar * w_forget[i] + o_bar * w_out[i];
    }
}

/// Splits a slice into N blocks of `b`.
fn blocks<const N: usize>(slice: &[f64], b: usize) -> [&[f64]; N] {
    std::array::from_fn(|i| &slice[i * b..(i + 1) * b])
}

/// Splits a slice into N mutable blocks of `b`.
fn blocks_mut<const N: usize>(slice: &mut [f64], b: usize) -> [&mut [f64]; N] {
    let mut blocks = slice.chunks_exact_mut(b);
    std::array::from_fn(|_| blocks.next().expect("the slice holds N blocks"))
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

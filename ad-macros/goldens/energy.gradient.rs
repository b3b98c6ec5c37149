fn value_and_grad_into(
    x: &[f64],
    w: &[f64],
    state: &mut Vec<f64>,
    x_bar: &mut [f64],
    w_bar: &mut [f64],
    state_bar: &mut Vec<f64>,
) -> f64 {
    {
        use log_cosh as __energyRule0;
        check_len("x_bar", x_bar.len(), x.len());
        x_bar.fill(0.0);
        check_len("w_bar", w_bar.len(), w.len());
        w_bar.fill(0.0);
        zero_into(&*state, &mut *state_bar);
        let mut tape = Vec::new();
        let mut tape_1 = Vec::new();
        let mut energy: f64 = 0.0;
        let n = shorter(x.len(), w.len());
        let kepts = claim(&mut tape, n);
        let x_part = &x[..n];
        let w_part = &w[..n];
        for i in 0..n {
            let x_1 = x_part[i];
            let w_1 = w_part[i];
            let argument = x_1 + w_1;
            let (log_cosh_value, kept) = __energyRule0::__kept(argument);
            energy += log_cosh_value;
            kepts[i] = kept;
        }
        let to = state.len();
        let slopes = claim(&mut tape_1, to);
        let state_part = &mut state[..to];
        for i in 0..to {
            let argument = state_part[i];
            let (next, log_cosh_pullback) = __energyRule0::__vjp(
                argument,
                On,
            );
            let mut slope: f64 = 0.0;
            log_cosh_pullback(1.0, (), &mut slope);
            state_part[i] = next;
            slopes[i] = slope;
        }
        let energy_now = energy;
        let y = energy * state[0];
        let state_kept = original(&*state).copy();
        let energy_bar = state_kept[0];
        state_bar[0] += energy_now;
        let slopes_1 = top(&tape_1, to);
        let state_bar_part = &mut state_bar[..to];
        for i in 0..to {
            let slope = slopes_1[i];
            let next_bar = state_bar_part[i];
            state_bar_part[i] = unless_zero(
                next_bar,
                next_bar * slope,
            );
        }
        release(&mut tape_1, to);
        let kepts_1 = top(&tape, n);
        let x_part_1 = &x[..n];
        let w_part_1 = &w[..n];
        let x_bar_part = &mut x_bar[..n];
        let w_bar_part = &mut w_bar[..n];
        for i in 0..n {
            let kept = kepts_1[i];
            let x_1 = x_part_1[i];
            let w_1 = w_part_1[i];
            let argument_bar = unless_zero(
                energy_bar,
                energy_bar * __energyRule0::__slope(x_1 + w_1, kept),
            );
            w_bar_part[i] += argument_bar;
            x_bar_part[i] += argument_bar;
        }
        release(&mut tape, n);
        recycle((state_kept, tape_1, tape));
        y
    }
}

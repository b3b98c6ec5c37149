fn value_and_grad_into(
    x: &[f64],
    state: &mut [f64],
    x_bar: &mut [f64],
    state_bar: &mut [f64],
) -> f64 {
    {
        use logistic as __gatesRule0;
        check_len("x_bar", x_bar.len(), x.len());
        x_bar.fill(0.0);
        check_len("state_bar", state_bar.len(), state.len());
        state_bar.fill(0.0);
        let mut tape = Vec::new();
        let mut tape_1 = Vec::new();
        let mut tape_2 = Vec::new();
        let n = shorter(state.len(), x.len());
        let stored = stored_len(
            __gatesRule0::__again(0.0),
            n,
        );
        let [gates_1] = claim_rows(&mut tape, stored);
        let kepts = claim(&mut tape_1, n);
        let state_olds = claim(&mut tape_2, n);
        let x_part = &x[..n];
        let state_part = &mut state[..n];
        for i in 0..n {
            let x_1 = x_part[i];
            let argument = state_part[i] * x_1;
            let (gate, kept) = __gatesRule0::__kept(argument);
            let difference = 1.0 - gate;
            let state_old = state_part[i];
            state_part[i] = gate * state_part[i] + difference * x_1;
            store(&mut *gates_1, i, gate);
            kepts[i] = kept;
            state_olds[i] = state_old;
        }
        let y = state[0] * state[1];
        let mut state_kept = copied(&*state);
        state_bar[0] += state_kept[1];
        state_bar[1] += state_kept[0];
        let stored_1 = stored_len(
            __gatesRule0::__again(0.0),
            n,
        );
        let [gates_2] = top_rows(&tape, stored_1);
        let state_olds_1 = top(&tape_2, n);
        let kepts_1 = top(&tape_1, n);
        let x_part_1 = &x[..n];
        let x_bar_part = &mut x_bar[..n];
        let state_bar_part = &mut state_bar[..n];
        let state_kept_part = &mut state_kept[..n];
        for i in 0..n {
            let kept = kepts_1[i];
            let state_old = state_olds_1[i];
            let x_1 = x_part_1[i];
            let gate_1 = __gatesRule0::__again(kept).unwrap_or_else(|| gates_2[i]);
            let difference = 1.0 - gate_1;
            state_kept_part[i] = state_old;
            let state_bar_1 = state_bar_part[i];
            let mut gate_bar = state_bar_1 * state_old;
            gate_bar -= state_bar_1 * x_1;
            let mut x_bar_1 = state_bar_1 * difference;
            let argument_bar = unless_zero(
                gate_bar,
                gate_bar * __gatesRule0::__slope(state_old * x_1, kept),
            );
            state_bar_part[i] = state_bar_1 * gate_1 + argument_bar * x_1;
            x_bar_1 += argument_bar * state_old;
            x_bar_part[i] += x_bar_1;
        }
        release(&mut tape_2, n);
        release(&mut tape_1, n);
        release(&mut tape, stored_1);
        recycle((state_kept, tape_2, tape_1, tape));
        y
    }
}

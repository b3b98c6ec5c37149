//! Rules of the table, and the words that derivatives call.

use super::*;

impl Interp<'_> {
    /// What trait dispatch would do with operands of unknown types: floats have derivatives.
    pub(super) fn rule(&mut self, op: &str, form: RuleForm, args: &[Expr]) -> Value {
        let rule = crate::rules::find(op).expect("a primitive of the table");
        if !matches!(form, RuleForm::Tangent(1) | RuleForm::Cotangent(0, _)) {
            return self.rule_of_higher_order(rule, form, args);
        }
        let coefficients: Vec<_> = (0..rule.params.len()).map(|i| rule.coefficient(i)).collect();
        let mut args = self.plains(args);
        let rest = args.split_off(rule.params.len());
        let mut rest = rest.into_iter();
        let reads_result = coefficients.iter().flatten().any(|c| c.reads_result());
        let y = if reads_result { rest.next().expect("the result") } else { Value::Unit };
        let term = |this: &mut Self, i: usize, w: Value| -> f64 {
            let (Value::Num(w), Some(c)) = (w, &coefficients[i]) else { return 0.0 };
            if w == 0.0 && rule.singular { 0.0 } else { w * this.coefficient(c, &args, &y) }
        };
        match form {
            RuleForm::Cotangent(_, i) => {
                let w = rest.next().expect("a cotangent");
                let value = Value::Num(term(self, i, w));
                if matches!(args[i], Value::Num(_)) { value } else { Value::Unit }
            }
            RuleForm::Tangent(_) => {
                let mut sum = 0.0;
                for i in (0..rule.params.len()).filter(|i| coefficients[*i].is_some()) {
                    sum += term(self, i, rest.next().expect("a tangent"));
                }
                Value::Num(sum)
            }
            form => unreachable!("{form:?}: no program runs in lanes"),
        }
    }

    /// Runs the function over floats that stands behind trait dispatch.
    pub(super) fn rule_of_higher_order(
        &mut self,
        rule: &crate::rules::Rule,
        form: RuleForm,
        args: &[Expr],
    ) -> Value {
        let f = crate::rules::higher::over_floats(rule, form);
        let args = self.plains(args);
        let whole = rule.name.starts_with("powi").then_some(1);
        if args.iter().enumerate().any(|(i, a)| Some(i) != whole && !matches!(a, Value::Num(_))) {
            return Value::Unit;
        }
        assert_eq!(f.params.len(), args.len(), "arguments of {form:?} of `{}`", rule.name);
        let inputs: Vec<_> = f.params.iter().map(|p| p.var).zip(args).collect();
        let run = run(&f.vars, &f.body.stmts, &inputs);
        self.decide(run.trace);
        self.largest = self.largest.max(run.largest);
        run.value(f.ret.expect("a tangent is returned")).clone()
    }

    pub(super) fn coefficient(
        &mut self,
        c: &crate::rules::Coefficient,
        args: &[Value],
        y: &Value,
    ) -> f64 {
        use crate::rules::Coefficient;
        match c {
            Coefficient::Arg(i) => args[*i].num(),
            Coefficient::Result => y.num(),
            Coefficient::Number(v) => *v,
            Coefficient::Op(name, cs) => {
                let values: Vec<Value> = cs
                    .iter()
                    .map(|c| match c {
                        Coefficient::Arg(i) => args[*i].clone(),
                        c => Value::Num(self.coefficient(c, args, y)),
                    })
                    .collect();
                self.primitive(name, &values).num()
            }
        }
    }

    /// Asks the states of a checkpointed loop.
    pub(super) fn checkpoints(&mut self, question: &str, place: &Expr) -> Value {
        let ExprKind::Read(place) = &place.kind else { panic!("a place is expected") };
        let loc = self.resolve(place);
        let Value::States(states) = self.at_mut(&loc) else { panic!("no states are kept here") };
        let stretch = |edges: &[usize], state: Value| {
            let mut parts: Vec<Value> = edges.iter().map(|n| Value::Int(*n as i64)).collect();
            parts.push(state);
            Value::Variant("Some".into(), vec![Value::Tuple(parts)])
        };
        let none = Value::Variant("None".into(), Vec::new());
        match (question, states) {
            ("due", States::Regular(s)) => Value::Bool(s.due()),
            ("due", States::Binomial(s)) => Value::Bool(s.due()),
            ("pop", States::Regular(s)) => {
                s.pop().map_or(none, |(from, to, state)| stretch(&[from, to], state))
            }
            ("pop", States::Binomial(s)) => {
                s.pop().map_or(none, |(from, at, state)| stretch(&[from, at], state))
            }
            _ => panic!("calls are not evaluated"),
        }
    }

    pub(super) fn support(&mut self, name: &str, args: &[Expr]) -> Value {
        let location = |this: &mut Self, e: &Expr| match this.expr(e) {
            Value::Ref(loc) => this.follow(loc),
            v => panic!("`{name}` of {v:?}, which is no reference"),
        };
        match name {
            "borrow" => return self.expr_in_place(&args[0]),
            "take" => {
                let loc = location(self, &args[0]);
                let value = self.load(&loc);
                self.store(&loc, value.zero());
                return value;
            }
            "replace" => {
                let loc = location(self, &args[0]);
                let new = self.expr(&args[1]);
                let value = self.load(&loc);
                self.store(&loc, new);
                return value;
            }
            "set_zero" => {
                let loc = location(self, &args[0]);
                let zero = self.load(&loc).zero();
                self.store(&loc, zero);
                return Value::Unit;
            }
            "add_whole" => {
                let (to, from) = (location(self, &args[0]), location(self, &args[1]));
                let mut sum = self.load(&to);
                sum.add(&self.load(&from));
                self.store(&to, sum);
                return Value::Unit;
            }
            "clear" | "refill" | "refill_from" => {
                let loc = location(self, &args[0]);
                let items = match name {
                    "clear" => Value::Seq(Vec::new()),
                    "refill" => {
                        let n = self.expr(&args[1]).index();
                        Value::Seq(vec![self.expr(&args[2]); n])
                    }
                    _ => {
                        let from = self.expr(&args[1]);
                        self.plain(from)
                    }
                };
                self.store(&loc, items);
                return Value::Unit;
            }
            // What it holds before it is written to is not to be read.
            "resize" => {
                let (loc, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                self.store(&loc, Value::Seq(vec![Value::Num(f64::NAN); n]));
                return Value::Unit;
            }
            "unset" => {
                let n = self.expr(&args[0]).index();
                return Value::Seq(vec![Value::Num(f64::NAN); n]);
            }
            "filled" | "filled_with" => {
                let n = self.expr(&args[0]).index();
                return Value::Seq(vec![self.expr(&args[1]); n]);
            }
            "copied" | "copy_of" => {
                let from = self.expr(&args[0]);
                return self.plain(from);
            }
            "push" => {
                let (to, value) = (location(self, &args[0]), self.expr(&args[1]));
                let Value::Seq(vs) = self.at_mut(&to) else { panic!("a vector is a sequence") };
                vs.push(value);
                return Value::Unit;
            }
            "recycle" | "recycle_owned" => return Value::Unit,
            "take_and_refill" => {
                let (taken, from) = (location(self, &args[0]), location(self, &args[1]));
                let value = self.load(&from);
                let n = self.expr(&args[2]).index();
                let zeros = Value::Seq(vec![self.expr(&args[3]); n]);
                self.store(&taken, value);
                self.store(&from, zeros);
                return Value::Unit;
            }
            "claim" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                let start = vs.len();
                // What is never written has no value.
                vs.resize(start + n, Value::Unit);
                return slice_of(tape, start, start + n);
            }
            "slots" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                self.empty_slots(&tape, n);
                return slice_of(tape, 0, n);
            }
            "top" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let end = self.len_at(&tape);
                return slice_of(tape, end - n, end);
            }
            "claim_rows" | "top_rows" | "slot_rows" | "windows_mut" | "shadow_windows" => {
                panic!("{name} is read by a `let` of as many names")
            }
            "window" | "window_mut" | "lend" | "lend_mut" | "shadow_window" => {
                let of = location(self, &args[0]);
                let (start, n) = (self.expr(&args[1]).index(), self.expr(&args[2]).index());
                if name == "shadow_window" && self.len_at(&of) == 0 {
                    return slice_of(of, 0, 0);
                }
                if n == 0 {
                    return slice_of(of, 0, 0);
                }
                assert!(start + n <= self.len_at(&of), "a window that is too long");
                return slice_of(of, start, start + n);
            }
            "reserve" => return Value::Unit,
            "release" => {
                let (tape, n) = (location(self, &args[0]), self.expr(&args[1]).index());
                let Value::Seq(vs) = self.at_mut(&tape) else { panic!("a tape is a sequence") };
                vs.truncate(vs.len() - n);
                return Value::Unit;
            }
            "terms" => return self.expr(&args[0]),
            "sum_of_terms" => {
                let terms = location(self, &args[0]);
                let Value::Seq(terms) = self.load(&terms) else { panic!("terms are an array") };
                return Value::Num(terms.iter().map(Value::num).sum());
            }
            "restore_whole" => {
                let (to, from) = (location(self, &args[0]), location(self, &args[1]));
                let saved = self.load(&from);
                self.store(&to, saved);
                return Value::Unit;
            }
            _ => {}
        }
        let values = self.plains(args);
        self.support_of(name, &values)
    }

    pub(super) fn support_of(&mut self, name: &str, values: &[Value]) -> Value {
        let x = |i: usize| values[i].num();
        let n = |i: usize| values[i].int();
        Value::Num(match name {
            "opaque" => return Value::Int(n(0)),
            "shorter" => return Value::Int(n(0).min(n(1))),
            "less" => return Value::Int((n(0) - n(1)).max(0)),
            "checkpoint_every" => {
                return Value::States(States::Regular(checkpoint_every(n(0) as usize)));
            }
            "checkpoint_states" => {
                return Value::States(States::Binomial(checkpoint_states(n(0) as usize)));
            }
            "nth" => return Value::Int(n(0) + n(1)),
            "nth_back" => return Value::Int(n(0) - 1 - n(1)),
            "span" => return Value::Int((n(1) - n(0)).max(0)),
            "div_ceil" => return Value::Int((n(0) + n(1) - 1) / n(1)),
            "window_count" => return Value::Int((n(0) - n(1) + 1).max(0)),
            "check_copy" => {
                assert_eq!(n(0), n(1), "copy between slices of different lengths");
                return Value::Unit;
            }
            "divisible" => {
                // Both ways are right wherever this holds, so now and then the other is taken.
                let square = x(0) * x(0);
                let sound = square.is_finite() && square.recip().is_finite();
                return Value::Bool(sound && x(0).to_bits().count_ones() % 2 == 0);
            }
            "keep_whole" | "constant" => return values[0].clone(),
            "cast_dot" => {
                if matches!(values[0], Value::Num(_)) {
                    x(1)
                } else {
                    0.0
                }
            }
            "cast_back" => {
                return if matches!(values[0], Value::Num(_)) {
                    values[1].clone()
                } else {
                    Value::Unit
                };
            }
            "negated" => return values[0].negated(),
            "sum_slice" | "total" => values[0].floats().iter().sum(),
            "dot" => values[0].floats().iter().zip(values[1].floats()).map(|(a, b)| a * b).sum(),
            "unless_zero" => {
                if x(0) == 0.0 {
                    0.0
                } else {
                    x(1)
                }
            }
            "absorb" if x(0) == 0.0 => 0.0,
            "absorb_both" if x(0) == 0.0 || x(1) == 0.0 => 0.0,
            "absorb" | "absorb_both" => x(0) * x(1),
            "powi_nth" => {
                let falling = (0..x(2) as i64).map(|j| (n(1) - j) as f64).product::<f64>();
                if falling == 0.0 { 0.0 } else { falling * x(0).powi(n(1) as i32 - x(2) as i32) }
            }
            "powi_x" => {
                if n(1) == 0 {
                    0.0
                } else {
                    n(1) as f64 * x(0).powi(n(1) as i32 - 1)
                }
            }
            "powf_x" | "vector_powf_x" => {
                if x(1) == 0.0 {
                    0.0
                } else {
                    x(1) * x(0).powf(x(1) - 1.0)
                }
            }
            "powf_p" | "vector_powf_p" => {
                if x(0) == 0.0 && x(1) >= 0.0 {
                    0.0
                } else {
                    x(2) * x(0).ln()
                }
            }
            "sign" => {
                if x(0) > 0.0 {
                    1.0
                } else if x(0) < 0.0 {
                    -1.0
                } else {
                    x(0)
                }
            }
            "max_a" => max_a(x(0), x(1)),
            "min_a" => max_a(-x(0), -x(1)),
            "clamp_x" => f64::from(u8::from(x(0) >= x(1) && x(0) <= x(2))),
            "clamp_lo" => f64::from(u8::from(x(0) < x(1))),
            "clamp_hi" => f64::from(u8::from(x(0) > x(2))),
            "ln_2" => std::f64::consts::LN_2,
            "ln_10" => std::f64::consts::LN_10,
            _ => panic!("support function `{name}` is not evaluated"),
        })
    }
}

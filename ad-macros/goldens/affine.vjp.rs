fn __vjp<
    __A0: Activity,
    __A1: Activity,
    __A2: Activity,
>(
    w: &Array2<f64>,
    b: &Array1<f64>,
    x: &Array1<f64>,
    _: __A0,
    _: __A1,
    _: __A2,
) -> (
    Array1<f64>,
    impl FnOnce(
        <Array1<f64> as ::cotangent::Differentiable>::Tangent,
        &Array2<f64>,
        __A0::Shadow<'_, <Array2<f64> as ::cotangent::Differentiable>::Tangent>,
        &Array1<f64>,
        __A1::Shadow<'_, <Array1<f64> as ::cotangent::Differentiable>::Tangent>,
        &Array1<f64>,
        __A2::Shadow<'_, <Array1<f64> as ::cotangent::Differentiable>::Tangent>,
    ) + use<__A0, __A1, __A2>,
) {
    {
        use arrays::*;
        let (elements, flat_copy_pullback) = arrays::flat_copy::__vjp(
            &*x,
            __A2::default(),
        );
        let shape = shape_of(&*x);
        let mut mapped = filled(elements.len(), 0.0);
        let to = elements.len();
        let elements_part = &elements[..to];
        let mapped_part = &mut mapped[..to];
        for i in 0..to {
            let v = elements_part[i];
            mapped_part[i] = v * v;
        }
        let (made, shaped_pullback) = arrays::shaped::__vjp(
            copied(&mapped),
            shape,
            On,
            Off,
        );
        let zero = zero(&made);
        let h: Array1<f64> = made;
        let (dot_value, dot_pullback) = (*w)
            .dot__vjp(&h, __A0::default(), On);
        let y = &dot_value + b;
        (
            y,
            move |
                y_bar: <Array1<f64> as ::cotangent::Differentiable>::Tangent,
                w: &Array2<f64>,
                __s0: __A0::Shadow<
                    '_,
                    <Array2<f64> as ::cotangent::Differentiable>::Tangent,
                >,
                b: &Array1<f64>,
                __s1: __A1::Shadow<
                    '_,
                    <Array1<f64> as ::cotangent::Differentiable>::Tangent,
                >,
                x: &Array1<f64>,
                __s2: __A2::Shadow<
                    '_,
                    <Array1<f64> as ::cotangent::Differentiable>::Tangent,
                >|
            {
                let mut __z0 = None;
                let w_bar = __A0::open(
                    __s0,
                    &mut __z0,
                    || zero(w),
                );
                let mut __z1 = None;
                let b_bar = __A1::open(
                    __s1,
                    &mut __z1,
                    || zero(b),
                );
                let mut __z2 = None;
                let x_bar = __A2::open(
                    __s2,
                    &mut __z2,
                    || zero(x),
                );
                let mut elements_bar = filled(
                    elements.len(),
                    0.0,
                );
                let mut mapped_bar = filled(
                    mapped.len(),
                    0.0,
                );
                let mut made_bar = zero;
                let mut h_bar = zero(&h);
                let dot_value_bar = rules::add_vjp_0(
                    &dot_value,
                    &b,
                    &y_bar,
                );
                add_to(
                    &mut *b_bar,
                    rules::add_vjp_1(&dot_value, &b, &y_bar),
                );
                dot_pullback(
                    dot_value_bar,
                    again(&*w),
                    lent_as(&mut *w_bar, __A0::default()),
                    &h,
                    &mut h_bar,
                );
                add_ref(&mut made_bar, &h_bar);
                shaped_pullback(made_bar, (), &mut mapped_bar, (), ());
                let elements_part_1 = &elements[..to];
                let elements_bar_part = &mut elements_bar[..to];
                let mapped_bar_part = &mapped_bar[..to];
                for i in 0..to {
                    let v = elements_part_1[i];
                    elements_bar_part[i] += 2.0 * v * mapped_bar_part[i];
                }
                flat_copy_pullback(
                    elements_bar,
                    &*x,
                    lent_as(&mut *x_bar, __A2::default()),
                );
                owned(h_bar).recycle();
                owned(h).recycle();
                recycle((mapped_bar, mapped, elements));
                owned(__z0).recycle();
                owned(__z1).recycle();
                owned(__z2).recycle();
                owned(y_bar).recycle();
            },
        )
    }
}

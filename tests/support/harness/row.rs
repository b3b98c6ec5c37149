//! The macro that makes a row of one line.

/// A [`Row`] from one line; see the [module](crate::harness).
#[macro_export]
macro_rules! row {
    ($words:expr, lanes { $jvp:path, $vjp:path } by_name { $($paths:path),+ $(,)? }
     ($($args:tt)*) $(-> $kind:tt)? $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@name ($jvp) ($vjp) $words, [$($paths),+], [$($kind)?],
            [$($(($n, $size))+)?], $($args)*)
    };
    ($words:expr, lanes $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)]
              ($($f)::+::jvp_lanes) ($($f)::+::vjp_lanes) ($($f)::+::jvp_lanes_vjp) }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, by_name { $($paths:path),+ $(,)? } ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@name () () $words, [$($paths),+], [$($kind)?], [$($(($n, $size))+)?],
            $($args)*)
    };
    ($words:expr, once $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into) [] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, thrice $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)
               ($($f)::+::jvp_jvp_jvp) ($($f)::+::jvp_jvp_vjp)] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    ($words:expr, $($f:ident)::+ ($($args:tt)*) $(-> $kind:tt)?
     $(where $($n:ident in $size:expr),+)?) => {
        $crate::row!(@args
            { $words, stringify!($($f)::+), [$($kind)?], [$($(($n, $size))+)?],
              ($($f)::+) ($($f)::+::jvp) ($($f)::+::vjp) ($($f)::+::grad)
              ($($f)::+::value_and_grad) ($($f)::+::value_and_grad_into)
              [($($f)::+::jvp_jvp) ($($f)::+::jvp_vjp)] () () () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    (@name $jl:tt $vl:tt $words:expr, [$f:path, $jvp:path, $vjp:path], $kind:tt, $sizes:tt,
     $($args:tt)*) => {
        $crate::row!(@args
            { $words, stringify!($f), $kind, $sizes,
              ($f) ($jvp) ($vjp) () () () [] $jl $vl () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };
    (@name $jl:tt $vl:tt $words:expr,
     [$f:path, $jvp:path, $vjp:path, $grad:path, $both:path, $into:path],
     $kind:tt, $sizes:tt, $($args:tt)*) => {
        $crate::row!(@args
            { $words, stringify!($f), $kind, $sizes,
              ($f) ($jvp) ($vjp) ($grad) ($both) ($into) [] $jl $vl () }
            [(a0 d0 t0 e0 u0 v0 p0 q0) (a1 d1 t1 e1 u1 v1 p1 q1) (a2 d2 t2 e2 u2 v2 p2 q2)
             (a3 d3 t3 e3 u3 v3 p3 q3) (a4 d4 t4 e4 u4 v4 p4 q4) (a5 d5 t5 e5 u5 v5 p5 q5)
             (a6 d6 t6 e6 u6 v6 p6 q6) (a7 d7 t7 e7 u7 v7 p7 q7)]
            {} {} {} {} {} $($args)*)
    };

    // Arguments, one at a time, into five lists: all of them, how the primal gets them, the active ones
    // with how they are passed, the active ones but for `by_mut`, and the `by_mut` ones.
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} val $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* Clone::clone(&*$a),}
            {$($active)* (val $a $($d)+)} {$($fixed)* ($a $($d)+)} {$($mutable)*} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} by_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &*$a,}
            {$($active)* (by_ref $a $($d)+)} {$($fixed)* ($a $($d)+)} {$($mutable)*} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     {$($fixed:tt)*} {$($mutable:tt)*} by_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &mut *$a,}
            {$($active)* (by_mut $a $($d)+)} {$($fixed)*} {$($mutable)* ($a $($d)+)} $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* Clone::clone(&*$a),}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant_ref $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &*$a,}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };
    (@args $row:tt [($a:ident $($d:ident)+) $($names:tt)*] {$($all:tt)*} {$($pass:tt)*} {$($active:tt)*}
     $fixed:tt $mutable:tt constant_mut $domain:expr $(, $($rest:tt)*)?) => {
        $crate::row!(@args $row [$($names)*] {$($all)* ($a $domain)} {$($pass)* &mut *$a,}
            {$($active)*} $fixed $mutable $($($rest)*)?)
    };

    // How a tangent is passed.
    (@as val $d:ident) => { Clone::clone(&$d) };
    (@as by_ref $d:ident) => { &$d };
    (@as by_mut $d:ident) => { &mut $d };

    (@args { $words:expr, $name:expr, [$($kind:tt)?], [$(($n:ident, $size:expr))*],
             ($($f:tt)+) ($($jvp:tt)+) ($($vjp:tt)+) $grad:tt $both:tt $into:tt $second:tt
             $jvp_lanes:tt $vjp_lanes:tt $reverse_lanes:tt }
     $names:tt {$(($a:ident $domain:expr))*} {$($pass:tt)*}
     {$(($by:ident $xa:ident $xd:ident $xt:ident $xe:ident $xu:ident $xv:ident $xp:ident $xq:ident))*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident $fu:ident $fv:ident $fp:ident $fq:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {{
        // Bindings that one kind of row uses and another does not.
        #[allow(unused_variables, unused_mut, clippy::all)]
        let row = $crate::harness::Sampled::new(
                $words,
                $name,
                |draw: &mut $crate::harness::Draw| {
                    $(let $n = $crate::harness::Size::size(&$size, draw);)*
                    ($($crate::harness::Domain::draw(&$domain, draw),)*)
                },
            ).row(
                $crate::row!(@order [$($kind)?] $second),
                |($($a,)*)| {
                    let mut flat = Vec::new();
                    $(flat.extend(cotangent::Differentiable::to_flat($fa));)*
                    $(flat.extend(cotangent::Differentiable::to_flat($ma));)*
                    flat
                },
                |($($a,)*), mut flat, by| {
                    $crate::row!(@tangents flat $(($fa $fd))* $(($ma $md))*);
                    $(cotangent::Differentiable::step($fa, &$fd, by);)*
                    $(cotangent::Differentiable::step($ma, &$md, by);)*
                },
                |($($a,)*)| {
                    let y = $crate::row!(@value [$($kind)?] ($($f)+($($pass)*)));
                    $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*
                },
                |($($a,)*), mut flat| {
                    $crate::row!(@tangents flat $(($fa $fd))* $(($ma $md))*);
                    let (y, y_dot) = $crate::row!(@pair [$($kind)?] ($($jvp)+($($pass)* $($crate::row!(@as $by $xd)),*)));
                    let mut tangent = Vec::new();
                    $crate::harness::give(&y_dot, &mut tangent);
                    $($crate::harness::give(&$md, &mut tangent);)*
                    ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, tangent)
                },
                |($($a,)*), mut flat| {
                    let (y, pullback) = $crate::row!(@vjp [$($kind)?] ($($vjp)+($($pass)*)) ($($fa)*));
                    let outcome = $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*;
                    let mut y_bar = cotangent::Differentiable::zero_tangent(&y);
                    $crate::harness::take(&mut y_bar, &mut flat);
                    $crate::row!(@tangents flat $(($ma $md))*);
                    let bars = $crate::row!(@pull [$($kind)?] pullback y_bar $($md)*);
                    let mut cotangent = Vec::new();
                    $crate::harness::give(&bars, &mut cotangent);
                    $($crate::harness::give(&$md, &mut cotangent);)*
                    (outcome, cotangent)
                },
            $crate::row!(@gradients [$($kind)?] $grad $both $into ($($a)*) {$($pass)*} $(($fa $fd))*),
            $crate::row!(@forward [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $md $mt $me))*}),
            $crate::row!(@reverse [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $md $mt $me))*}),
            $crate::row!(@third [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe),)*
                 $($crate::row!(@as $by $xu),)* $($crate::row!(@as $by $xv),)* $($crate::row!(@as $by $xp),)* $($crate::row!(@as $by $xq)),*}
                {$(($fa $fd $ft $fe $fu $fv $fp $fq))* $(($ma $md $mt $me $mu $mv $mp $mq))*}
                {$(($ma $md $mt $me $mu $mv $mp $mq))*}),
            $crate::row!(@third_reverse [$($kind)?] $second ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd),)* $($crate::row!(@as $by $xt),)* $($crate::row!(@as $by $xe)),*}
                {$(($fa $fd $ft $fe))* $(($ma $md $mt $me))*} {$(($ma $mu $mv $mp $mq))*}),
            $crate::row!(@jvp_lanes [$($kind)?] $jvp_lanes ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*} {$(($fa $fd))*} {$(($ma $md))*}),
            $crate::row!(@vjp_lanes [$($kind)?] $vjp_lanes ($($a)*) {$($pass)*}
                {$(($fa $fd))*} {$(($ma $md))*}),
            $crate::row!(@reverse_lanes [$($kind)?] $reverse_lanes ($($a)*)
                {$($pass)* $($crate::row!(@as $by $xd)),*}
                {$(($fa $fd))*} {$(($ma $md $mt $me))*}),
        );
        row
    }};

    (@tangents $flat:ident $(($a:ident $d:ident))*) => {
        $(
            let mut $d = cotangent::Differentiable::zero_tangent(&*$a);
            $crate::harness::take(&mut $d, &mut $flat);
        )*
    };

    (@tangents_in_lanes $flat:ident $(($a:ident $d:ident))*) => {
        $(
            let mut $d = {
                let zero = cotangent::Differentiable::zero_tangent(&*$a);
                $crate::harness::take_lanes(&zero, &mut $flat)
            };
        )*
    };

    (@jvp_lanes $kind:tt () $($rest:tt)*) => { |_, _| None };
    (@jvp_lanes [$($kind:tt)?] ($($jvp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident))*}) => {
        |($($a,)*), mut flat| {
            let mut out: [Vec<f64>; $crate::harness::WIDTH] = Default::default();
            $crate::row!(@tangents_in_lanes flat $(($fa $fd))* $(($ma $md))*);
            let (y, y_dot) = $crate::row!(@pair_in_lanes [$($kind)?] out ($($jvp)+($($pass)*)));
            $crate::harness::give_lanes(
                &cotangent::Differentiable::zero_tangent(&y), &y_dot, &mut out);
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give_lanes(&zero, &$md, &mut out);
            )*
            Some(($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, out))
        }
    };
    (@pair_in_lanes [?] $out:ident ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => return Some(($crate::harness::Outcome::failed(), $out)),
        }
    };
    (@pair_in_lanes $kind:tt $out:ident $call:tt) => { $crate::row!(@pair $kind $call) };

    (@vjp_lanes $kind:tt () $($rest:tt)*) => { |_, _| None };
    (@vjp_lanes [$($kind:tt)?] ($($vjp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident))*}) => {
        |($($a,)*), mut flat| {
            let mut out: [Vec<f64>; $crate::harness::WIDTH] = Default::default();
            let zeros = $crate::row!(@zeros $($fa)*);
            let (y, pullback) =
                $crate::row!(@vjp_in_lanes [$($kind)?] out zeros ($($vjp)+($($pass)*)));
            let outcome = $crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*;
            let y_bar = $crate::harness::take_lanes(
                &cotangent::Differentiable::zero_tangent(&y), &mut flat);
            $crate::row!(@tangents_in_lanes flat $(($ma $md))*);
            let bars = $crate::row!(@pull [$($kind)?] pullback y_bar $($md)*);
            $crate::harness::give_lanes(&zeros, &bars, &mut out);
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give_lanes(&zero, &$md, &mut out);
            )*
            Some((outcome, out))
        }
    };
    (@vjp_in_lanes [?] $out:ident $zeros:ident ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => {
                $out.iter_mut().for_each(|flat| $crate::harness::give(&$zeros, flat));
                return Some(($crate::harness::Outcome::failed(), $out));
            }
        }
    };
    (@vjp_in_lanes $kind:tt $out:ident $zeros:ident ($($call:tt)*)) => { $($call)* };
    // Reverse mode of forward mode in lanes.
    (@reverse_lanes [?] $($rest:tt)*) => { |_, _, _, _| None };
    (@reverse_lanes $kind:tt () $($rest:tt)*) => { |_, _, _, _| None };
    (@reverse_lanes [$($kind:tt)?] ($($jvp_lanes_vjp:tt)+) ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident))*} {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_w, mut lanes_w| {
            $crate::row!(@tangents_in_lanes flat $(($fa $fd))* $(($ma $md))*);
            let (pair, pullback) = $($jvp_lanes_vjp)+($($pass)*);
            let (y, _) = $crate::row!(@unit_pair [$($kind)?] pair);
            let zero = cotangent::Differentiable::zero_tangent(&y);
            let mut y_bar = Clone::clone(&zero);
            $crate::harness::take(&mut y_bar, &mut flat_w);
            let y_dot_bar = $crate::harness::take_lanes(&zero, &mut lanes_w);
            $crate::row!(@tangents flat_w $(($ma $mt))*);
            $crate::row!(@tangents_in_lanes lanes_w $(($ma $me))*);
            let bars = $crate::row!(@pull_pair [$($kind)?] pullback y_bar y_dot_bar ($($mt)*) ($($me)*));
            let mut out = $crate::harness::LanesBack::default();
            out.give_half(&cotangent::Differentiable::to_flat(&bars));
            $(
                let zero = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::give(&$mt, &mut out.plain);
                $crate::harness::give_lanes(&zero, &$me, &mut out.lanes);
            )*
            Some(out)
        }
    };

    (@zeros) => { () };
    (@zeros $a:ident) => { cotangent::Differentiable::zero_tangent(&*$a) };
    (@zeros $($a:ident)+) => { ($(cotangent::Differentiable::zero_tangent(&*$a),)+) };

    (@order [?] $second:tt) => { 1 };
    (@order $kind:tt []) => { 1 };
    (@order $kind:tt [$jvp_jvp:tt $jvp_vjp:tt]) => { 2 };
    (@order $kind:tt $third:tt) => { 3 };

    // The value, or an early return of "failed".
    (@value [?] ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(y) => y,
            None => return $crate::harness::Outcome::failed(),
        }
    };
    (@value [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    (@pair [?] ($($call:tt)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => return ($crate::harness::Outcome::failed(), Vec::new()),
        }
    };
    (@pair [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        ((), ())
    }};
    (@pair [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    // Where the function failed, nothing depends on the inputs.
    (@vjp [?] ($($call:tt)*) ($($a:ident)*)) => {
        match ($($call)*).into_iter().next() {
            Some(pair) => pair,
            None => {
                let mut zeros = Vec::new();
                $(zeros.resize(zeros.len() + cotangent::Differentiable::n_coordinates($a), 0.0);)*
                return ($crate::harness::Outcome::failed(), zeros);
            }
        }
    };
    (@vjp [$($kind:tt)?] ($($call:tt)*) $a:tt) => { $($call)* };

    (@pull [()] $pullback:ident $y_bar:ident $($md:ident)*) => {{
        let () = $y_bar;
        $pullback($(&mut $md),*)
    }};
    (@pull [$($kind:tt)?] $pullback:ident $y_bar:ident $($md:ident)*) => {
        $pullback($y_bar $(, &mut $md)*)
    };

    (@gradients [] $grad:tt $both:tt $into:tt $a:tt $pass:tt $($active:tt)*) => {
        $crate::row!(@gradients [2] $grad $both $into $a $pass $($active)*)
    };
    (@gradients [2] ($($grad:tt)+) ($($both:tt)+) ($($into:tt)+) ($($a:ident)*) {$($pass:tt)*}
     $(($fa:ident $fd:ident))*) => {
        |($($a,)*)| {
            let (value, gradient) = $($both)+($($pass)*);
            let alone = $($grad)+($($pass)*);
            // Stale contents that would show in any sum: an accumulated NaN stays one.
            $(
                let mut $fd = cotangent::Differentiable::zero_tangent(&*$fa);
                cotangent::Differentiable::for_each_leaf_mut(&mut $fd, &mut |mut leaf| {
                    leaf.floats.map(|_| f64::NAN);
                });
            )*
            let value_into = $($into)+($($pass)* $(&mut $fd),*);
            let mut into = Vec::new();
            $($crate::harness::give(&$fd, &mut into);)*
            let (value, value_into) = (f64::from(value), f64::from(value_into));
            Some([
                (value, cotangent::Differentiable::to_flat(&alone)),
                (value, cotangent::Differentiable::to_flat(&gradient)),
                (value_into, into),
            ])
        }
    };
    (@gradients $kind:tt $grad:tt $both:tt $into:tt ($($a:ident)*) $pass:tt $($active:tt)*) => {
        |_| None
    };

    // Forward mode of forward mode, and reverse mode of forward mode.
    (@forward [?] $($rest:tt)*) => { |_, _, _, _| unreachable!() };
    (@forward $kind:tt [] $($rest:tt)*) => { |_, _, _, _| unreachable!() };
    (@forward [$($kind:tt)?] [($($jvp_jvp:tt)+) $($others:tt)+] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_t, mut flat_e| {
            $crate::row!(@tangents flat $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            let all = $crate::row!(@nested_pair [$($kind)?]
                ($($jvp_jvp)+($($pass)*)));
            let ((y, y_dot), (y_t, y_dot_t)) = all;
            let mut first = Vec::new();
            $crate::harness::give(&y_dot, &mut first);
            $($crate::harness::give(&$md, &mut first);)*
            let mut tangent = Vec::new();
            $crate::harness::give(&y_t, &mut tangent);
            $($crate::harness::give(&$mt, &mut tangent);)*
            $crate::harness::give(&y_dot_t, &mut tangent);
            $($crate::harness::give(&$me, &mut tangent);)*
            ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, first, tangent)
        }
    };
    (@reverse [?] $($rest:tt)*) => { |_, _, _| unreachable!() };
    (@reverse $kind:tt [] $($rest:tt)*) => { |_, _, _| unreachable!() };
    (@reverse [$($kind:tt)?] [$jvp_jvp:tt ($($jvp_vjp:tt)+) $($others:tt)*] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident))*}) => {
        |($($a,)*), mut flat, mut flat_w| {
            $crate::row!(@tangents flat $(($fa $fd))*);
            let (pair, pullback) = $($jvp_vjp)+($($pass)*);
            let (y, y_dot) = $crate::row!(@unit_pair [$($kind)?] pair);
            let mut y_bar = cotangent::Differentiable::zero_tangent(&y);
            $crate::harness::take(&mut y_bar, &mut flat_w);
            $(
                let mut $mt = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::take(&mut $mt, &mut flat_w);
            )*
            let mut y_dot_bar = cotangent::Differentiable::zero_tangent(&y_dot);
            $crate::harness::take(&mut y_dot_bar, &mut flat_w);
            $(
                let mut $me = cotangent::Differentiable::zero_tangent(&*$ma);
                $crate::harness::take(&mut $me, &mut flat_w);
            )*
            let bars = $crate::row!(@pull_pair [$($kind)?] pullback y_bar y_dot_bar ($($mt)*) ($($me)*));
            let mut cotangent = Vec::new();
            $crate::harness::give(&bars, &mut cotangent);
            let fixed = cotangent.len() / 2;
            $($crate::harness::give(&$mt, &mut cotangent);)*
            $($crate::harness::give(&$me, &mut cotangent);)*
            (cotangent, fixed)
        }
    };

    // The same once more.
    (@third $kind:tt [$jvp_jvp:tt $jvp_vjp:tt ($($third:tt)+) $reverse:tt] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident $fu:ident $fv:ident $fp:ident $fq:ident))*}
     {$(($ma:ident $md:ident $mt:ident $me:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {
        |($($a,)*), [mut flat_d, mut flat_t, mut flat_e, mut flat_u, mut flat_v, mut flat_p, mut flat_q]| {
            $crate::row!(@tangents flat_d $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            $crate::row!(@tangents flat_u $(($fa $fu))*);
            $crate::row!(@tangents flat_v $(($fa $fv))*);
            $crate::row!(@tangents flat_p $(($fa $fp))*);
            $crate::row!(@tangents flat_q $(($fa $fq))*);
            let all = $crate::row!(@nested_pairs $kind ($($third)+($($pass)*)));
            let (((y, y_d), (y_t, y_e)), ((y_u, y_v), (y_p, y_q))) = all;
            let mut first = Vec::new();
            $crate::harness::give(&y_d, &mut first);
            $($crate::harness::give(&$md, &mut first);)*
            $crate::harness::give(&y_t, &mut first);
            $($crate::harness::give(&$mt, &mut first);)*
            $crate::harness::give(&y_e, &mut first);
            $($crate::harness::give(&$me, &mut first);)*
            let mut tangent = Vec::new();
            $crate::harness::give(&y_u, &mut tangent);
            $($crate::harness::give(&$mu, &mut tangent);)*
            $crate::harness::give(&y_v, &mut tangent);
            $($crate::harness::give(&$mv, &mut tangent);)*
            $crate::harness::give(&y_p, &mut tangent);
            $($crate::harness::give(&$mp, &mut tangent);)*
            $crate::harness::give(&y_q, &mut tangent);
            $($crate::harness::give(&$mq, &mut tangent);)*
            ($crate::harness::Outcome::default().with(&y)$(.with(&*$ma))*, first, tangent)
        }
    };
    (@third $kind:tt $($rest:tt)*) => { |_, _| unreachable!() };
    (@third_reverse $kind:tt [$jvp_jvp:tt $jvp_vjp:tt $third:tt ($($reverse:tt)+)] ($($a:ident)*) {$($pass:tt)*}
     {$(($fa:ident $fd:ident $ft:ident $fe:ident))*}
     {$(($ma:ident $mu:ident $mv:ident $mp:ident $mq:ident))*}) => {
        |($($a,)*), [mut flat_d, mut flat_t, mut flat_e], mut flat_w| {
            $crate::row!(@tangents flat_d $(($fa $fd))*);
            $crate::row!(@tangents flat_t $(($fa $ft))*);
            $crate::row!(@tangents flat_e $(($fa $fe))*);
            let (all, pullback) = $($reverse)+($($pass)*);
            let all = $crate::row!(@units $kind all);
            let ((y, y_d), (y_t, y_e)) = &all;
            $crate::row!(@tangents flat_w (y w_y) $(($ma $mu))*);
            $crate::row!(@tangents flat_w (y_d w_d) $(($ma $mv))*);
            $crate::row!(@tangents flat_w (y_t w_t) $(($ma $mp))*);
            $crate::row!(@tangents flat_w (y_e w_e) $(($ma $mq))*);
            let bars = $crate::row!(@pull_pairs $kind pullback ((w_y, w_d), (w_t, w_e))
                ($($mu)* $($mv)* $($mp)* $($mq)*));
            let mut cotangent = Vec::new();
            $crate::harness::give(&bars, &mut cotangent);
            let fixed = cotangent.len() / 4;
            $($crate::harness::give(&$mu, &mut cotangent);)*
            $($crate::harness::give(&$mv, &mut cotangent);)*
            $($crate::harness::give(&$mp, &mut cotangent);)*
            $($crate::harness::give(&$mq, &mut cotangent);)*
            (cotangent, fixed)
        }
    };
    (@third_reverse $kind:tt $($rest:tt)*) => { |_, _, _| unreachable!() };

    (@nested_pairs [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        ((((), ()), ((), ())), (((), ()), ((), ())))
    }};
    (@nested_pairs $kind:tt ($($call:tt)*)) => { $($call)* };

    (@units [()] $all:ident) => {{
        let () = $all;
        (((), ()), ((), ()))
    }};
    (@units $kind:tt $all:ident) => { $all };

    (@pull_pairs [()] $pullback:ident $w:tt ($($m:ident)*)) => { $pullback($(&mut $m),*) };
    (@pull_pairs $kind:tt $pullback:ident $w:tt ($($m:ident)*)) => { $pullback($w $(, &mut $m)*) };

    (@nested_pair [()] ($($call:tt)*)) => {{
        let () = $($call)*;
        (((), ()), ((), ()))
    }};
    (@nested_pair [$($kind:tt)?] ($($call:tt)*)) => { $($call)* };

    (@unit_pair [()] $pair:ident) => {{
        let () = $pair;
        ((), ())
    }};
    (@unit_pair [$($kind:tt)?] $pair:ident) => { $pair };

    (@pull_pair [()] $pullback:ident $y_bar:ident $y_dot_bar:ident ($($m:ident)*) ($($e:ident)*)) => {{
        let ((), ()) = ($y_bar, $y_dot_bar);
        $pullback($(&mut $m,)* $(&mut $e),*)
    }};
    (@pull_pair [$($kind:tt)?] $pullback:ident $y_bar:ident $y_dot_bar:ident ($($m:ident)*) ($($e:ident)*)) => {
        $pullback(($y_bar, $y_dot_bar) $(, &mut $m)* $(, &mut $e)*)
    };
}

//! Arrays of `ndarray`: operators, products, reductions, parts, closures, updates, shapes.

use cotangent::{Differentiable, differentiable};
use ndarray::{
    Array, Array0, Array1, Array2, Array3, ArrayD, ArrayView1, ArrayView2, Axis, Ix2, Zip, arr0,
    arr1, arr2, s,
};

/// A network of two dense layers.
#[derive(Clone, Debug, Differentiable)]
pub struct Mlp {
    /// Weights of the first layer, `[inputs, hidden]`.
    pub w1: Array2<f64>,
    /// Biases of the first layer.
    pub b1: Array1<f64>,
    /// Weights of the second layer, `[hidden, outputs]`.
    pub w2: Array2<f64>,
    /// Biases of the second layer.
    pub b2: Array1<f64>,
}

/// Layers of one width.
#[derive(Clone, Debug, Differentiable)]
pub struct Stack {
    /// A square matrix each.
    pub weights: Vec<Array2<f64>>,
    /// What is added in each layer.
    pub bias: Array1<f64>,
    /// The slope of the last layer.
    pub gain: f64,
}

// Operators.

/// Sums and products of two arrays that broadcast.
#[differentiable(order = 3)]
pub fn broadcast_sum(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let sum = a + b;
    let product = &sum * b;
    (product - a).sum()
}

/// Quotients of two arrays that broadcast.
#[differentiable(order = 3)]
pub fn broadcast_quotient(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let q = a / b - b / &(a * a + 1.0);
    q.sum()
}

/// A matrix and a vector.
#[differentiable(order = 3)]
pub fn broadcast_row(a: &Array2<f64>, v: &Array1<f64>) -> Array2<f64> {
    (a * v + v) * a
}

/// Numbers on either side.
#[differentiable(order = 3)]
pub fn with_numbers(a: &Array1<f64>, k: f64) -> f64 {
    let b = 2.0 * a + k;
    let c = 1.0 / &b - a / k;
    let d = -&c;
    (k * d * 0.5 + k).sum()
}

/// Arrays of any number of axes, with the axes of the larger one.
#[differentiable(order = 3)]
pub fn broadcast_three(a: &Array3<f64>, v: &Array1<f64>, m: &Array2<f64>) -> f64 {
    (a * v + m).mapv(|x| x * x).sum()
}

/// An array whose number of axes is known at run time only.
#[differentiable(order = 3)]
pub fn dynamic_axes(a: &ArrayD<f64>) -> f64 {
    let b = a * a + a;
    b.sum()
}

/// Single precision.
#[differentiable(order = 3)]
pub fn single_precision(a: &Array2<f32>, v: &Array1<f32>) -> f32 {
    let h = a.dot(v).mapv(|x| x.tanh());
    (&h * 2.0 + v).sum()
}

/// Mathematical methods of arrays.
#[differentiable(order = 3)]
pub fn array_methods(a: &Array2<f64>) -> f64 {
    let b = a.powi(3) + a.exp() + (a * a + 1.0).ln().sqrt() + a.abs();
    let c = b.powf(1.5);
    c.tanh().sum() + a.sin().sum()
}

// Products.

/// Matrices, vectors, in all four products.
#[differentiable(order = 3)]
pub fn products(a: &Array2<f64>, b: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let ab = a.dot(b);
    let av = ab.dot(v);
    let va = v.dot(a);
    av.dot(&va)
}

/// A transposed factor.
#[differentiable(order = 3)]
pub fn gram(a: &Array2<f64>) -> Array2<f64> {
    a.t().dot(a)
}

/// An outer product by two vectors with new axes.
#[differentiable(order = 3)]
pub fn outer_product(u: &Array1<f64>, v: &Array1<f64>) -> Array2<f64> {
    let column = u.view().insert_axis(Axis(1));
    let row = v.view().insert_axis(Axis(0));
    &column * &row
}

/// Views by value, handed to a function.
#[differentiable(order = 3)]
pub fn quadratic_form(a: ArrayView2<f64>, v: ArrayView1<f64>) -> f64 {
    a.dot(&v).dot(&v)
}

/// Parts and transposes lent to a function.
#[differentiable(order = 3)]
pub fn lent_views(a: &Array2<f64>) -> f64 {
    let mut total = quadratic_form(a.view(), a.row(0)) + quadratic_form(a.t(), a.column(1));
    for row in a.rows() {
        total += quadratic_form(a.view(), row);
    }
    total
}

// Reductions.

/// Sums and means.
#[differentiable(order = 3)]
pub fn reductions(a: &Array2<f64>) -> f64 {
    let columns = a.sum_axis(Axis(0));
    let rows = a.sum_axis(Axis(1));
    columns.dot(&columns) + rows.dot(&rows) * a.sum()
}

/// Means, which need elements.
#[differentiable(order = 3)]
pub fn means(a: &Array2<f64>) -> f64 {
    let m = a.mean_axis(Axis(0)).unwrap();
    let centred = a - &m;
    let spread = (&centred * &centred).mean_axis(Axis(1)).unwrap();
    spread.sum() * a.mean().unwrap_or(0.0)
}

/// A fold over all elements.
#[differentiable(order = 3)]
pub fn folded(a: &Array2<f64>) -> f64 {
    a.fold(1.0, |acc, &x| acc * (1.0 + 0.1 * x))
}

// Elements and parts.

/// Elements by every form of index.
#[differentiable(order = 3)]
pub fn elements(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut total = 0.0;
    for i in 0..a.nrows() {
        for j in 0..a.ncols() {
            total += a[[i, j]] * v[j] * a[(j, i)];
        }
    }
    total
}

/// Slices, reversed and with steps.
#[differentiable(order = 3)]
pub fn sliced(a: &Array2<f64>) -> f64 {
    let n = a.nrows();
    let top = a.slice(s![..n - 1, ..]);
    let turned = a.slice(s![1.., ..;-1]);
    let product = &top * &turned;
    let every_other = a.slice(s![.., ..;2]);
    product.sum() + every_other.sum() * a.slice(s![0, ..]).sum()
}

/// Rows, columns, the diagonal.
#[differentiable(order = 3)]
pub fn parts(a: &Array2<f64>) -> f64 {
    a.row(0).dot(&a.column(1)) + a.diag().sum() * a.index_axis(Axis(0), 2)[1]
}

/// Rows by index, some of them twice.
#[differentiable(order = 3)]
pub fn selected(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    a.select(Axis(0), &[0, 2, 2]).dot(v).sum()
}

/// Iterators over elements.
#[differentiable(order = 3)]
pub fn iterated(a: &Array2<f64>) -> f64 {
    let mut total = 0.0;
    for x in a.iter() {
        total += x * x * x;
    }
    for x in a {
        total += x.sin();
    }
    let doubled: f64 = a.iter().map(|x| x * 2.0).sum();
    total * doubled
}

/// Iterators over rows, columns and axes.
#[differentiable(order = 3)]
pub fn lanes(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut total = 0.0;
    for row in a.rows() {
        let d = row.dot(v);
        total += d * d;
    }
    for (i, column) in a.columns().into_iter().enumerate() {
        total += column[0] * v[i];
    }
    for part in a.outer_iter() {
        total += part.sum() * part[1];
    }
    for part in a.axis_iter(Axis(1)) {
        total += part.sum() * part[0];
    }
    total
}

// Closures.

/// `mapv` twice.
#[differentiable(order = 3)]
pub fn mapped(a: &Array2<f64>) -> f64 {
    let b = a.mapv(|x| x.tanh() * x + 2.0);
    b.mapv(|v| v * v).sum()
}

/// `map`, with a number from around.
#[differentiable(order = 3)]
pub fn mapped_by_reference(a: &Array2<f64>, k: f64) -> f64 {
    a.map(|&x| (k * x).sin()).sum()
}

/// Closures that change the elements.
#[differentiable(order = 3)]
pub fn mapped_in_place(a: &Array2<f64>) -> f64 {
    let mut b = a.clone();
    b.mapv_inplace(|x| x * x);
    b.map_inplace(|x| *x = x.exp() * 0.1);
    for x in b.iter_mut() {
        *x *= *x;
    }
    b.sum()
}

/// Branches inside a closure.
#[differentiable(order = 3)]
pub fn rectified(a: &Array2<f64>, slope: f64) -> f64 {
    a.mapv(|x| if x > 0.0 { x } else { slope * x }).sum()
}

/// Several arrays at once.
#[differentiable(order = 3)]
pub fn zipped(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let c = Zip::from(a).and(b).map_collect(|&x, &y| x * y + x.sin());
    let mut d = c.clone();
    Zip::from(&mut d).and(&c).and(b).for_each(|d, &c, &b| *d += c * b);
    Zip::from(&d).and(a).fold(0.0, |acc, &d, &a| acc + d * a)
}

/// An operand that is repeated, and the index.
#[differentiable(order = 3)]
pub fn zipped_repeated(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let b = Zip::from(a).and_broadcast(v).map_collect(|&x, &y| x * y * y);
    let c = Zip::indexed(a).and(&b).map_collect(|(i, j), &x, &y| x * y * (i + 2 * j) as f64);
    c.sum()
}

// Updates.

/// Operators that change an array.
#[differentiable(order = 3)]
pub fn updated(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut b = a.clone();
    b += v;
    b *= 2.0;
    b *= a;
    b /= &(a * a + 1.0);
    b -= 0.5;
    (&b * &b).sum()
}

/// Parts that change.
#[differentiable(order = 3)]
pub fn updated_parts(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut b = a.clone();
    b.row_mut(0).assign(v);
    let c = b.t().dot(v);
    let mut r = b.row_mut(1);
    r[0] = v[1] * r[1];
    r += &c;
    b.column_mut(2).fill(v[0] * v[0]);
    b.scaled_add(v[1], a);
    b.slice_mut(s![1.., 0]).scaled_add(2.0, &v.slice(s![..2]));
    for mut row in b.rows_mut() {
        row[0] = row[1] * 2.0;
        row *= 3.0;
    }
    (&b * &b).sum()
}

/// An array behind `&mut`.
#[differentiable(order = 3)]
pub fn changed_in_place(a: &mut Array2<f64>, k: f64) -> f64 {
    a[[0, 1]] *= k;
    *a += k;
    a.mapv_inplace(|x| x * x);
    a.row_mut(1).fill(k);
    a.sum()
}

/// A result written into an array.
#[differentiable(order = 3)]
pub fn squared_rows(a: &Array2<f64>, out: &mut Array1<f64>) {
    for (i, row) in a.rows().into_iter().enumerate() {
        out[i] = row.dot(&row);
    }
}

/// Arrays that others change.
#[differentiable(order = 3)]
pub fn changed_by_others(a: &Array2<f64>) -> f64 {
    let mut out = Array1::zeros(3);
    squared_rows(a, &mut out);
    let mut b = a.clone();
    let y = changed_in_place(&mut b, 0.7);
    out.dot(&out) + y + b.sum()
}

/// Arrays carried through a loop with branches.
#[differentiable(order = 3)]
pub fn iterated_map(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut h = v.clone();
    for k in 0..3 {
        if h.sum() > 0.1 * k as f64 {
            h = a.dot(&h);
        } else {
            h = &h * 2.0 + v;
        }
        h /= 1.0 + h.dot(&h);
    }
    h.sum()
}

// Shapes.

/// Other shapes of the same elements.
#[differentiable(order = 3)]
pub fn reshaped(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let n = a.len();
    let flat = a.to_shape(n).unwrap();
    let column = a.t().dot(a).into_shape_with_order((4, 1)).unwrap();
    let wide = v.broadcast((2, 3)).unwrap();
    flat.dot(&flat) + column.sum() * wide.sum()
}

/// Arrays behind and above each other.
#[differentiable(order = 3)]
pub fn joined(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let c = ndarray::concatenate(Axis(0), &[a.view(), b.view()]).unwrap();
    let d = ndarray::stack(Axis(0), &[a.view(), b.view()]).unwrap();
    let e = ndarray::concatenate![Axis(1), *a, *b];
    (&c * &c).sum() + d[[1, 0, 2]] * d.sum() + e[[0, 4]] * e[[1, 2]]
}

/// New arrays of computed elements.
#[differentiable(order = 3)]
pub fn made(k: f64) -> f64 {
    let a = arr1(&[k, 2.0 * k, k * k]);
    let b = Array1::from_vec(vec![k, 1.0, k]);
    let c = Array2::from_elem((2, 2), k);
    let d = Array1::from_shape_fn(3, |i| k * i as f64);
    let e = ndarray::array![[k, 1.0], [k * k, 2.0]];
    let f = Array::from_shape_fn((2, 3), |(i, j)| k.powi(i as i32) * j as f64);
    a.dot(&b) + c.sum() * d.sum() + e.sum() * f.sum()
}

// Models.

/// The output of a network for a batch of inputs.
#[differentiable(order = 3)]
pub fn forward(net: &Mlp, x: &Array2<f64>) -> Array2<f64> {
    let hidden = (x.dot(&net.w1) + &net.b1).mapv(|v| v.tanh());
    hidden.dot(&net.w2) + &net.b2
}

/// Half the squared error of a network.
#[differentiable(order = 3)]
pub fn mlp_loss(net: &Mlp, x: &Array2<f64>, target: &Array2<f64>) -> f64 {
    let y = forward(net, x);
    let residual = &y - target;
    let squares = &residual * &residual;
    squares.sum() / 2.0
}

/// Layers in a loop.
#[differentiable(order = 3)]
pub fn deep(net: &Stack, x: &Array1<f64>) -> f64 {
    let mut h = x.clone();
    for w in &net.weights {
        h = (w.dot(&h) + &net.bias).mapv(|v| v.tanh());
    }
    let scaled = net.bias.mapv(|v| v * net.gain);
    h.dot(&scaled)
}

/// Two vectors of a user's own, whose methods are called like those of arrays.
#[derive(Clone, Debug, Differentiable)]
pub struct Plane {
    /// Along the first axis.
    pub x: f64,
    /// Along the second.
    pub y: f64,
}

#[differentiable(order = 3)]
impl Plane {
    /// A point.
    pub fn new(x: f64, y: f64) -> Plane {
        Plane { x, y }
    }
    /// The scalar product.
    pub fn dot(&self, other: &Plane) -> f64 {
        self.x * other.x + self.y * other.y
    }
    /// The sum of the coordinates.
    pub fn sum(&self) -> f64 {
        self.x + self.y
    }
    /// The squared sum.
    pub fn mean(&self) -> f64 {
        self.sum() * self.sum()
    }
}

/// Methods named like those of arrays.
#[differentiable(order = 3)]
pub fn own_methods(a: &Plane, b: &Plane) -> f64 {
    a.dot(b) * a.sum() + b.mean()
}

// What is left: moments, further shapes, numbers of axes, types that the macro does not know.

/// Numbers that all elements give.
#[differentiable(order = 3)]
pub fn moments(a: &Array2<f64>) -> f64 {
    a.product() * a.var(1.0) + a.std(0.0)
}

/// Axes in another order, added and taken away.
#[differentiable(order = 3)]
pub fn turned(a: &Array2<f64>, c: &Array3<f64>) -> f64 {
    let b = a.clone().reversed_axes();
    let p = c.clone().permuted_axes([2, 0, 1]);
    let q = c.clone().insert_axis(Axis(1));
    let r = q.index_axis(Axis(0), 0).to_owned();
    let s = r.clone().remove_axis(Axis(0));
    b.dot(a).sum() * p[[0, 1, 1]] + (&s * &s).sum()
}

/// A number of axes that is known at run time, and back.
#[differentiable(order = 3)]
pub fn dimensions(a: &Array2<f64>) -> f64 {
    let d = a.clone().into_dyn();
    let e = (&d * &d).into_dimensionality::<Ix2>().unwrap();
    let f = e.into_shape_clone(a.len()).unwrap();
    f.dot(&f)
}

/// Closures that change elements, beside another array.
#[differentiable(order = 3)]
pub fn changed_beside(a: &Array2<f64>, v: &Array1<f64>) -> f64 {
    let mut b = a.clone();
    b.zip_mut_with(v, |x, y| *x = *x * y.sin());
    let mut c = b.mapv_into(|x| x * x);
    c.map_inplace(|x| *x = *x + 1.0);
    c -= &(a * v);
    c /= 1.5;
    c.sum()
}

/// Arrays without axes.
#[differentiable(order = 3)]
pub fn points(p: &Array0<f64>, a: &Array2<f64>, k: f64) -> f64 {
    let q = a * p - p;
    let s = p.mapv(|x| x * x);
    let made = arr0(k);
    let mut r = &made * p + &made;
    r += 1.0;
    (q * &made).sum() * s.sum() + r[()]
}

/// Updates by operands that are repeated.
#[differentiable(order = 3)]
pub fn updated_repeated(a: &Array2<f64>, row: &Array2<f64>, column: &Array2<f64>) -> f64 {
    let mut b = a.clone();
    b += row;
    b *= column;
    b /= row;
    b -= column;
    b.scaled_add(2.0, row);
    let mut c = a.clone();
    c.assign(column);
    (&b * &c).sum()
}

/// Elements in every second place, from the end, with another stride in memory.
#[differentiable(order = 3)]
pub fn strided(a: &Array2<f64>) -> f64 {
    let turned = a.slice(s![..;-1, ..;-2]);
    let other = a.slice(s![.., ..;-2]);
    let mut b = turned.to_owned();
    b += &other;
    b.slice_mut(s![..;2, ..;-1]).assign(&other.slice(s![..;2, ..]));
    let c = turned.t().dot(&b).mapv(|x| x.sin());
    c.sum() * quadratic_form(a.slice(s![..;-1, ..;-1]), a.slice(s![0, ..;-1]))
}

/// Layers whose arrays the macro knows by their fields only.
#[derive(Clone, Debug, Differentiable)]
pub struct Layers {
    /// Weights, square.
    pub w: Array2<f64>,
    /// What is added.
    pub bias: Array1<f64>,
    /// More of it.
    pub more: Vec<Array1<f64>>,
    /// A factor.
    pub gain: f64,
}

/// Updates of what a field's product gives.
#[differentiable(order = 3)]
pub fn unknown_arrays(net: &Layers, x: &Array1<f64>) -> f64 {
    let mut h = net.w.dot(x);
    h += &net.bias;
    h *= &net.bias;
    let mut t = net.gain;
    t += &net.gain;
    t *= net.gain;
    for b in &net.more {
        h += b;
    }
    h *= t;
    h -= 0.5;
    h.dot(&h)
}

/// Operators on what a function gives.
#[differentiable(order = 3)]
pub fn unknown_results(a: &Array2<f64>) -> Array2<f64> {
    let y = gram(a);
    let z = -y * 2.0 + 1.0;
    let mut w = gram(a) / 3.0;
    w += 1.0;
    w *= z.sum();
    w * (gram(a) * 0.5).sum()
}

/// Arrays of numbers that are listed, and of an iterator's items.
#[differentiable(order = 3)]
pub fn listed(k: f64, v: &Array1<f64>) -> f64 {
    let a = arr2(&[[k, 1.0], [k * k, 2.0 * k]]);
    let b = Array1::from_iter(v.iter().map(|x| x * k));
    a.sum() * b.dot(&b)
}

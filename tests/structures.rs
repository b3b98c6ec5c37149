//! Laws of tangents and of leaves, on structures of random shape and contents.

use cotangent::leaves::Floats;
use cotangent::{Differentiable, Tangent};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Dense {
    w: Vec<[f64; 3]>,
    b: Vec<f32>,
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
enum Block {
    Dense(Dense),
    Scale { by: f64, id: u32 },
    Skip,
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Model<T> {
    blocks: Vec<Block>,
    head: Option<Box<T>>,
    mixed: (f32, [[f64; 2]; 2], Vec<Vec<f64>>),
    #[constant]
    name: String,
}

type M = Model<Dense>;

/// Both precisions hold these, and their products, exactly.
fn float() -> impl Strategy<Value = f64> {
    (-64..=64_i32).prop_map(|k| f64::from(k) / 8.0)
}

fn dense() -> impl Strategy<Value = Dense> {
    let w = vec([float(), float(), float()], 0..4);
    let b = vec(float().prop_map(|x| x as f32), 0..4);
    (w, b).prop_map(|(w, b)| Dense { w, b })
}

fn model() -> impl Strategy<Value = M> {
    let block = prop_oneof![
        dense().prop_map(Block::Dense),
        (float(), any::<u32>()).prop_map(|(by, id)| Block::Scale { by, id }),
        Just(Block::Skip),
    ];
    let pair = || [float(), float()];
    let mixed = (float().prop_map(|x| x as f32), [pair(), pair()], vec(vec(float(), 0..3), 0..3));
    (vec(block, 0..4), proptest::option::of(dense()), mixed, ".*").prop_map(
        |(blocks, head, mixed, name)| Model { blocks, head: head.map(Box::new), mixed, name },
    )
}

/// A model and tangents of its shape.
fn with_tangents() -> impl Strategy<Value = (M, [<M as Differentiable>::Tangent; 3])> {
    model().prop_flat_map(|model| {
        let n = model.n_coordinates();
        let flat = || vec(float(), n);
        [flat(), flat(), flat()].prop_map(move |flats| {
            let tangents = flats.map(|flat| {
                let mut tangent = model.zero_tangent();
                tangent.set_flat(&flat);
                tangent
            });
            (model.clone(), tangents)
        })
    })
}

proptest! {
    #[test]
    fn flattening_is_undone((mut model, [x, y, _]) in with_tangents()) {
        let before = model.clone();
        let flat = model.to_flat();
        prop_assert_eq!(flat.len(), model.n_coordinates());
        model.set_flat(&y.to_flat());
        prop_assert_eq!(model.to_flat(), y.to_flat());
        prop_assert_eq!(&model.name, &before.name);
        model.set_flat(&flat);
        prop_assert_eq!(&model, &before);
        let mut z = y.zeros_like();
        prop_assert!(z.is_zero());
        z.set_flat(&x.to_flat());
        prop_assert_eq!(z, x);
    }

    #[test]
    fn leaves_tile_the_flat_vector_in_order((model, [x, ..]) in with_tangents()) {
        let (layout, flat) = (model.layout(), model.to_flat());
        prop_assert_eq!(&layout, &x.layout());
        prop_assert_eq!(layout.len(), flat.len());
        let mut slots = layout.leaves.iter();
        let mut at = 0;
        model.for_each_leaf(&mut |leaf| {
            let slot = slots.next().expect("a slot for each leaf");
            assert_eq!((&slot.path[..], &slot.shape[..]), (leaf.path, leaf.shape));
            assert_eq!(slot.range, at..at + leaf.floats.len());
            assert_eq!(leaf.shape.iter().product::<usize>(), leaf.floats.len());
            assert_eq!(*leaf.floats.to_f64(), flat[slot.range.clone()]);
            at = slot.range.end;
        });
        prop_assert!(slots.next().is_none());
        // A path names one leaf.
        let mut paths: Vec<_> = layout.leaves.iter().map(|slot| &slot.path).collect();
        paths.sort_unstable();
        paths.dedup();
        prop_assert_eq!(paths.len(), layout.leaves.len());
    }

    #[test]
    fn leaves_by_name_rebuild_a_model((model, [x, ..]) in with_tangents()) {
        let mut file = std::collections::BTreeMap::new();
        model.for_each_leaf(&mut |leaf| {
            file.insert(leaf.path.to_owned(), leaf.floats.to_f64().into_owned());
        });
        let mut other = model.clone();
        other.set_flat(&x.to_flat());
        other.for_each_leaf_mut(&mut |mut leaf| leaf.floats.copy_from(&file[leaf.path]));
        prop_assert_eq!(other, model);
    }

    #[test]
    fn tangents_are_a_vector_space((model, [x, y, z]) in with_tangents(), a in float()) {
        let each = |f: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
            x.to_flat().iter().zip(y.to_flat()).map(|(&x, y)| f(x, y)).collect()
        };
        let mut sum = x.clone();
        sum.accumulate(&y);
        prop_assert_eq!(sum.to_flat(), each(&|x, y| x + y));
        let mut moved = x.clone();
        moved.axpy(a, &y);
        prop_assert_eq!(moved.to_flat(), each(&|x, y| x + a * y));
        let mut scaled = x.clone();
        scaled.scale(a);
        prop_assert_eq!(scaled.to_flat(), each(&|x, _| a * x));
        let mut zero = x.clone();
        zero.set_zero();
        prop_assert_eq!(&zero, &x.zeros_like());
        // The inner product is bilinear, and that of the flat vectors; these numbers are exact.
        prop_assert_eq!(x.dot(&y), each(&|x, y| x * y).iter().sum::<f64>());
        prop_assert_eq!(sum.dot(&z), x.dot(&z) + y.dot(&z));
        prop_assert!((x.norm().powi(2) - x.dot(&x)).abs() <= 1e-13 * x.dot(&x));
        // A step of the model is axpy on its floats.
        let mut stepped = model.clone();
        stepped.step(&y, a);
        let expected: Vec<f64> =
            model.to_flat().iter().zip(y.to_flat()).map(|(m, y)| m + a * y).collect();
        prop_assert_eq!(stepped.to_flat(), expected);
    }
}

#[test]
fn single_precision_is_seen_and_kept() {
    let model: M = Model {
        blocks: vec![Block::Dense(Dense { w: vec![], b: vec![0.1, f32::MIN_POSITIVE / 8.0] })],
        head: None,
        mixed: (f32::MAX, [[0.0; 2]; 2], vec![]),
        name: "single".into(),
    };
    let mut singles = vec![];
    model.for_each_leaf(&mut |leaf| {
        if let Floats::F32(_) = leaf.floats {
            singles.push(leaf.path.to_owned());
        }
    });
    assert_eq!(singles, ["blocks[0].Dense.0.b", "mixed.0"]);
    let mut copy = model.clone();
    copy.set_flat(&vec![0.0; model.n_coordinates()]);
    copy.set_flat(&model.to_flat());
    assert_eq!(copy, model);
}

//! An active value that comes back out of a container without a derivative.

use std::collections::{BTreeMap, HashMap};

use cotangent::differentiable;

#[differentiable]
pub fn inserted(x: f64) -> f64 {
    let mut map = HashMap::new();
    map.insert(1, x);
    map[&1] * 2.0
}

#[differentiable]
pub fn entry(x: f64) -> f64 {
    let mut map: HashMap<u32, f64> = HashMap::new();
    *map.entry(1).or_insert(0.0) += x;
    map[&1] * 2.0
}

#[differentiable]
pub fn values(x: f64) -> f64 {
    let mut map: BTreeMap<u32, f64> = BTreeMap::new();
    map.insert(1, x);
    let mut sum = 0.0;
    for v in map.values() {
        sum += v;
    }
    sum
}

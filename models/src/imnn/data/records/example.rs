//! The protobuf message of a record, as TensorFlow declares it.

use super::RecordProblem;
use prost::{Message, Oneof};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Message)]
pub(super) struct Example {
    #[prost(message, optional, tag = "1")]
    features: Option<Features>,
}

#[derive(Clone, PartialEq, Message)]
struct Features {
    // Sorted, so that one array always gives the same bytes.
    #[prost(btree_map = "string, message", tag = "1")]
    feature: BTreeMap<String, Feature>,
}

#[derive(Clone, PartialEq, Message)]
struct Feature {
    #[prost(oneof = "Kind", tags = "1, 2, 3")]
    kind: Option<Kind>,
}

#[derive(Clone, PartialEq, Oneof)]
enum Kind {
    #[prost(message, tag = "1")]
    Bytes(BytesList),
    #[prost(message, tag = "2")]
    Floats(FloatList),
    #[prost(message, tag = "3")]
    Integers(Int64List),
}

#[derive(Clone, PartialEq, Message)]
struct BytesList {
    #[prost(bytes = "vec", repeated, tag = "1")]
    value: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
struct FloatList {
    #[prost(float, repeated, tag = "1")]
    value: Vec<f32>,
}

#[derive(Clone, PartialEq, Message)]
struct Int64List {
    #[prost(int64, repeated, tag = "1")]
    value: Vec<i64>,
}

impl Example {
    pub(super) fn parse(payload: &[u8]) -> Result<Self, RecordProblem> {
        Self::decode(payload).map_err(|error| RecordProblem::NoExample(error.to_string()))
    }

    pub(super) fn with_bytes(mut self, name: &str, value: Vec<u8>) -> Self {
        self.put(name, Kind::Bytes(BytesList { value: vec![value] }));
        self
    }

    pub(super) fn with_integers(mut self, name: &str, value: Vec<i64>) -> Self {
        self.put(name, Kind::Integers(Int64List { value }));
        self
    }

    fn put(&mut self, name: &str, kind: Kind) {
        let features = self.features.get_or_insert_default();
        features.feature.insert(name.to_owned(), Feature { kind: Some(kind) });
    }

    fn kind(&self, name: &str) -> Option<&Kind> {
        self.features.as_ref()?.feature.get(name)?.kind.as_ref()
    }

    /// A feature of one byte string; none if it is not there.
    pub(super) fn bytes(&self, name: &'static str) -> Result<Option<&[u8]>, RecordProblem> {
        match self.kind(name) {
            None => Ok(None),
            Some(Kind::Bytes(BytesList { value })) if value.len() == 1 => Ok(Some(&value[0])),
            Some(other) => Err(other.is_not("one byte string", name)),
        }
    }

    /// A feature of integers; none if it is not there.
    pub(super) fn integers(&self, name: &'static str) -> Result<Option<&[i64]>, RecordProblem> {
        match self.kind(name) {
            None => Ok(None),
            Some(Kind::Integers(Int64List { value })) => Ok(Some(value)),
            Some(other) => Err(other.is_not("integers", name)),
        }
    }

    /// A feature of one integer; none if it is not there.
    pub(super) fn integer(&self, name: &'static str) -> Result<Option<i64>, RecordProblem> {
        match self.integers(name)? {
            None => Ok(None),
            Some([one]) => Ok(Some(*one)),
            Some(others) => Err(RecordProblem::Feature {
                feature: name,
                expected: "one integer",
                found: format!("{} integers", others.len()),
            }),
        }
    }
}

impl Kind {
    fn is_not(&self, expected: &'static str, feature: &'static str) -> RecordProblem {
        let found = match self {
            Self::Bytes(list) => format!("{} byte strings", list.value.len()),
            Self::Floats(list) => format!("{} floats", list.value.len()),
            Self::Integers(list) => format!("{} integers", list.value.len()),
        };
        RecordProblem::Feature { feature, expected, found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A feature `seed` of the integers 1 and 300, by hand.
    fn seed(integers: &[u8]) -> Vec<u8> {
        let nested = |tag: u8, inside: &[u8]| [&[tag, inside.len() as u8], inside].concat();
        let feature = nested(0x1A, integers);
        let entry = [nested(0x0A, b"seed"), nested(0x12, &feature)].concat();
        nested(0x0A, &nested(0x0A, &entry))
    }

    #[test]
    fn integers_are_read_packed_and_unpacked() {
        let packed = seed(&[0x0A, 3, 1, 0xAC, 2]);
        let unpacked = seed(&[0x08, 1, 0x08, 0xAC, 2]);
        for payload in [&packed, &unpacked] {
            let example = Example::parse(payload).unwrap();
            assert_eq!(example.integers("seed"), Ok(Some(&[1, 300][..])));
            let told = example.integer("seed").unwrap_err().to_string();
            assert_eq!(told, "feature `seed`: expected one integer, found 2 integers");
            let told = example.bytes("seed").unwrap_err().to_string();
            assert_eq!(told, "feature `seed`: expected one byte string, found 2 integers");
        }
        let ours = Example::default().with_integers("seed", vec![1, 300]).encode_to_vec();
        assert_eq!(ours, packed);
    }

    #[test]
    fn payloads_that_are_no_examples_are_refused() {
        for payload in [&[0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F][..], &[0xFF; 40], &[0x0A, 5, 1]] {
            let told = Example::parse(payload).unwrap_err().to_string();
            assert!(told.starts_with("expected an Example, found "), "{told}");
        }
    }
}

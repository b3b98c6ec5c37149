"""Writes the records of this folder with TensorFlow (2.21), as the format's first users did.

Run in this folder. fiducial and derivative hold "data" and "seed" only; pairs also "derivative" and "parameter";
shaped adds "shape" and "dtype". Simulation i is [i + 0.5, -i, 0.25]; its derivative by parameter p adds p / 8.
"""

import numpy as np
import tensorflow as tf


def integers(*values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def raw(value):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))


def example(array, **features):
    features["data"] = raw(np.asarray(array, "<f4").tobytes())
    message = tf.train.Example(features=tf.train.Features(feature=features))
    return message.SerializeToString(deterministic=True)


def write(name, examples, options=None):
    with tf.io.TFRecordWriter(f"{name}.tfrecords", options) as writer:
        for payload in examples:
            writer.write(payload)


def simulation(i):
    return np.array([i + 0.5, -i, 0.25], "f4")


def derivative(i):
    return simulation(i)[:, None] + np.arange(2, dtype="f4") / 8


fiducial = [example(simulation(i), seed=integers(i)) for i in range(5)]
write("fiducial_00000", fiducial[:3])
write("fiducial_00001", fiducial[3:])
write("derivative_00000", [example(derivative(i), seed=integers(i)) for i in range(4)])
write("packed_00000", fiducial, tf.io.TFRecordOptions(compression_type="GZIP"))
pairs = [
    example(simulation(i) + (p + 1) * (2 * d - 1) / 16, seed=integers(i), derivative=integers(d), parameter=integers(p))
    for i in range(2)
    for d in range(2)
    for p in range(2)
]
write("pairs_00000", pairs[:3])
write("pairs_00001", pairs[3:])
shaped = [example(derivative(i), seed=integers(i), shape=integers(3, 2), dtype=raw(b"<f4")) for i in (0, 300)]
write("shaped_00000", shaped)

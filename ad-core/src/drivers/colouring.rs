//! Colourings: which columns, or rows, of a sparse matrix one sweep can take together.
//!
//! Two columns without a common row can share a sweep, since each row of the product then belongs
//! to one of them (Curtis, Powell and Reid, 1974). That is a colouring of the graph in which columns
//! with a common row are neighbours. Colours are given greedily, columns with many neighbours
//! first; the least number is hard to find, and the greedy one is mostly near it (Gebremedhin,
//! Manne and Pothen, 2005, "What color is your Jacobian?").
//!
//! A symmetric matrix needs fewer: an entry may be read at (i, j) or at (j, i). A *star colouring*,
//! in which neighbours differ and no path of four vertices has two colours, always leaves one of
//! the two places readable (Coleman and Moré, 1984).

use super::Pattern;

/// A colour for each column, or each row, of a pattern.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Colouring {
    /// The colour of each, counted from zero.
    pub colours: Vec<usize>,
    /// The number of colours.
    pub n_colours: usize,
}

impl Colouring {
    fn new(colours: Vec<usize>) -> Colouring {
        let n_colours = colours.iter().max().map_or(0, |largest| largest + 1);
        Colouring { colours, n_colours }
    }

    /// Colours for the columns, so that columns of one colour have no common row.
    ///
    /// ```
    /// use cotangent::drivers::{Colouring, Pattern};
    /// // Two diagonals: every other column may share a sweep.
    /// let p = Pattern::new(8, 9, (0..8).flat_map(|i| [(i, i), (i, i + 1)]));
    /// assert_eq!(Colouring::of_columns(&p).n_colours, 2);
    /// ```
    ///
    /// Work: the sum over the rows of the square of their length.
    pub fn of_columns(pattern: &Pattern) -> Colouring {
        let by_column = pattern.transposed();
        let neighbours = |column: usize| {
            by_column.row(column).iter().flat_map(|&row| pattern.row(row).iter().copied())
        };
        let degree = |column: usize| {
            by_column.row(column).iter().map(|&row| pattern.row(row).len() - 1).sum::<usize>()
        };
        let mut colours = vec![UNCOLOURED; pattern.n_columns()];
        let mut taken = Taken::default();
        for column in largest_first(pattern.n_columns(), degree) {
            taken.start();
            neighbours(column).for_each(|other| taken.add(colours[other]));
            colours[column] = taken.smallest_free();
        }
        Colouring::new(colours)
    }

    /// Colours for the rows, so that rows of one colour have no common column.
    pub fn of_rows(pattern: &Pattern) -> Colouring {
        Colouring::of_columns(&pattern.transposed())
    }

    /// A star colouring of a symmetric pattern.
    ///
    /// ```
    /// use cotangent::drivers::{Colouring, Pattern};
    /// // An arrow: one column is full, so columns alone would need nine colours.
    /// let arrow = (0..9).flat_map(|i| [(i, i), (0, i), (i, 0)]);
    /// let p = Pattern::new(9, 9, arrow);
    /// assert_eq!(Colouring::of_columns(&p).n_colours, 9);
    /// assert_eq!(Colouring::of_symmetric(&p).n_colours, 2);
    /// ```
    ///
    /// # Panics
    /// If the pattern is not symmetric.
    #[track_caller]
    pub fn of_symmetric(pattern: &Pattern) -> Colouring {
        if let Some((row, column)) = pattern
            .entries()
            .find(|&(row, column)| column >= pattern.n_rows() || !pattern.contains(column, row))
        {
            panic!("the pattern is not symmetric: it has ({row}, {column}), not ({column}, {row})");
        }
        // The algorithm 4.1 of Gebremedhin, Manne and Pothen (2005).
        let neighbours = |v: usize| pattern.row(v).iter().copied().filter(move |&w| w != v);
        let n = pattern.n_columns();
        let mut colours = vec![UNCOLOURED; n];
        let mut taken = Taken::default();
        for v in largest_first(n, |v| neighbours(v).count()) {
            taken.start();
            for w in neighbours(v) {
                taken.add(colours[w]);
                for x in neighbours(w).filter(|&x| x != v && colours[x] != UNCOLOURED) {
                    // v – w – x: with the colour of x, v would make a path of two colours that
                    // goes on beyond x, or beyond v through another neighbour.
                    let goes_on = || neighbours(x).any(|y| y != w && colours[y] == colours[w]);
                    if colours[w] == UNCOLOURED || goes_on() {
                        taken.add(colours[x]);
                    }
                }
            }
            colours[v] = taken.smallest_free();
        }
        Colouring::new(colours)
    }
}

const UNCOLOURED: usize = usize::MAX;

/// The numbers below `n`, those of large degree first; among equals, in order.
fn largest_first(n: usize, degree: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_cached_key(|&v| std::cmp::Reverse(degree(v)));
    order
}

/// The colours that a vertex may not have.
#[derive(Default)]
struct Taken {
    /// For each colour the last round in which it was taken.
    round_of: Vec<usize>,
    round: usize,
}

impl Taken {
    fn start(&mut self) {
        self.round += 1;
    }

    fn add(&mut self, colour: usize) {
        if colour == UNCOLOURED {
            return;
        }
        if self.round_of.len() <= colour {
            self.round_of.resize(colour + 1, 0);
        }
        self.round_of[colour] = self.round;
    }

    fn smallest_free(&self) -> usize {
        let free = self.round_of.iter().position(|&round| round != self.round);
        free.unwrap_or(self.round_of.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn random(rng: &mut ChaCha8Rng, symmetric: bool) -> Pattern {
        let (n, m) = (rng.random_range(0..25), rng.random_range(0..25));
        let m = if symmetric { n } else { m };
        let density = rng.random::<f64>() * 0.4;
        let mut entries = vec![];
        for i in 0..n {
            for j in 0..m {
                if rng.random_bool(density) {
                    entries.push((i, j));
                    if symmetric {
                        entries.push((j, i));
                    }
                }
            }
        }
        Pattern::new(n, m, entries)
    }

    #[test]
    fn columns_of_one_colour_never_meet() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..200 {
            let p = random(&mut rng, false);
            let columns = Colouring::of_columns(&p);
            for row in 0..p.n_rows() {
                let mut seen: Vec<usize> = p.row(row).iter().map(|&j| columns.colours[j]).collect();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), p.row(row).len(), "{p:?}");
            }
            assert_eq!(Colouring::of_rows(&p), Colouring::of_columns(&p.transposed()));
        }
    }

    #[test]
    fn a_star_colouring_has_no_path_of_four_with_two_colours() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for _ in 0..200 {
            let p = random(&mut rng, true);
            let colours = Colouring::of_symmetric(&p).colours;
            let next = |v: usize| p.row(v).iter().copied().filter(move |&w| w != v);
            for a in 0..p.n_rows() {
                for b in next(a) {
                    assert_ne!(colours[a], colours[b]);
                    for c in next(b).filter(|&c| c != a) {
                        for d in next(c).filter(|&d| d != b) {
                            assert!(colours[a] != colours[c] || colours[b] != colours[d]);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn structure_is_found() {
        // A band of width five and one full row.
        let band = |i: usize, j: usize| i.abs_diff(j) <= 2;
        let all = || (0..30).flat_map(|i| (0..30).map(move |j| (i, j)));
        let p = Pattern::new(30, 30, all().filter(|&(i, j)| band(i, j)));
        assert_eq!(Colouring::of_columns(&p).n_colours, 5);
        let p = Pattern::new(
            31,
            30,
            all().filter(|&(i, j)| band(i, j)).chain((0..30).map(|j| (30, j))),
        );
        assert_eq!(Colouring::of_columns(&p).n_colours, 30);
        assert_eq!(Colouring::of_rows(&p).n_colours, 6);
        assert_eq!(Colouring::of_columns(&Pattern::new(4, 3, [])).n_colours, 1);
        assert_eq!(Colouring::of_columns(&Pattern::new(4, 0, [])).n_colours, 0);
    }

    #[test]
    #[should_panic(expected = "the pattern is not symmetric: it has (0, 1), not (1, 0)")]
    fn a_star_colouring_wants_symmetry() {
        Colouring::of_symmetric(&Pattern::new(2, 2, [(0, 1)]));
    }
}

//! Groups of parameters: the blocks of the Gauss–Newton matrix that are looked at.

use super::NewtonError;
use cotangent::leaves::Layout;
use std::ops::Index;

/// Which parameters make up a block. Parameters are named by their leaves' paths, such as `layers[2].w`; what
/// is between blocks counts as zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ParamGroups {
    /// All of them in one group, `all`: the whole matrix.
    #[default]
    One,
    /// A group for each leaf, with its path as name.
    PerParameter,
    /// Groups by name. Leaves that are in none are ignored.
    Custom(Vec<(String, Vec<String>)>),
}

impl ParamGroups {
    /// Groups by name, with the paths of their leaves.
    ///
    /// ```
    /// use cotangent_models::newton::ParamGroups;
    /// let groups = ParamGroups::custom([("weights", vec!["w1", "w2"]), ("biases", vec!["b1", "b2"])]);
    /// assert!(matches!(groups, ParamGroups::Custom(groups) if groups.len() == 2));
    /// ```
    pub fn custom<N: Into<String>, L: Into<String>>(
        groups: impl IntoIterator<Item = (N, impl IntoIterator<Item = L>)>,
    ) -> Self {
        let paths = |leaves: Vec<L>| leaves.into_iter().map(Into::into).collect();
        let groups = groups
            .into_iter()
            .map(|(name, leaves)| (name.into(), paths(leaves.into_iter().collect())));
        Self::Custom(groups.collect())
    }

    /// The groups over these leaves, without the frozen ones.
    pub(super) fn resolve(
        &self,
        layout: &Layout,
        frozen: &[String],
    ) -> Result<Vec<Group>, NewtonError> {
        let find = |leaf: &String, by: &dyn Fn() -> String| {
            layout.leaves.iter().position(|slot| slot.path == *leaf).ok_or_else(|| {
                let known: Vec<String> =
                    layout.leaves.iter().map(|slot| format!("`{}`", slot.path)).collect();
                NewtonError::UnknownLeaf { leaf: leaf.clone(), by: by(), known: known.join(", ") }
            })
        };
        let mut is_frozen = vec![false; layout.leaves.len()];
        for leaf in frozen {
            is_frozen[find(leaf, &|| "the list of frozen ones".into())?] = true;
        }
        let free = |leaf: &usize| !is_frozen[*leaf];
        let group = |name: String, named: Vec<usize>| {
            let leaves: Vec<usize> = named.iter().copied().filter(free).collect();
            let n_parameters = leaves.iter().map(|&leaf| layout.leaves[leaf].range.len()).sum();
            if n_parameters == 0 {
                return Err(NewtonError::EmptyGroup { group: name, frozen: named != leaves });
            }
            Ok(Group { name, leaves, n_parameters })
        };
        let all = 0..layout.leaves.len();
        match self {
            Self::One => Ok(vec![group("all".into(), all.collect())?]),
            Self::PerParameter => {
                let path = |leaf: usize| layout.leaves[leaf].path.clone();
                let groups: Result<Vec<Group>, _> =
                    all.filter(free).map(|leaf| group(path(leaf), vec![leaf])).collect();
                match groups? {
                    groups if groups.is_empty() => {
                        Err(NewtonError::Empty { what: "the list of parameters".into() })
                    }
                    groups => Ok(groups),
                }
            }
            Self::Custom(groups) => {
                if groups.is_empty() {
                    return Err(NewtonError::Empty { what: "the list of groups".into() });
                }
                let mut owner: Vec<Option<&String>> = vec![None; layout.leaves.len()];
                let mut resolved: Vec<Group> = vec![];
                for (name, paths) in groups {
                    if resolved.iter().any(|group| group.name == *name) {
                        return Err(NewtonError::RepeatedGroup { group: name.clone() });
                    }
                    let mut leaves = vec![];
                    for path in paths {
                        let leaf = find(path, &|| format!("group `{name}`"))?;
                        match owner[leaf].replace(name) {
                            None => leaves.push(leaf),
                            Some(first) if first == name => {
                                let (leaf, group) = (path.clone(), name.clone());
                                return Err(NewtonError::RepeatedLeaf { leaf, group });
                            }
                            Some(first) => {
                                let (first, second) = (first.clone(), name.clone());
                                let leaf = path.clone();
                                return Err(NewtonError::LeafInTwoGroups { leaf, first, second });
                            }
                        }
                    }
                    resolved.push(group(name.clone(), leaves)?);
                }
                Ok(resolved)
            }
        }
    }
}

/// A group whose parameters were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The indices of its leaves in the layout, in its order.
    pub leaves: Vec<usize>,
    /// The number D of floats in them.
    pub n_parameters: usize,
}

/// The handle of a group: its place in [`Ggn::groups`](super::Ggn::groups).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub(super) usize);

/// A result for each group, indexed by [`GroupId`].
#[derive(Debug, Clone, PartialEq)]
pub struct PerGroup<T>(pub(super) Vec<T>);

impl<T> PerGroup<T> {
    /// The results in the order of the groups.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none, which does not happen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The result where there is one group; of several the first.
    pub fn first(&self) -> &T {
        &self.0[0]
    }
}

impl<T> Index<GroupId> for PerGroup<T> {
    type Output = T;
    /// # Panics
    /// If the handle is that of other groups, and there are fewer here.
    #[track_caller]
    fn index(&self, GroupId(group): GroupId) -> &T {
        &self.0[group]
    }
}

impl<'a, T> IntoIterator for &'a PerGroup<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

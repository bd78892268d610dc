//! Looking for a selector: one pass over the tree in document order.
//!
//! Every compound of the list has a bit. A node's bits say which compounds it completes, all before them included; so a
//! combinator asks for one bit of the parent, of what is around, or of the siblings before, and no search ever goes
//! back. Time is nodes times compounds.

use super::{Combinator, Compound, Operator, Selector, Test};
use crate::read::html::{Name, NodeId, Tree};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What is known of an open element.
#[derive(Clone, Copy, Default)]
struct Open {
    end: usize,
    /// Bits of the element itself, and of it and all around it.
    own: u64,
    around: u64,
    /// Bits of its child before, and of all its children before.
    before: u64,
    earlier: u64,
}

impl Selector {
    /// The elements that fit, in document order.
    pub fn select(&self, tree: &Tree) -> Vec<NodeId> {
        let places = self.needs_places().then(|| Places::of(tree, self.needs_end()));
        let mut stack = vec![Open { end: tree.len(), ..Open::default() }];
        let mut found = Vec::new();
        for node in tree.descendants(tree.root()) {
            if matches!(tree.name(node), Name::Text | Name::Document) {
                continue;
            }
            while stack.len() > 1 && stack.last().is_some_and(|open| open.end <= node.index()) {
                stack.pop();
            }
            let place = stack.len() - 1;
            let parent = stack[place];
            let (mut bits, mut bit, mut fits) = (0u64, 1u64, false);
            for complex in &self.list {
                let mut last = false;
                for (combinator, compound) in &complex.parts {
                    let stands = match combinator {
                        Combinator::Anywhere => true,
                        Combinator::Descendant => parent.around & bit >> 1 != 0,
                        Combinator::Child => parent.own & bit >> 1 != 0,
                        Combinator::Next => parent.before & bit >> 1 != 0,
                        Combinator::Later => parent.earlier & bit >> 1 != 0,
                    };
                    last = stands && holds(compound, tree, node, places.as_ref());
                    bits |= if last { bit } else { 0 };
                    bit <<= 1;
                }
                fits |= last;
            }
            if fits {
                found.push(node);
            }
            stack[place].before = bits;
            stack[place].earlier |= bits;
            let end = tree.subtree(node).end;
            stack.push(Open { end, own: bits, around: parent.around | bits, before: 0, earlier: 0 });
        }
        found
    }

    fn tests(&self) -> impl Iterator<Item = &Test> {
        let parts = self.list.iter().flat_map(|complex| &complex.parts);
        let mut open: Vec<&Test> = parts.flat_map(|(_, compound)| &compound.tests).collect();
        let mut all = Vec::new();
        while let Some(test) = open.pop() {
            if let Test::Not(list) | Test::Is(list) = test {
                open.extend(list.iter().flat_map(|compound| &compound.tests));
            }
            all.push(test);
        }
        all.into_iter()
    }

    fn needs_places(&self) -> bool {
        self.tests().any(|test| matches!(test, Test::Nth { .. }))
    }

    fn needs_end(&self) -> bool {
        self.tests().any(|test| matches!(test, Test::Nth { from_end: true, .. }))
    }
}

/// Where each element stands among its siblings, from 1: among all, among those of its name, and from the end.
struct Places {
    all: Vec<[u32; 2]>,
    from_end: Vec<[u32; 2]>,
}

impl Places {
    fn of(tree: &Tree, with_end: bool) -> Self {
        let mut children: Vec<u32> = vec![0; tree.len()];
        let mut named: FxHashMap<(NodeId, Cow<str>), u32> = FxHashMap::default();
        let mut all = vec![[0; 2]; tree.len()];
        let elements = || tree.descendants(tree.root()).filter(|node| tree.name(*node) != Name::Text);
        for node in elements() {
            let parent = tree.parent(node).unwrap_or(tree.root());
            children[parent.index()] += 1;
            let of_name = named.entry((parent, lower(tree.tag(node)))).or_default();
            *of_name += 1;
            all[node.index()] = [children[parent.index()], *of_name];
        }
        let mut from_end = Vec::new();
        if with_end {
            from_end = vec![[0; 2]; tree.len()];
            for node in elements() {
                let parent = tree.parent(node).unwrap_or(tree.root());
                let of_name = named.get(&(parent, lower(tree.tag(node)))).copied().unwrap_or(0);
                let [place, place_of_name] = all[node.index()];
                from_end[node.index()] = [children[parent.index()] + 1 - place, of_name + 1 - place_of_name];
            }
        }
        Self { all, from_end }
    }
}

fn lower(tag: &str) -> Cow<'_, str> {
    if tag.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(tag.to_ascii_lowercase())
    } else {
        Cow::Borrowed(tag)
    }
}

fn holds(compound: &Compound, tree: &Tree, node: NodeId, places: Option<&Places>) -> bool {
    compound.tag.as_ref().is_none_or(|tag| tree.tag(node).eq_ignore_ascii_case(tag))
        && compound.tests.iter().all(|test| passes(test, tree, node, places))
}

/// `:not()` and `:is()` hold compounds that may hold such again; the parser bounds how deep.
fn passes(test: &Test, tree: &Tree, node: NodeId, places: Option<&Places>) -> bool {
    match test {
        Test::Id(id) => tree.attr(node, "id").is_some_and(|own| own == id.as_str()),
        Test::Class(class) => {
            tree.attr(node, "class").is_some_and(|own| own.split_ascii_whitespace().any(|word| word == class))
        }
        Test::Attribute { name, operator, value, fold } => {
            tree.attr(node, name).is_some_and(|own| compares(*operator, &own, value, *fold))
        }
        Test::Not(list) => !list.iter().any(|inner| holds(inner, tree, node, places)),
        Test::Is(list) => list.iter().any(|inner| holds(inner, tree, node, places)),
        Test::Nth { a, b, from_end, of_type } => {
            let Some(places) = places else { return false };
            let from = if *from_end { &places.from_end } else { &places.all };
            let place = i64::from(from[node.index()][usize::from(*of_type)]);
            match a {
                0 => place == *b,
                a => (place - b) % a == 0 && (place - b) / a >= 0,
            }
        }
        Test::Empty => tree.descendants(node).next().is_none_or(|_| {
            tree.children(node).all(|child| tree.raw_text(child).is_empty() && tree.name(child) == Name::Text)
        }),
        Test::Root => tree.parent(node) == Some(tree.root()),
    }
}

fn compares(operator: Operator, own: &str, value: &str, fold: bool) -> bool {
    let (own, value) = if fold {
        (Cow::Owned(own.to_lowercase()), Cow::Owned(value.to_lowercase()))
    } else {
        (Cow::Borrowed(own), Cow::Borrowed(value))
    };
    let (own, value) = (own.as_ref(), value.as_ref());
    match operator {
        Operator::Present => true,
        Operator::Equals => own == value,
        Operator::Word => own.split_ascii_whitespace().any(|word| word == value),
        Operator::Dash => {
            own.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        // An empty value fits nothing, says the standard.
        Operator::Starts => !value.is_empty() && own.starts_with(value),
        Operator::Ends => !value.is_empty() && own.ends_with(value),
        Operator::Holds => !value.is_empty() && own.contains(value),
    }
}

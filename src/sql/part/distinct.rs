//! Distinct counts of each dimension, and over running totals: rows are told apart by their key first, once for all the counts of
//! that key. An engine would else keep a set of keys for every count and every dimension.

use super::super::base::column_of;
use super::super::grid::no_value;
use super::super::scan::count;
use super::super::tree::Cte;
use super::super::tree::{Expr, GroupBy, Operator, Query, Relation, Select};
use super::{PartWriter, Segments, Written};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::plan::{Atom, AtomInput};
use indexmap::IndexMap;

/// The keys of a distinct count.
fn keys_of(atom: &Atom) -> Option<&[String]> {
    match (&atom.input, atom.function) {
        (AtomInput::Distinct(keys), AggregateFunction::Count) => Some(keys),
        _ => None,
    }
}

impl PartWriter<'_> {
    /// Aggregates over rows.
    pub(super) fn over_rows(&self, ctes: &mut Vec<Cte>) -> Written<Query> {
        let atoms: Vec<&str> = self.part.columns.iter().map(|column| column.name.as_str()).collect();
        let mut others: Vec<&str> = Vec::new();
        let mut counts: IndexMap<&[String], Vec<&str>> = IndexMap::new();
        for name in &atoms {
            match self.scan.atom(name).and_then(keys_of).filter(|_| self.tells_apart_first()) {
                Some(keys) => counts.entry(keys).or_default().push(name),
                None => others.push(name),
            }
        }
        if counts.is_empty() {
            let from = self.placed(&[], &atoms, ctes);
            return Ok(self.grouped(from, &[], self.aggregates(&atoms)?));
        }
        let from = self.placed(&[], &others, ctes);
        let mut sides = vec![("rows".to_owned(), self.grouped(from, &[], self.aggregates(&others)?), others)];
        for (number, (keys, atoms)) in counts.into_iter().enumerate() {
            let counted = match self.running() {
                Some(running) => self.comers(running, keys, &atoms, number, ctes),
                None => self.counted_keys(keys, &atoms, ctes),
            };
            sides.push((format!("keys_{number}"), counted, atoms));
        }
        let known: Vec<(String, Vec<&str>)> = sides.iter().map(|(suffix, _, atoms)| (suffix.clone(), atoms.clone())).collect();
        ctes.extend(sides.into_iter().map(|(suffix, query, _)| self.between(&suffix, query)));
        Ok(self.side_by_side(&atoms, &known))
    }

    /// One of each key of a level is chosen among single rows; without dimensions there is one grouping only.
    fn tells_apart_first(&self) -> bool {
        let dimensions = matches!(self.frame.segments, Segments::Alone(dimensions) if !dimensions.is_empty());
        let from_cells = !self.part.from_rows && self.part.reach.level.is_none();
        (dimensions && from_cells) || self.running().is_some()
    }

    /// How many keys have a row that counts.
    fn counted_keys(&self, keys: &[String], atoms: &[&str], ctes: &mut Vec<Cte>) -> Query {
        let from = self.placed_only(&[], atoms, &[], ctes);
        let by_key: Vec<(Expr, String)> = keys.iter().map(|key| (Expr::bare(key), key.clone())).collect();
        let column = |atom| Expr::bare(column_of(self.scan, atom, self.part.from_rows));
        let most = |atom| (Expr::Call("MAX", vec![column(atom)]), atom.name.clone());
        let most = atoms.iter().filter_map(|name| self.scan.atom(name)).map(most).collect();
        let mut told_apart = self.grouped(from, &by_key, most);
        for select in &mut told_apart.selects {
            select.filter.extend(keys.iter().map(|key| Expr::bare(key).is_not_null()));
        }
        let mut select = Select::from(Relation::query(told_apart, "told_apart"));
        let columns = self.group_columns();
        select.group_by = GroupBy::Items(columns.len());
        select.items.extend(columns.into_iter().map(|column| (Expr::bare(&column), column)));
        for atom in atoms {
            let counts = Expr::bare(atom).binary(Operator::Greater, Expr::integer(0));
            select.items.push((count(Some(counts)), (*atom).to_owned()));
        }
        select.query()
    }

    /// Relations with the same period, segment and keys, each with some of the columns, as one.
    fn side_by_side(&self, atoms: &[&str], sides: &[(String, Vec<&str>)]) -> Query {
        let dialect = self.frame.writer.dialect;
        let columns = self.group_columns();
        let mut both = Query::default();
        for (position, (suffix, own)) in sides.iter().enumerate() {
            let mut select = Select::from(Relation::named(&format!("{}_{suffix}", self.name)));
            select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
            for presence in &self.presences {
                let seen = if position == 0 {
                    Expr::bare(presence)
                } else {
                    no_value(&Type::Integer, AggregateFunction::Count, dialect)
                };
                select.items.push((seen, presence.clone()));
            }
            for atom in atoms.iter().filter_map(|name| self.scan.atom(name)) {
                let here = own.contains(&atom.name.as_str());
                select.items.push((
                    if here { Expr::bare(&atom.name) } else { no_value(&atom.ty, atom.function, dialect) },
                    atom.name.clone(),
                ));
            }
            both.selects.push(select);
        }
        let mut select = Select::from(Relation::query(both, "side_by_side"));
        select.group_by = GroupBy::Items(columns.len());
        select.items.extend(columns.into_iter().map(|column| (Expr::bare(&column), column)));
        let the_one = |name: &str| Expr::Call("MAX", vec![Expr::bare(name)]);
        select.items.extend(self.presences.iter().map(|presence| (the_one(presence), presence.clone())));
        for atom in atoms.iter().filter_map(|name| self.scan.atom(name)) {
            let value = the_one(&atom.name);
            let counts = keys_of(atom).is_some();
            let value = if counts { Expr::Call("COALESCE", vec![value, Expr::integer(0)]) } else { value };
            select.items.push((value, atom.name.clone()));
        }
        select.query()
    }
}

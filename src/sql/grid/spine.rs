//! Which rows a grid has: every period for every segment seen, whatever is found there.

use super::super::calendar::PERIOD;
use super::super::tree::{Expr, Join, JoinKind, Operator, Query, Relation, Select, Window};
use super::supply::Supply;
use super::{Grid, ON_SPINE, SEEN, Spine, no_value};
use crate::model::metric::AggregateFunction;
use crate::model::types::Type;
use crate::plan::{Column, Slot};

impl Grid<'_> {
    pub(super) fn has_segments(&self) -> bool {
        matches!(self.spine, Spine::Every | Spine::Dense(_)) && !self.keys.is_empty()
    }

    /// Every segment seen in some period of the range.
    pub(super) fn segments(&self, supplies: &[Supply]) -> Query {
        let mut all = Query::default();
        let here = supplies.iter().map(|supply| (supply.relation.clone(), self.presences(supply).into_iter().cloned().collect()));
        let seen: Vec<(String, Vec<String>)> = self.seen_elsewhere.clone().unwrap_or_else(|| here.collect());
        for (relation, presences) in seen {
            let Some(seen) = any_seen(&presences) else { continue };
            let mut select = Select::from(Relation::named(&relation));
            select.items.extend(self.keys.iter().map(|key| (Expr::bare(key), key.clone())));
            select.filter.push(seen);
            if self.cut && self.grain.is_some() && self.seen_elsewhere.is_none() {
                let here = Expr::column(&relation, PERIOD);
                let relation = Relation::named(&self.periods);
                let on = vec![Expr::column(&self.periods, PERIOD).binary(Operator::Equal, here)];
                select.joins.push(Join { kind: JoinKind::Inner, relation, on });
            }
            all.selects.push(select);
        }
        let mut select = Select::from(Relation::query(all, "seen"));
        select.distinct = true;
        select.items.extend(self.keys.iter().map(|key| (Expr::bare(key), key.clone())));
        match self.spine {
            Spine::Dense(most) => self.dense(select, most),
            _ => select.query(),
        }
    }

    /// The segments of dimensions that have no more than so many, and the total.
    fn dense(&self, seen: Select, most: i64) -> Query {
        let bare = Expr::bare;
        let seen = seen.and(bare("dimension").binary(Operator::NotEqual, Expr::Text("all".to_owned())));
        let window = Window { partition_by: vec![bare("dimension")], ..Window::default() };
        let size = Expr::Window(Box::new(Expr::CountRows), Box::new(window));
        let mut sized = Select::from(Relation::query(seen.query(), "segments_seen"));
        let mut dense = Select::default();
        let mut total = Select::default();
        for key in &self.keys {
            sized.items.push((bare(key), key.clone()));
            dense.items.push((bare(key), key.clone()));
            total.items.push((Expr::Text("all".to_owned()), key.clone()));
        }
        sized.items.push((size, "segments".to_owned()));
        dense.from = Some(Relation::query(sized.query(), "sized"));
        let dense = dense.and(bare("segments").binary(Operator::LessOrEqual, Expr::integer(most)));
        Query { selects: vec![dense, total], ..Query::default() }
    }

    pub(super) fn spine(&self, values: &[(Slot, &Column, String)], marks: &[(usize, String)]) -> Option<Select> {
        let (Spine::Every | Spine::Dense(_) | Spine::Total) = &self.spine else { return None };
        let segments = self.has_segments().then_some(self.names.segments.as_str());
        let mut select = Select::from(Relation::named(&self.periods));
        select.items.push((Expr::bare(PERIOD), PERIOD.to_owned()));
        for key in &self.keys {
            let total = || Expr::Text("all".to_owned()).cast(&self.writer.dialect.type_name(&Type::Text));
            let column = segments.map_or_else(total, |table| Expr::column(table, key));
            select.items.push((column, key.clone()));
        }
        let relation = segments.map(Relation::named);
        select.joins.extend(relation.map(|relation| Join { kind: JoinKind::Cross, relation, on: Vec::new() }));
        if self.cut {
            select.items.push((Expr::integer(0), SEEN.to_owned()));
            select.items.push((Expr::integer(1), ON_SPINE.to_owned()));
        }
        for (_, column, name) in values {
            select.items.push((no_value(&column.ty, column.function, self.writer.dialect), name.clone()));
        }
        for (_, mark) in marks {
            select.items.push((no_value(&Type::Integer, AggregateFunction::Count, self.writer.dialect), mark.clone()));
        }
        Some(select)
    }
}

/// Whether one of these counts something.
pub(super) fn any_seen(presences: &[String]) -> Option<Expr> {
    let found = presences.iter().map(|name| Expr::bare(name).binary(Operator::Greater, Expr::integer(0)));
    found.reduce(|a, b| a.binary(Operator::Or, b))
}

//! What a grid reads: the relations of its parts, each moved to the periods that read it.

use super::super::calendar::{PERIOD, Periods};
use super::super::part::nested::SUB_PERIODS;
use super::super::tree::{Cte, Expr, Join, JoinKind, Operator, Query, Relation, Select};
use super::{Grid, cte};
use crate::plan::lower::{short, unique};
use crate::plan::{Form, Shift};

/// The period whose values a period reads.
const EARLIER: &str = "earlier_period";

/// Feeds that come from one relation.
pub(super) struct Supply {
    pub(super) relation: String,
    pub(super) feeds: Vec<usize>,
}

impl Grid<'_> {
    /// The relations read, moved to the periods that read them.
    pub(super) fn supplies(&self, ctes: &mut Vec<Cte>) -> Vec<Supply> {
        let mut supplies: Vec<Supply> = Vec::new();
        for (position, feed) in self.block.feeds.iter().enumerate() {
            let own = self.around.relation(feed.part);
            let relation = if feed.shift.is_empty() { own.clone() } else { format!("{own}{}", words(&feed.shift)) };
            match supplies.iter_mut().find(|supply| supply.relation == relation) {
                Some(supply) => supply.feeds.push(position),
                None => supplies.push(Supply { relation, feeds: vec![position] }),
            }
        }
        for supply in &mut supplies {
            let Some(feed) = supply.feeds.first().and_then(|feed| self.block.feeds.get(*feed)) else { continue };
            if !feed.shift.is_empty() {
                let name = unique(short(&format!("{}_{}", self.names.cells, supply.relation)), |name| {
                    ctes.iter().any(|cte| cte.name == name)
                });
                ctes.push(cte(&name, self.moved(supply, &feed.shift, &self.around.relation(feed.part))));
                supply.relation = name;
            }
        }
        supplies
    }

    /// A relation's rows, each in every period that reads it.
    fn moved(&self, supply: &Supply, shift: &[Shift], own: &str) -> Query {
        let Some(grain) = self.grain else { return Query::default() };
        let periods = Periods { writer: self.writer, grain };
        let earlier = periods.earlier(Expr::bare(PERIOD), shift);
        let asked = Select::from(Relation::named(&self.periods)).item(Expr::bare(PERIOD), PERIOD).item(earlier, EARLIER);
        let mut select = Select::from(Relation::query(asked.query(), "asked"));
        select.items.push((Expr::column("asked", PERIOD), PERIOD.to_owned()));
        let mut columns = self.keys.clone();
        for feed in &supply.feeds {
            let Some((feed, part)) = self.feed(*feed) else { continue };
            columns.extend(feed.presences.iter().cloned());
            columns.extend(part.columns.iter().map(|column| column.name.clone()));
            columns.extend(matches!(part.form, Form::PerPeriod(_)).then(|| SUB_PERIODS.to_owned()));
        }
        let mut known = std::collections::HashSet::new();
        for column in columns.into_iter().filter(|column| known.insert(column.clone())) {
            select.items.push((Expr::column(own, &column), column));
        }
        let on = vec![Expr::column(own, PERIOD).binary(Operator::Equal, Expr::column("asked", EARLIER))];
        select.joins.push(Join { kind: JoinKind::Inner, relation: Relation::named(own), on });
        select.query()
    }

    /// How many rows of a supply's cell were found, as far as this block asks.
    pub(super) fn presences(&self, supply: &Supply) -> Vec<&String> {
        let mut presences: Vec<&String> = Vec::new();
        for feed in supply.feeds.iter().filter_map(|feed| self.block.feeds.get(*feed)) {
            presences.extend(feed.presences.iter());
        }
        presences.sort_unstable();
        presences.dedup();
        presences
    }
}

/// How far back, in words.
fn words(shift: &[Shift]) -> String {
    let mut words = String::new();
    for shift in shift {
        match shift {
            Shift::Period => words.push_str("_period"),
            Shift::Span(count, unit) => words.push_str(&format!("_{count}_{}", unit.name())),
        }
    }
    words + "_before"
}

//! A part as common table expressions over its scan's base: the last of them has a row per period, segment and key.

mod cohort;
mod distinct;
mod growth;
pub(super) mod nested;
mod reach;
mod running;

use super::base::{CELL, column_of, over_base};
use super::calendar::{PERIOD, Periods};
use super::expr::Writer;
use super::tree::{Cte, Expr, GroupBy, Operator, Query, Relation, Select};
use crate::diagnostic::Diagnostic;
use crate::model::types::Type;
use crate::plan::{AtomExpr, ColumnValue, Form, Part, Scan, ScanDimension};
use crate::project::calendar::Grain;

/// How values are told apart by segments.
#[derive(Clone, Copy)]
pub enum Segments<'a> {
    /// By all of these columns together.
    Together(&'a [String]),
    /// By each of these dimensions alone, and all together: in two columns, `dimension` and `segment`.
    Alone(&'a [&'a ScanDimension]),
}

/// The range that is one period.
#[derive(Clone)]
pub struct Whole {
    /// Its first day; none where it starts with the first row.
    pub start: Option<Expr>,
    /// The day after its last.
    pub end: Expr,
}

/// What all parts of a statement share.
#[derive(Clone)]
pub struct Frame<'a> {
    /// How expressions are written.
    pub writer: Writer<'a>,
    /// The length of the periods; without it the whole range is one.
    pub grain: Option<Grain>,
    /// The last day that is seen.
    pub as_of: Expr,
    /// The start of the last period.
    pub last_period: Expr,
    /// The range, where it is one period.
    pub whole: Whole,
    /// How values are told apart.
    pub segments: Segments<'a>,
}

/// Writes one part.
pub struct PartWriter<'a> {
    /// What all parts share.
    pub frame: Frame<'a>,
    /// The part.
    pub part: &'a Part,
    /// What it reads.
    pub scan: &'a Scan,
    /// The scan's base: cells, or single rows where the part needs them.
    pub base: Relation,
    /// The columns of the rows that arrive.
    pub arrivals: Option<Relation>,
    /// The relation of the only periods whose values are read; without it values of all periods are.
    pub asked: Option<String>,
    /// The presences that are asked of it.
    pub presences: Vec<String>,
    /// What the last common table expression is called.
    pub name: String,
}

type Written<T> = Result<T, Box<Diagnostic>>;

impl PartWriter<'_> {
    /// All common table expressions of the part; the last has its name.
    pub fn ctes(&self) -> Written<Vec<Cte>> {
        let mut ctes = Vec::new();
        match &self.part.form {
            Form::Rows => {
                let mut grouped = self.over_rows(&mut ctes)?;
                if let Some(running) = self.running() {
                    grouped = self.totals(running, grouped, &mut ctes);
                }
                ctes.push(self.last(grouped));
            }
            Form::PerKey(key) => self.per_key(key, &mut ctes)?,
            Form::PerPeriod(grain) => self.per_period(*grain, &mut ctes)?,
            Form::Growth { keys, found, having } => self.growth(keys, found, having.as_ref(), &mut ctes)?,
            Form::Cohort(rows) => self.cohort(rows, &mut ctes)?,
            // Computed from a block.
            Form::Keyed(_) | Form::Previous(_) => {}
        }
        Ok(ctes)
    }

    fn periods(&self) -> Option<Periods<'_>> {
        self.frame.grain.map(|grain| Periods { writer: self.frame.writer, grain })
    }

    /// A common table expression between; it is read once or twice, by what follows only.
    fn between(&self, suffix: &str, query: Query) -> Cte {
        Cte { name: format!("{}_{suffix}", self.name), materialized: true, query }
    }

    /// The part itself; blocks may read it several times.
    fn last(&self, query: Query) -> Cte {
        Cte { name: self.name.clone(), materialized: true, query }
    }

    /// The columns that values are told apart by once they are grouped: period, segments, the part's keys.
    fn group_columns(&self) -> Vec<String> {
        let period = self.frame.grain.map(|_| PERIOD.to_owned());
        let segments = match self.frame.segments {
            Segments::Together(columns) => columns.to_vec(),
            Segments::Alone(_) => vec!["dimension".to_owned(), "segment".to_owned()],
        };
        let keys = self.part.keys.iter().map(|key| key.name.clone());
        period.into_iter().chain(segments).chain(keys).collect()
    }

    /// The columns of the base that say of which segment a row is.
    fn segment_columns(&self) -> Vec<String> {
        match self.frame.segments {
            Segments::Together(columns) => columns.to_vec(),
            Segments::Alone(dimensions) => dimensions.iter().map(|dimension| dimension.column.clone()).collect(),
        }
    }

    /// Presences and atoms, aggregated over the base.
    fn aggregates(&self, atoms: &[&str]) -> Written<Vec<(Expr, String)>> {
        let writer = self.frame.writer;
        let integer = writer.dialect.type_name(&Type::Integer);
        let seen = |name: &String| (Expr::Call("SUM", vec![Expr::bare(name)]).cast(&integer), name.clone());
        let mut aggregates: Vec<(Expr, String)> = self.presences.iter().map(seen).collect();
        for atom in atoms.iter().filter_map(|name| self.scan.atom(name)) {
            aggregates.push((over_base(writer, self.scan, atom, self.part.from_rows)?, atom.name.clone()));
        }
        Ok(aggregates)
    }

    /// Rows with their period, grouped by it, by segment, by the part's keys and by more keys.
    fn grouped(&self, from: Relation, more: &[(Expr, String)], aggregates: Vec<(Expr, String)>) -> Query {
        let period = self.frame.grain.map(|_| (Expr::bare(PERIOD), PERIOD.to_owned()));
        self.grouped_within(period, from, more, aggregates)
    }

    /// The same with something else for the period, or nothing.
    fn grouped_within(
        &self,
        period: Option<(Expr, String)>,
        from: Relation,
        more: &[(Expr, String)],
        aggregates: Vec<(Expr, String)>,
    ) -> Query {
        let mut select = Select::from(from);
        for key in &self.part.keys {
            select.filter.push(Expr::bare(&key.column).is_not_null());
        }
        let keys = self.part.keys.iter().map(|key| (Expr::bare(&key.column), key.name.clone())).chain(more.iter().cloned());
        let keys: Vec<(Expr, String)> = keys.collect();
        select.items.extend(period.clone());
        match self.frame.segments {
            Segments::Together(columns) => {
                select.items.extend(columns.iter().map(|column| (Expr::bare(column), column.clone())));
                select.items.extend(keys);
                select.group_by = GroupBy::Items(select.items.len());
            }
            Segments::Alone(dimensions) => {
                self.label(&mut select, dimensions);
                let always: Vec<Expr> = period.iter().chain(&keys).map(|(expr, _)| expr.clone()).collect();
                select.items.extend(keys);
                let each = dimensions.iter().map(|dimension| {
                    let mut set = always.clone();
                    set.push(Expr::bare(&dimension.column));
                    set
                });
                select.group_by = GroupBy::Sets(std::iter::once(always.clone()).chain(each).collect());
            }
        }
        select.items.extend(aggregates);
        select.query()
    }

    /// Which dimension a row of grouping sets is about, and the segment as text.
    fn label(&self, select: &mut Select, dimensions: &[&ScanDimension]) {
        let dialect = self.frame.writer.dialect;
        let text = dialect.type_name(&Type::Text);
        let grouped = |column: &str| Expr::Call("GROUPING", vec![Expr::bare(column)]).binary(Operator::Equal, Expr::integer(0));
        let all = || Expr::Text("all".to_owned());
        let names = dimensions.iter().map(|d| (grouped(&d.column), Expr::Text(d.path.clone()))).collect::<Vec<_>>();
        let segments =
            dimensions.iter().map(|d| (grouped(&d.column), dialect.text(Expr::bare(&d.column), &d.expr.ty))).collect::<Vec<_>>();
        let labelled = |branches: Vec<(Expr, Expr)>| {
            if branches.is_empty() { all().cast(&text) } else { Expr::Case(branches, Some(Box::new(all()))).cast(&text) }
        };
        select.items.push((labelled(names), "dimension".to_owned()));
        select.items.push((labelled(segments), "segment".to_owned()));
    }

    /// A condition or a value over atoms that are columns by now, filled where they count or add up.
    fn over_atoms(&self, expr: &AtomExpr) -> Expr {
        self.frame.writer.expr(expr, &mut |name: &String, _| self.filled_atom(name, Expr::bare(name)))
    }

    /// The same where there is no row.
    fn over_nothing(&self, expr: &AtomExpr) -> Expr {
        let writer = self.frame.writer;
        writer.expr(expr, &mut |name: &String, ty| self.filled_atom(name, Expr::Null.cast(&writer.dialect.type_name(ty))))
    }

    fn filled_atom(&self, name: &str, column: Expr) -> Expr {
        let adds = self.scan.atom(name).is_some_and(crate::plan::Atom::fills_with_zero);
        if adds { Expr::Call("COALESCE", vec![column, Expr::integer(0)]) } else { column }
    }

    /// The atoms that the part's columns read.
    fn atoms_read(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for column in &self.part.columns {
            if let ColumnValue::Nested { inner, having, found } = &column.value {
                names.extend(leaves(inner));
                names.extend(having.iter().flat_map(leaves));
                names.extend(found.as_deref());
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The base's columns that a part needs, beside its keys and times.
    fn kept(&self, more: &[&str], atoms: &[&str]) -> Vec<String> {
        self.kept_only(more, atoms, &self.presences)
    }

    /// The same with some of the presences.
    fn kept_only(&self, more: &[&str], atoms: &[&str], presences: &[String]) -> Vec<String> {
        let mut kept = self.segment_columns();
        kept.extend(self.part.keys.iter().map(|key| key.column.clone()));
        kept.extend(more.iter().map(|column| (*column).to_owned()));
        for atom in atoms.iter().filter_map(|name| self.scan.atom(name)) {
            if let crate::plan::AtomInput::Distinct(keys) = &atom.input {
                kept.extend(keys.iter().cloned());
            }
        }
        kept.extend(presences.iter().cloned());
        let read = atoms.iter().filter_map(|name| self.scan.atom(name));
        kept.extend(read.map(|atom| column_of(self.scan, atom, self.part.from_rows).to_owned()));
        let mut seen = std::collections::HashSet::new();
        kept.retain(|column| seen.insert(column.clone()));
        kept
    }
}

/// The atoms of an expression.
pub fn leaves(expr: &AtomExpr) -> Vec<&str> {
    expr.leaves().into_iter().map(String::as_str).collect()
}

/// The cell's first moment, as a column of the base.
fn cell() -> Expr {
    Expr::bare(CELL)
}

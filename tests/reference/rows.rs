//! Tables as lists of rows, and expressions over one row: links are looked up by key, one row at a time.
//!
//! Relies on the model for names resolved to columns and links, and for the types of expressions; what a computed column,
//! a link or a filter means is worked out here.

use northstar::model::source::{ColumnIndex, ColumnPath, LinkIndex, RowExpr, RowLeaf, Source};
use northstar::model::types::Type;
use northstar::model::{Id, Project};

use super::clock::Clock;
use super::expression::{cast, evaluate, order};
use super::value::Value;

/// A row of a table: one value per declared column (null where the column is computed).
pub type Row = Vec<Value>;

/// A project with the rows of its tables.
pub struct World<'a> {
    /// The project.
    pub project: &'a Project,
    /// The rows of each source, by the source's position.
    pub tables: Vec<Vec<Row>>,
    /// The project's calendar.
    pub clock: Clock,
}

impl<'a> World<'a> {
    /// A project with empty tables.
    pub fn new(project: &'a Project) -> World<'a> {
        World { project, tables: vec![Vec::new(); project.sources.len()], clock: Clock::new(&project.calendar) }
    }

    /// The rows of a source.
    pub fn rows(&self, source: Id<Source>) -> &[Row] {
        &self.tables[source.index()]
    }

    /// The type of a column.
    pub fn column_type(&self, source: Id<Source>, column: ColumnIndex) -> &'a Type {
        &self.project.sources[source].column(column).ty
    }

    /// A column of a row. Reading: of a missing row every column is null, a computed one too ("a missing row gives null").
    pub fn column(&self, source: Id<Source>, row: Option<&Row>, column: ColumnIndex) -> Value {
        let Some(row) = row else { return Value::Null };
        match &self.project.sources[source].column(column).computed {
            None => row[column.0 as usize].clone(),
            Some(definition) => {
                let value = self.row_value(source, Some(row), definition);
                cast(&self.clock, value, &definition.ty, self.column_type(source, column))
            }
        }
    }

    /// The value of an expression over a row.
    pub fn row_value(&self, source: Id<Source>, row: Option<&Row>, expr: &RowExpr) -> Value {
        evaluate(&self.clock, expr, &|leaf: &RowLeaf, _| match leaf {
            RowLeaf::Column(path) => self.path(source, row, path),
            RowLeaf::Native { .. } => panic!("a dialect's own SQL has no value here"),
        })
    }

    /// A column over any number of links.
    pub fn path(&self, source: Id<Source>, row: Option<&Row>, path: &ColumnPath) -> Value {
        let (mut source, mut row) = (source, row);
        for link in &path.links {
            (source, row) = self.follow(source, row, *link);
        }
        self.column(source, row, path.column)
    }

    /// The row that a link points at. A null in the key points at nothing.
    fn follow(&self, source: Id<Source>, row: Option<&Row>, link: LinkIndex) -> (Id<Source>, Option<&Row>) {
        let link = self.project.sources[source].link(link);
        let target = &self.project.sources[link.target];
        let wanted: Vec<Value> = link.columns.iter().map(|column| self.column(source, row, *column)).collect();
        let moment = link.at.map(|at| (self.column(source, row, at), self.column_type(source, at)));
        let found = self.rows(link.target).iter().find(|candidate| {
            let keys_meet = target.key.iter().zip(&wanted).all(|(key, wanted)| {
                self.column(link.target, Some(candidate), *key).order(wanted).is_some_and(std::cmp::Ordering::is_eq)
            });
            keys_meet && self.is_valid(link.target, candidate, moment.as_ref())
        });
        (link.target, found)
    }

    /// Whether a row of a slowly changing dimension holds at a moment: from its start up to, not including, its end.
    fn is_valid(&self, source: Id<Source>, row: &Row, moment: Option<&(Value, &Type)>) -> bool {
        let Some((from, to)) = self.project.sources[source].valid else { return true };
        let Some((moment, ty)) = moment else { return true };
        let against = |column| {
            let bound = self.column(source, Some(row), column);
            let order = order(&self.clock, (moment, ty), (&bound, self.column_type(source, column)));
            (bound.is_null(), order)
        };
        let (_, after_start) = against(from);
        let (is_open, before_end) = against(to);
        let started = after_start.is_some_and(std::cmp::Ordering::is_ge);
        started && !moment.is_null() && (is_open || before_end.is_some_and(std::cmp::Ordering::is_lt))
    }
}

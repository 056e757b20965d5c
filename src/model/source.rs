//! Sources: the tables that the warehouse already has, resolved.

use super::expr::{Expr, Function, Node};
use super::metric::Allow;
use super::types::{Literal, Type};
use super::unit::Unit;
use super::{Id, Project};
use crate::project::dialect::Dialect;
use crate::source::Span;
use crate::syntax::ast::TimeUnit;

/// The position of a column in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnIndex(pub u32);

/// The position of a link in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkIndex(pub u32);

/// A table or a query, column by column.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Where it is declared: the name.
    pub name_span: Span,
    /// The whole declaration.
    pub span: Span,
    /// Where its rows come from.
    pub relation: Relation,
    /// `description`
    pub description: Option<String>,
    /// In order of declaration.
    pub columns: Vec<Column>,
    /// In order of declaration.
    pub links: Vec<Link>,
    /// The columns of the key, in order; empty where none is declared.
    pub key: Vec<ColumnIndex>,
    /// The default time axis.
    pub time: Option<ColumnIndex>,
    /// `filter`: the rows that every metric sees.
    pub filter: Option<RowExpr>,
    /// `valid: from to to`
    pub valid: Option<(ColumnIndex, ColumnIndex)>,
    /// `fresh: within 1 day`
    pub fresh: Option<(u32, TimeUnit)>,
    /// `tags`
    pub tags: Vec<String>,
    /// `allow`
    pub allow: Vec<Allow>,
    /// Columns that a `query` computes, by their names in it: they are no plain columns of what it reads.
    pub computed_by_query: Vec<String>,
    /// Whether something of it was reported as wrong, so that nothing is concluded from what is missing.
    pub broken: bool,
}

/// Where a source's rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// `table: analytics.fct_bookings`
    Table(Vec<String>),
    /// `query: """select …"""`: for one dialect, or for all (`None`).
    Query(Vec<(Option<Dialect>, String)>),
    /// Neither is given; already reported.
    Missing,
}

/// What the name of a table starts with, as `[target.NAME.tables]` writes it, and what is left: the longest first.
pub fn leading(parts: &[String]) -> impl Iterator<Item = (String, &[String])> {
    (1..=parts.len()).rev().filter_map(|length| parts.split_at_checked(length)).map(|(name, rest)| (name.join("."), rest))
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in the language.
    pub name: String,
    /// Where the name is declared.
    pub name_span: Span,
    /// The whole entry.
    pub span: Span,
    /// Its name in the table, where it differs.
    pub physical: Option<String>,
    /// Its type.
    pub ty: Type,
    /// Its unit; `None` where none is declared (a number then counts nothing in particular).
    pub unit: Option<Unit>,
    /// `nullable`
    pub nullable: bool,
    /// `one_of (…)`
    pub one_of: Vec<Literal>,
    /// `"…"`
    pub description: Option<String>,
    /// `= expression`
    pub computed: Option<RowExpr>,
}

/// A many-to-one reference.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// Where the name is declared.
    pub name_span: Span,
    /// The columns here, in the order of the target's key.
    pub columns: Vec<ColumnIndex>,
    /// The source it points at.
    pub target: Id<Source>,
    /// The moment at which a slowly changing dimension is read.
    pub at: Option<ColumnIndex>,
}

/// A column reached over any number of links.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnPath {
    /// The links, from the expression's own source on.
    pub links: Vec<LinkIndex>,
    /// The source that holds the column.
    pub source: Id<Source>,
    /// The column.
    pub column: ColumnIndex,
}

/// A leaf of an expression over rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowLeaf {
    /// A column of the row or of a linked row. May be a computed column: see [`Project::expand`].
    Column(ColumnPath),
    /// `native(…)`: a dialect's own SQL over the bare columns of the source at the end of `links`, by dialect.
    Native {
        /// The links from the expression's own source to the one whose columns the text reads.
        links: Vec<LinkIndex>,
        /// The SQL by dialect.
        sql: Vec<(Dialect, String)>,
    },
}

/// An expression over one row of a source and the rows it links to.
pub type RowExpr = Expr<RowLeaf>;

impl Column {
    /// Its name in the table.
    pub fn in_table(&self) -> &str {
        self.physical.as_deref().unwrap_or(&self.name)
    }
}

impl Source {
    /// The column with this name.
    pub fn column_named(&self, name: &str) -> Option<ColumnIndex> {
        let position = self.columns.iter().position(|column| column.name == name)?;
        u32::try_from(position).ok().map(ColumnIndex)
    }

    /// The link with this name.
    pub fn link_named(&self, name: &str) -> Option<LinkIndex> {
        let position = self.links.iter().position(|link| link.name == name)?;
        u32::try_from(position).ok().map(LinkIndex)
    }

    /// The column at an index made by this source.
    #[allow(clippy::indexing_slicing, reason = "an index is only made by the source that holds its column")]
    pub fn column(&self, index: ColumnIndex) -> &Column {
        &self.columns[index.0 as usize]
    }

    /// The link at an index made by this source.
    #[allow(clippy::indexing_slicing, reason = "an index is only made by the source that holds its link")]
    pub fn link(&self, index: LinkIndex) -> &Link {
        &self.links[index.0 as usize]
    }
}

impl Project {
    /// The source at the end of some links.
    pub fn follow(&self, mut source: Id<Source>, links: &[LinkIndex]) -> Id<Source> {
        for link in links {
            source = self.sources[source].link(*link).target;
        }
        source
    }

    /// A path as the language writes it: `listing.host.country`.
    pub fn path_text(&self, start: Id<Source>, path: &ColumnPath) -> String {
        let mut text = String::new();
        let mut source = start;
        for link in &path.links {
            let link = self.sources[source].link(*link);
            text.push_str(&link.name);
            text.push('.');
            source = link.target;
        }
        text.push_str(&self.sources[path.source].column(path.column).name);
        text
    }

    /// The same expression with every computed column replaced by its definition, over any number of steps:
    /// only columns that the tables hold are left. Computed columns have no cycle (checked: NS104).
    pub fn expand(&self, expr: &RowExpr) -> RowExpr {
        expr.substitute(&mut |leaf, whole| self.expand_leaf(leaf, whole))
    }

    fn expand_leaf(&self, leaf: &RowLeaf, whole: &RowExpr) -> RowExpr {
        let RowLeaf::Column(path) = leaf else { return whole.clone() };
        let column = self.sources[path.source].column(path.column);
        let Some(definition) = &column.computed else { return whole.clone() };
        let prefixed = definition.substitute(&mut |inner, inner_whole| {
            let mut inner_whole = inner_whole.clone();
            inner_whole.node = Node::Leaf(inner.behind(&path.links));
            inner_whole
        });
        let mut expanded = self.expand(&prefixed);
        if expanded.ty != column.ty {
            expanded = RowExpr { node: Node::Cast(Box::new(expanded)), ty: column.ty.clone(), unit: None };
        }
        expanded.unit = column.unit.clone();
        if path.links.is_empty() || is_null_of_nothing(definition) { expanded } else { self.where_found(path, expanded) }
    }

    /// A value of a linked row; null where the row is missing, whatever the value would make of nulls.
    fn where_found(&self, path: &ColumnPath, value: RowExpr) -> RowExpr {
        let Some(key) = self.sources[path.source].key.first() else { return value };
        let ty = self.sources[path.source].column(*key).ty.clone();
        let leaf = RowLeaf::Column(ColumnPath { column: *key, ..path.clone() });
        let key = self.expand(&RowExpr { node: Node::Leaf(leaf), ty, unit: None });
        let condition = |node| RowExpr { node, ty: Type::Boolean, unit: None };
        let found = condition(Node::Not(Box::new(condition(Node::IsNull(Box::new(key))))));
        let (ty, unit) = (value.ty.clone(), value.unit.clone());
        RowExpr { node: Node::Case(vec![(found, value)], None), ty, unit }
    }
}

/// Whether an expression is surely null over a row in which everything is null.
fn is_null_of_nothing(expr: &RowExpr) -> bool {
    match &expr.node {
        Node::Leaf(RowLeaf::Column(_)) => true,
        Node::Literal(literal) => *literal == Literal::Null,
        Node::Negate(a) | Node::Not(a) | Node::Cast(a) | Node::Extract(_, a) | Node::In(a, _) => is_null_of_nothing(a),
        Node::Arithmetic(_, a, b) | Node::Compare(_, a, b) | Node::Concat(a, b) | Node::Like(a, b) => {
            is_null_of_nothing(a) || is_null_of_nothing(b)
        }
        Node::Call(Function::Coalesce, args) => args.iter().all(is_null_of_nothing),
        Node::Call(Function::Nullif, args) => args.first().is_some_and(is_null_of_nothing),
        Node::Call(_, args) => args.iter().any(is_null_of_nothing),
        Node::Leaf(RowLeaf::Native { .. })
        | Node::And(..)
        | Node::Or(..)
        | Node::IsNull(_)
        | Node::IsDistinct(..)
        | Node::Case(..) => false,
    }
}

impl RowLeaf {
    /// The same leaf seen from the start of some more links.
    fn behind(&self, prefix: &[LinkIndex]) -> RowLeaf {
        match self {
            RowLeaf::Column(path) => RowLeaf::Column(ColumnPath { links: [prefix, &path.links].concat(), ..path.clone() }),
            RowLeaf::Native { links, sql } => RowLeaf::Native { links: [prefix, links].concat(), sql: sql.clone() },
        }
    }
}

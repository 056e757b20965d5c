//! Fits a statement to what a dialect cannot say: small rewritings that change no row, chosen by its facts. The printer calls it.

use super::apart::percentiles_apart;
use super::dialect::Caps;
use super::numbers;
use super::tree::{Cte, Expr, GroupBy, Join, JoinKind, Operator, OrderBy, Query, Relation, Rows, Select, Statement, Window};
use std::borrow::Cow;
use std::cell::Cell;

/// The statement as the dialect can say it.
pub fn fitted<'s>(statement: &'s Statement, caps: &Caps) -> Cow<'s, Statement> {
    let says_all = caps.inequality_joins && caps.is_distinct_from && caps.in_any_list && caps.percentiles_together;
    let needs_none = caps.signed.is_none() && caps.numbers.is_none() && caps.typed_texts.is_none();
    if says_all && needs_none && caps.settings.is_empty() {
        return Cow::Borrowed(statement);
    }
    let mut statement = statement.clone();
    match &mut statement {
        Statement::CreateTableAs(_, query)
        | Statement::CreateView(_, query)
        | Statement::Insert(_, _, query)
        | Statement::Query(query) => {
            let fit = Fit { caps, counts: Cell::new(false) };
            fit.query(query);
            if let Some(numbers) = caps.numbers.filter(|_| fit.counts.get()) {
                query.ctes.splice(0..0, numbers::relations(numbers));
            }
            if !caps.settings.is_empty() {
                one_select(query);
            }
        }
        Statement::CreateSchema(_)
        | Statement::CreateTable(..)
        | Statement::Analyze(_)
        | Statement::Comment(_)
        | Statement::DropView(_)
        | Statement::DropTable(_)
        | Statement::RenameTable(..)
        | Statement::InsertRows(..)
        | Statement::Update(..) => {}
    }
    Cow::Owned(statement)
}

struct Fit<'c> {
    caps: &'c Caps,
    /// Whether the relation of numbers is read.
    counts: Cell<bool>,
}

impl Fit<'_> {
    fn query(&self, query: &mut Query) {
        query.ctes.iter_mut().for_each(|Cte { query, .. }| self.query(query));
        for select in &mut query.selects {
            if !self.caps.percentiles_together {
                percentiles_apart(select);
            }
            self.select(select);
        }
        self.order(&mut query.order_by);
    }

    fn select(&self, select: &mut Select) {
        for (item, _) in &mut select.items {
            self.expr(item);
            if let (Expr::Text(_), Some(ty)) = (&*item, self.caps.typed_texts) {
                *item = std::mem::replace(item, Expr::Null).cast(ty);
            }
        }
        self.exprs(&mut select.distinct_on);
        select.from.iter_mut().for_each(|relation| self.relation(relation));
        for join in &mut select.joins {
            self.relation(&mut join.relation);
            self.exprs(&mut join.on);
            if !self.caps.inequality_joins {
                select.filter.extend(without_equality(join));
            }
        }
        self.exprs(&mut select.filter);
        if let GroupBy::Sets(sets) = &mut select.group_by {
            sets.iter_mut().for_each(|set| self.exprs(set));
        }
    }

    fn relation(&self, relation: &mut Relation) {
        match &mut relation.rows {
            Rows::Query(query) => self.query(query),
            Rows::Function(call, _) => self.expr(call),
            Rows::Table(name) => {
                if self.caps.numbers.is_some_and(|numbers| name.len() == 1 && name.iter().any(|part| part == numbers)) {
                    self.counts.set(true);
                }
            }
            Rows::Raw(_) => {}
        }
    }

    fn order(&self, order: &mut [OrderBy]) {
        order.iter_mut().for_each(|order| self.expr(&mut order.expr));
    }

    fn exprs(&self, exprs: &mut [Expr]) {
        exprs.iter_mut().for_each(|expr| self.expr(expr));
    }

    fn expr(&self, expr: &mut Expr) {
        match expr {
            Expr::Column(..)
            | Expr::Text(_)
            | Expr::Number(_)
            | Expr::Boolean(_)
            | Expr::Date(_)
            | Expr::Timestamp(_)
            | Expr::Null
            | Expr::CountRows
            | Expr::Interval(..)
            | Expr::AllColumns(_)
            | Expr::Raw(_) => {}
            Expr::Negate(a)
            | Expr::Not(a)
            | Expr::Cast(a, _)
            | Expr::IsNull(a, _)
            | Expr::Extract(_, a)
            | Expr::AtTimeZone(a, _) => self.expr(a),
            Expr::Binary(_, a, b) | Expr::WithinGroup(_, a, b) | Expr::Like(a, b, _) => {
                self.expr(a);
                self.expr(b);
            }
            Expr::Call(_, args)
            | Expr::CallWith(_, _, args)
            | Expr::CallDistinct(_, args)
            | Expr::Row(args)
            | Expr::Form(_, args) => self.exprs(args),
            Expr::In(a, list) => {
                self.expr(a);
                self.exprs(list);
            }
            Expr::Case(branches, otherwise) => {
                for (when, then) in branches {
                    self.expr(when);
                    self.expr(then);
                }
                otherwise.iter_mut().for_each(|otherwise| self.expr(otherwise));
            }
            Expr::Window(function, window) => {
                // The function itself stays: what is made of a count is made of the whole.
                if let Expr::Call(_, args) = &mut **function {
                    self.exprs(args);
                }
                let Window { partition_by, order_by, .. } = &mut **window;
                self.exprs(partition_by);
                self.order(order_by);
            }
            Expr::Subquery(query) => self.query(query),
        }
        if !self.caps.is_distinct_from {
            null_safe(expr);
        }
        if !self.caps.in_any_list {
            compared(expr);
        }
        if let Some(signed) = self.caps.signed.filter(|_| is_count(expr)) {
            *expr = Expr::Call(signed, vec![std::mem::replace(expr, Expr::Null)]);
        }
    }
}

fn is_count(expr: &Expr) -> bool {
    match expr {
        Expr::CountRows | Expr::Call("COUNT", _) | Expr::CallDistinct("COUNT", _) => true,
        Expr::Window(function, _) => is_count(function),
        _ => false,
    }
}

/// Settings that end a query hold for its last select only: it gets no other.
fn one_select(query: &mut Query) {
    if query.selects.len() < 2 {
        return;
    }
    let columns = query.selects.first().map(|select| select.items.iter().map(|(_, alias)| alias.clone()).collect::<Vec<_>>());
    let selects = std::mem::take(&mut query.selects);
    let union = Query { selects, ..Query::default() };
    let mut select = Select::from(Relation::query(union, "northstar_rows"));
    select.items = columns.unwrap_or_default().into_iter().map(|column| (Expr::bare(&column), column)).collect();
    query.selects.push(select);
}

/// `a IN (…)` as comparisons, where the list holds more than plain constants.
fn compared(expr: &mut Expr) {
    let Expr::In(value, list) = expr else { return };
    let is_plain = |item: &Expr| match item {
        Expr::Number(digits) => !digits.contains('.'),
        Expr::Text(_) | Expr::Boolean(_) | Expr::Date(_) | Expr::Timestamp(_) => true,
        _ => false,
    };
    if list.iter().all(is_plain) {
        return;
    }
    let equal = |item: &Expr| (**value).clone().binary(Operator::Equal, item.clone());
    if let Some(any) = list.iter().map(equal).reduce(|a, b| a.binary(Operator::Or, b)) {
        *expr = any;
    }
}

/// `a IS DISTINCT FROM b` in words that every engine knows.
fn null_safe(expr: &mut Expr) {
    let Expr::Binary(Operator::IsDistinctFrom, a, b) = expr else { return };
    let (a, b) = ((**a).clone(), (**b).clone());
    let is_null = |side: &Expr| Expr::IsNull(Box::new(side.clone()), false);
    let both = is_null(&a).binary(Operator::And, is_null(&b));
    let equal = a.binary(Operator::Equal, b);
    let no = || Expr::Boolean(false);
    *expr = Expr::Case(vec![(equal, no()), (both, no())], Some(Box::new(Expr::Boolean(true))));
}

/// The conditions of an inner join that has no equality: it becomes a cross join, and they filter its rows.
fn without_equality(join: &mut Join) -> Vec<Expr> {
    let has_equality = join.on.iter().any(|on| matches!(on, Expr::Binary(Operator::Equal, ..)));
    if join.kind != JoinKind::Inner || has_equality {
        return Vec::new();
    }
    join.kind = JoinKind::Cross;
    std::mem::take(&mut join.on)
}

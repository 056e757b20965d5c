//! Prints the SQL tree: the only place that knows precedence, quoting and layout. One clause a line, two spaces a step.

use super::dialect::{Replace, SqlDialect};
use super::fit::fitted;
use super::tree::{
    Comment, Cte, Expr, GroupBy, Join, JoinKind, Name, Operator, OrderBy, Query, Relation, Rows, Select, Statement, Window,
};

/// A statement as text, without a closing semicolon.
pub fn statement(statement: &Statement, dialect: &dyn SqlDialect) -> String {
    let mut printer = Printer { dialect, text: String::new(), indent: 0 };
    printer.statement(&fitted(statement, dialect.caps()));
    printer.text
}

/// An expression as text.
pub fn expr(expr: &Expr, dialect: &dyn SqlDialect) -> String {
    let mut printer = Printer { dialect, text: String::new(), indent: 0 };
    printer.expr(expr, 0);
    printer.text
}

struct Printer<'a> {
    dialect: &'a dyn SqlDialect,
    text: String,
    indent: usize,
}

/// How tightly an expression binds; an operand that binds less than its place asks for is put in parentheses.
mod binding {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const COMPARE: u8 = 4;
    pub const CONCAT: u8 = 5;
    pub const ADD: u8 = 6;
    pub const MULTIPLY: u8 = 7;
    pub const ZONE: u8 = 8;
    pub const NEGATE: u8 = 9;
    pub const ATOM: u8 = 10;
}

fn operator(operator: Operator) -> (&'static str, u8) {
    match operator {
        Operator::Or => ("OR", binding::OR),
        Operator::And => ("AND", binding::AND),
        Operator::Equal => ("=", binding::COMPARE),
        Operator::NotEqual => ("<>", binding::COMPARE),
        Operator::Less => ("<", binding::COMPARE),
        Operator::LessOrEqual => ("<=", binding::COMPARE),
        Operator::Greater => (">", binding::COMPARE),
        Operator::GreaterOrEqual => (">=", binding::COMPARE),
        Operator::IsDistinctFrom => ("IS DISTINCT FROM", binding::COMPARE),
        Operator::Concat => ("||", binding::CONCAT),
        Operator::Add => ("+", binding::ADD),
        Operator::Subtract => ("-", binding::ADD),
        Operator::Multiply => ("*", binding::MULTIPLY),
        Operator::Divide => ("/", binding::MULTIPLY),
    }
}

fn strength(expr: &Expr) -> u8 {
    match expr {
        Expr::Binary(op, ..) => operator(*op).1,
        Expr::Not(_) => binding::NOT,
        Expr::IsNull(..) | Expr::In(..) | Expr::Like(..) => binding::COMPARE,
        Expr::AtTimeZone(..) => binding::ZONE,
        Expr::Negate(_) => binding::NEGATE,
        Expr::Number(digits) if digits.starts_with('-') => binding::NEGATE,
        _ => binding::ATOM,
    }
}

impl Printer<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
    }

    fn identifier(&mut self, name: &str) {
        let quoted = self.dialect.identifier(name);
        self.push(&quoted);
    }

    fn name(&mut self, name: &Name) {
        for (i, part) in name.iter().enumerate() {
            if i > 0 {
                self.push(".");
            }
            self.identifier(part);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::CreateSchema(name) => {
                self.push(&format!("CREATE {} IF NOT EXISTS ", self.dialect.caps().schema));
                self.name(name);
            }
            Statement::CreateTableAs(name, query) => self.create("TABLE", name, query),
            Statement::CreateView(name, query) => self.create("VIEW", name, query),
            Statement::CreateTable(name, columns) => self.create_table(name, columns),
            Statement::Analyze(name) => {
                self.push("ANALYZE ");
                self.name(name);
            }
            Statement::Comment(comment) => self.comment(comment),
            Statement::DropView(name) => {
                self.push("DROP VIEW IF EXISTS ");
                self.name(name);
            }
            Statement::DropTable(name) => {
                self.push("DROP TABLE IF EXISTS ");
                self.name(name);
            }
            Statement::RenameTable(name, other) => {
                self.push("ALTER TABLE ");
                self.name(name);
                self.push(" RENAME TO ");
                self.name(other);
            }
            Statement::Insert(name, columns, query) => self.insert(name, columns, query),
            Statement::InsertRows(name, columns, rows) => self.insert_rows(name, columns, rows),
            Statement::Update(name, column, value) => self.update(name, column, value),
            Statement::Query(query) => {
                self.query(query);
                self.push(self.dialect.caps().settings);
            }
        }
    }

    fn update(&mut self, name: &Name, column: &str, value: &Expr) {
        self.push("UPDATE ");
        self.name(name);
        self.push(" SET ");
        self.identifier(column);
        self.push(" = ");
        self.expr(value, 0);
    }

    fn create(&mut self, kind: &str, name: &Name, query: &Query) {
        self.create_head(kind, name);
        if kind == "TABLE" {
            self.push(self.dialect.caps().table_options);
        }
        self.push(" AS");
        self.line();
        self.query(query);
        self.push(self.dialect.caps().settings);
    }

    fn create_head(&mut self, kind: &str, name: &Name) {
        let replaces = self.dialect.caps().replace != Replace::InTransaction;
        let replaces = if kind == "TABLE" { self.dialect.caps().replace == Replace::OrReplace } else { replaces };
        self.push(if replaces { "CREATE OR REPLACE " } else { "CREATE " });
        self.push(kind);
        self.push(" ");
        self.name(name);
    }

    fn comment(&mut self, comment: &Comment) {
        let text = self.dialect.text_literal(&comment.text);
        let column = comment.column.as_deref().map(|column| self.dialect.identifier(column));
        let name = comment.name.iter().map(|part| self.dialect.identifier(part)).collect::<Vec<_>>().join(".");
        let statement = self.dialect.comment(comment.view, &name, column.as_deref(), &text);
        self.push(&statement);
    }

    fn create_table(&mut self, name: &Name, columns: &[(String, String)]) {
        self.create_head("TABLE", name);
        self.push(" (");
        self.indent += 1;
        for (i, (column, ty)) in columns.iter().enumerate() {
            if i > 0 {
                self.push(",");
            }
            self.line();
            self.identifier(column);
            self.push(" ");
            self.push(ty);
        }
        self.indent -= 1;
        self.line();
        self.push(")");
        self.push(self.dialect.caps().table_options);
    }

    fn insert(&mut self, name: &Name, columns: &[String], query: &Query) {
        self.insert_into(name, columns);
        self.line();
        self.query(query);
        self.push(self.dialect.caps().settings);
    }

    fn insert_rows(&mut self, name: &Name, columns: &[String], rows: &[Vec<Expr>]) {
        self.insert_into(name, columns);
        self.line();
        self.push("VALUES");
        self.indent += 1;
        for (i, row) in rows.iter().enumerate() {
            if i > 0 {
                self.push(",");
            }
            self.line();
            self.push("(");
            self.list(row);
            self.push(")");
        }
        self.indent -= 1;
    }

    fn insert_into(&mut self, name: &Name, columns: &[String]) {
        self.push("INSERT INTO ");
        self.name(name);
        self.push(" (");
        for (i, column) in columns.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            self.identifier(column);
        }
        self.push(")");
    }

    fn query(&mut self, query: &Query) {
        for (i, cte) in query.ctes.iter().enumerate() {
            self.push(if i == 0 { "WITH " } else { "" });
            self.cte(cte);
            if i + 1 < query.ctes.len() {
                self.push(",");
            }
            self.line();
        }
        for (i, select) in query.selects.iter().enumerate() {
            if i > 0 {
                self.line();
                self.push("UNION ALL");
                self.line();
            }
            self.select(select);
        }
        if !query.order_by.is_empty() {
            self.line();
            self.push("ORDER BY ");
            self.order_by(&query.order_by, false);
        }
        if let Some(limit) = query.limit {
            self.line();
            self.push(&format!("LIMIT {limit}"));
        }
    }

    fn cte(&mut self, cte: &Cte) {
        self.identifier(&cte.name);
        let materialized = cte.materialized && self.dialect.caps().materialized_ctes;
        self.push(if materialized { " AS MATERIALIZED (" } else { " AS (" });
        self.nested(&cte.query);
        self.push(")");
    }

    fn nested(&mut self, query: &Query) {
        self.indent += 1;
        self.line();
        self.query(query);
        self.indent -= 1;
        self.line();
    }

    fn select(&mut self, select: &Select) {
        self.push(if select.distinct { "SELECT DISTINCT" } else { "SELECT" });
        if !select.distinct_on.is_empty() {
            self.push(" DISTINCT ON (");
            self.list(&select.distinct_on);
            self.push(")");
        }
        let keeps_names = select.joins.is_empty() || self.dialect.caps().bare_names;
        self.indent += 1;
        for (i, (expr, alias)) in select.items.iter().enumerate() {
            if i > 0 {
                self.push(",");
            }
            self.line();
            self.expr(expr, 0);
            let is_called = |table: &Option<String>| table.is_none() || keeps_names;
            let is_named = matches!(expr, Expr::Column(table, name) if name == alias && is_called(table));
            if !matches!(expr, Expr::AllColumns(_)) && !is_named {
                self.push(" AS ");
                self.identifier(alias);
            }
        }
        self.indent -= 1;
        if let Some(from) = &select.from {
            self.line();
            self.push("FROM ");
            self.relation(from);
        }
        for join in &select.joins {
            self.join(join);
        }
        self.conditions("WHERE ", &select.filter);
        self.group_by(&select.group_by);
    }

    fn join(&mut self, join: &Join) {
        self.line();
        self.push(match join.kind {
            JoinKind::Left => "LEFT JOIN ",
            JoinKind::Inner => "INNER JOIN ",
            JoinKind::Cross => "CROSS JOIN ",
        });
        self.relation(&join.relation);
        self.indent += 1;
        self.conditions("ON ", &join.on);
        self.indent -= 1;
    }

    fn conditions(&mut self, word: &str, conditions: &[Expr]) {
        for (i, condition) in conditions.iter().enumerate() {
            if i == 0 {
                self.line();
                self.push(word);
            } else {
                self.indent += 1;
                self.line();
                self.indent -= 1;
                self.push("AND ");
            }
            self.expr(condition, binding::NOT);
        }
    }

    fn group_by(&mut self, group_by: &GroupBy) {
        match group_by {
            GroupBy::None | GroupBy::Items(0) => {}
            GroupBy::Items(count) => {
                self.line();
                let ordinals: Vec<String> = (1..=*count).map(|i| i.to_string()).collect();
                self.push("GROUP BY ");
                self.push(&ordinals.join(", "));
            }
            GroupBy::Sets(sets) => {
                self.line();
                self.push("GROUP BY GROUPING SETS (");
                self.indent += 1;
                for (i, set) in sets.iter().enumerate() {
                    if i > 0 {
                        self.push(",");
                    }
                    self.line();
                    self.push("(");
                    self.list(set);
                    self.push(")");
                }
                self.indent -= 1;
                self.line();
                self.push(")");
            }
        }
    }

    fn relation(&mut self, relation: &Relation) {
        match &relation.rows {
            Rows::Table(name) => self.name(name),
            Rows::Query(query) => {
                self.push("(");
                self.nested(query);
                self.push(")");
            }
            Rows::Function(call, _) => self.expr(call, 0),
            Rows::Raw(sql) => self.raw(sql),
        }
        if let Some(alias) = &relation.alias {
            let same = matches!(&relation.rows, Rows::Table(name) if name.len() == 1 && name.last() == Some(alias));
            if !same {
                self.push(" AS ");
                self.identifier(alias);
            }
            if let Rows::Function(_, Some(column)) = &relation.rows {
                self.push(" (");
                self.identifier(column);
                self.push(")");
            }
        }
    }

    /// SQL of the user's, in parentheses and on lines of its own: it may end in a comment.
    fn raw(&mut self, sql: &str) {
        self.push("(\n");
        self.push(sql);
        self.line();
        self.push(")");
    }

    fn order_by(&mut self, order: &[OrderBy], in_window: bool) {
        for (i, item) in order.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            if in_window && !self.dialect.caps().nulls_last_in_windows {
                self.expr(&Expr::IsNull(Box::new(item.expr.clone()), false), 0);
                self.push(", ");
                self.expr(&item.expr, 0);
                self.push(if item.descending { " DESC" } else { "" });
                continue;
            }
            self.expr(&item.expr, 0);
            self.push(if item.descending { " DESC NULLS LAST" } else { " NULLS LAST" });
        }
    }

    fn list(&mut self, items: &[Expr]) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            self.expr(item, 0);
        }
    }

    /// Prints an expression; in parentheses where it binds less tightly than `least`.
    fn expr(&mut self, expr: &Expr, least: u8) {
        let parentheses = strength(expr) < least;
        if parentheses {
            self.push("(");
        }
        self.bare_expr(expr);
        if parentheses {
            self.push(")");
        }
    }

    fn bare_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Column(table, name) => {
                if let Some(table) = table {
                    self.identifier(table);
                    self.push(".");
                }
                self.identifier(name);
            }
            Expr::Text(text) => {
                let literal = self.dialect.text_literal(text);
                self.push(&literal);
            }
            Expr::Number(digits) => {
                let number = self.dialect.number(digits);
                self.push(&number);
            }
            Expr::Boolean(value) => self.push(if *value { "TRUE" } else { "FALSE" }),
            Expr::Date(date) => {
                let literal = self.dialect.date(*date);
                self.push(&literal);
            }
            Expr::Timestamp(time) => {
                let literal = self.dialect.timestamp(*time);
                self.push(&literal);
            }
            Expr::Form(words, operands) => self.form(words, operands),
            Expr::Null => self.push("NULL"),
            Expr::Negate(inner) => {
                self.push("-");
                // `--` would start a comment.
                self.expr(inner, binding::ATOM);
            }
            Expr::Not(inner) => {
                self.push("NOT ");
                self.expr(inner, binding::NOT);
            }
            Expr::Binary(op, left, right) => self.binary(*op, left, right),
            Expr::AllColumns(table) => {
                self.identifier(table);
                self.push(".*");
            }
            Expr::Raw(sql) => self.raw(sql),
            Expr::Row(items) => {
                self.push("(");
                self.list(items);
                self.push(")");
            }
            Expr::Subquery(query) => {
                self.push("(");
                self.nested(query);
                self.push(")");
            }
            Expr::Case(branches, otherwise) => self.case(branches, otherwise.as_deref()),
            Expr::IsNull(..) | Expr::In(..) | Expr::Like(..) | Expr::AtTimeZone(..) => self.postfix(expr),
            _ => self.call(expr),
        }
    }

    /// A dialect's own words, with the operands in their places.
    fn form(&mut self, words: &str, operands: &[Expr]) {
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            self.push(before);
            let Some((place, behind)) = after.split_once('}') else { break };
            let tight = place.strip_suffix('!');
            let operand = tight.unwrap_or(place).parse().ok().and_then(|place: usize| operands.get(place));
            if let Some(operand) = operand {
                self.expr(operand, if tight.is_some() { binding::ATOM } else { 0 });
            }
            rest = behind;
        }
        self.push(rest);
    }

    fn binary(&mut self, op: Operator, left: &Expr, right: &Expr) {
        let (symbol, level) = operator(op);
        // Comparisons do not chain; the other operators group to the left. `-` and `/` need parentheses on the right,
        // and so do `+` and `*`: the order of rounding and of overflow is the user's.
        let left_level = if level == binding::COMPARE { level + 1 } else { level };
        let right_level = if matches!(op, Operator::And | Operator::Or) { level } else { level + 1 };
        self.expr(left, left_level);
        self.push(" ");
        self.push(symbol);
        self.push(" ");
        self.expr(right, right_level);
    }

    fn case(&mut self, branches: &[(Expr, Expr)], otherwise: Option<&Expr>) {
        self.push("CASE");
        for (condition, value) in branches {
            self.push(" WHEN ");
            self.expr(condition, 0);
            self.push(" THEN ");
            self.expr(value, 0);
        }
        if let Some(otherwise) = otherwise {
            self.push(" ELSE ");
            self.expr(otherwise, 0);
        }
        self.push(" END");
    }

    fn postfix(&mut self, expr: &Expr) {
        match expr {
            Expr::IsNull(inner, negated) => {
                self.expr(inner, binding::CONCAT);
                self.push(if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            Expr::In(inner, list) => {
                self.expr(inner, binding::CONCAT);
                self.push(" IN (");
                self.list(list);
                self.push(")");
            }
            Expr::Like(inner, pattern, escape) => {
                self.expr(inner, binding::CONCAT);
                self.push(" LIKE ");
                self.expr(pattern, binding::CONCAT);
                if let Some(escape) = escape {
                    self.push(&format!(" ESCAPE '{escape}'"));
                }
            }
            Expr::AtTimeZone(inner, zone) => {
                // Always in parentheses when nested: two zones in a row are easy to misread.
                let nested = matches!(**inner, Expr::AtTimeZone(..));
                self.expr(inner, if nested { binding::ATOM } else { binding::NEGATE });
                self.push(" AT TIME ZONE ");
                let literal = self.dialect.text_literal(zone);
                self.push(&literal);
            }
            _ => {}
        }
    }

    fn call(&mut self, expr: &Expr) {
        match expr {
            Expr::Call(name, args) => {
                self.push(name);
                self.push("(");
                self.list(args);
                self.push(")");
            }
            Expr::CallWith(name, parameter, args) => {
                self.push(name);
                self.push(&format!("({parameter})("));
                self.list(args);
                self.push(")");
            }
            Expr::CallDistinct(name, args) => {
                self.push(name);
                self.push("(DISTINCT ");
                self.list(args);
                self.push(")");
            }
            Expr::CountRows => self.push("COUNT(*)"),
            Expr::WithinGroup(name, quantile, value) => {
                self.push(name);
                self.push("(");
                self.expr(quantile, 0);
                self.push(") WITHIN GROUP (ORDER BY ");
                self.expr(value, 0);
                self.push(")");
            }
            Expr::Cast(inner, ty) => {
                self.push("CAST(");
                self.expr(inner, 0);
                self.push(" AS ");
                self.push(ty);
                self.push(")");
            }
            Expr::Extract(field, inner) => {
                self.push("EXTRACT(");
                self.push(field);
                self.push(" FROM ");
                self.expr(inner, 0);
                self.push(")");
            }
            Expr::Interval(count, unit) => self.push(&format!("INTERVAL '{count} {unit}'")),
            Expr::Window(function, window) => self.window(function, window),
            _ => {}
        }
    }

    fn window(&mut self, function: &Expr, window: &Window) {
        self.expr(function, binding::ATOM);
        self.push(" OVER (");
        let mut gap = "";
        if !window.partition_by.is_empty() {
            self.push("PARTITION BY ");
            self.list(&window.partition_by);
            gap = " ";
        }
        if !window.order_by.is_empty() {
            self.push(gap);
            self.push("ORDER BY ");
            self.order_by(&window.order_by, true);
            gap = " ";
        }
        if let Some(frame) = window.frame {
            self.push(gap);
            self.push(frame);
        }
        self.push(")");
    }
}

//! A side process that runs SQL on one engine: requests and answers as JSON lines. `protocol.py` says what it can be asked.

use crate::support;
use northstar::model::types::Type;
use northstar::project::dialect::Dialect;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Rows as text, with the names of their columns; `None` is null.
#[derive(Debug, Clone)]
pub struct Answer {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
}

/// A table to be loaded.
pub struct JudgedTable {
    /// One part, or a schema and a name.
    pub name: Vec<String>,
    pub columns: Vec<(String, Type)>,
    pub rows: Vec<Vec<Option<String>>>,
}

/// A running judge.
pub struct Judge {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// What it says it is.
    pub engine: String,
    /// Where a table of one part is.
    default_schema: String,
}

impl Judge {
    /// Starts a judge that `.ci/setup` has installed.
    pub fn start(name: &str, default_schema: &str) -> Judge {
        let root = support::repository();
        let mut command = Command::new(root.join("tests/engines/run.sh"));
        command.arg(root.join(".tools/engines")).arg(name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if name == "redshift" {
            command.env("NORTHSTAR_REDSHIFT_POSTGRES", support::postgres_url().expect("redshift is judged on PostgreSQL"));
        }
        let mut process = command.spawn().unwrap();
        let (requests, answers) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let mut judge = Judge { process, requests, answers, engine: String::new(), default_schema: default_schema.to_owned() };
        let greeting = judge.answer().unwrap_or_else(|error| panic!("{name}: {error}"));
        judge.engine = greeting["engine"].as_str().unwrap().to_owned();
        judge
    }

    fn answer(&mut self) -> Result<Value, String> {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        if line.is_empty() {
            let help = "`./.ci/setup` installs the engines of the tests; NORTHSTAR_TEST_ENGINES names those to test";
            return Err(format!("the judge ended ({:?}): {help}", self.process.wait()));
        }
        let answer: Value = serde_json::from_str(&line).map_err(|error| format!("{error}: {line}"))?;
        match answer["ok"].as_bool() {
            Some(true) => Ok(answer),
            _ => Err(answer["error"].as_str().unwrap_or(&line).to_owned()),
        }
    }

    fn ask(&mut self, request: &Value) -> Result<Value, String> {
        writeln!(self.requests, "{request}").map_err(|error| error.to_string())?;
        self.answer()
    }

    /// Forgets all tables and views.
    pub fn reset(&mut self) {
        self.ask(&json!({"do": "reset"})).unwrap_or_else(|error| panic!("{}: reset: {error}", self.engine));
    }

    pub fn load(&mut self, table: &JudgedTable) {
        let (schema, name) = match table.name.as_slice() {
            [name] => (self.default_schema.as_str(), name),
            [schema, name] => (schema.as_str(), name),
            parts => panic!("{parts:?}: no judge loads that"),
        };
        let columns: Vec<Value> = table.columns.iter().map(|(name, ty)| json!({"name": name, "type": type_name(ty)})).collect();
        let request = json!({"do": "load", "schema": schema, "table": name, "columns": columns, "rows": table.rows});
        self.ask(&request).unwrap_or_else(|error| panic!("{}: {name}: {error}", self.engine));
    }

    /// Loads a file of comma-separated values, whose first line names its columns.
    pub fn load_csv(&mut self, schema: &str, table: &str, columns: &[(String, Type)], path: &Path) {
        let columns: Vec<Value> = columns.iter().map(|(name, ty)| json!({"name": name, "type": type_name(ty)})).collect();
        let request = json!({"do": "load", "schema": schema, "table": table, "columns": columns, "csv": path});
        self.ask(&request).unwrap_or_else(|error| panic!("{}: {table}: {error}", self.engine));
    }

    pub fn execute(&mut self, sql: &str) -> Result<(), String> {
        self.ask(&json!({"do": "execute", "sql": sql})).map(drop)
    }

    /// Whether a statement is grammatical in a dialect, of a judge that only parses.
    pub fn parse(&mut self, dialect: Dialect, sql: &str) -> Result<(), String> {
        self.ask(&json!({"do": "parse", "dialect": dialect.name(), "sql": sql})).map(drop)
    }

    pub fn query(&mut self, sql: &str) -> Result<Answer, String> {
        let answer = self.ask(&json!({"do": "query", "sql": sql}))?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = |value: &Value| -> Vec<Option<String>> { value.as_array().unwrap().iter().map(text).collect() };
        Ok(Answer {
            columns: list(&answer["columns"]).into_iter().flatten().collect(),
            rows: answer["rows"].as_array().unwrap().iter().map(list).collect(),
        })
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Decimal { precision, scale } => format!("decimal({precision},{scale})"),
        Type::Float => "float".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Timestamp(_) => "timestamp".to_owned(),
        Type::Text | Type::Null | Type::Error => "text".to_owned(),
    }
}

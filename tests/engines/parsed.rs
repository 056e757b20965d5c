//! A third party's parser on every dialect: sqlfluff. It is the weakest judge, and the only one that all eight dialects share.

use super::judge::Judge;
use crate::sql::cases::{Case, cases};
use crate::support;
use northstar::project::dialect::Dialect;

/// What sqlfluff rejects though the warehouse takes it: the dialect, words of the statement, and why.
const WRONGLY_REJECTED: &[(Dialect, &str, &str)] = &[];

#[test]
fn sqlfluff_parses_what_is_emitted() {
    if !support::wanted("sqlfluff") {
        return;
    }
    let mut judge = Judge::start("sqlfluff", "");
    let (mut wrong, mut parsed) = (Vec::new(), 0);
    // It takes a second for each page of SQL: every third case, and of each the first question.
    for case in cases().into_iter().step_by(3).map(Case::new) {
        let Some(question) = case.questions.first() else { continue };
        for dialect in Dialect::ALL {
            let sql = case.sql(question, dialect);
            if WRONGLY_REJECTED.iter().any(|(of, words, _)| *of == dialect && sql.contains(words)) {
                continue;
            }
            parsed += 1;
            let verdict = judge.parse(dialect, &sql);
            wrong.extend(verdict.err().map(|error| format!("{} of {}: {error}", case.name(), dialect.name())));
        }
    }
    support::note(&format!("{}: {parsed} statements parsed, {} rejected", judge.engine, wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judge.parse(Dialect::Bigquery, "SELECT FROM WHERE").is_err(), "it rejects nothing");
}

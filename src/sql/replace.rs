//! Tables that take the place of those before by their name, where an engine cannot replace them otherwise.

use super::dialect::Replace;
use super::tree::Statement;

/// What stands behind a table's name while it is made.
const NEW: &str = "__new";

/// The statements of an object, so that they can be run again. Readers find the old table until the new one is whole; one whose
/// rows come by several statements is dropped and filled again.
pub fn replacing(statements: Vec<Statement>, replace: Replace) -> Vec<Statement> {
    if replace == Replace::Rename { statements.into_iter().flat_map(renamed).collect() } else { statements }
}

fn renamed(statement: Statement) -> Vec<Statement> {
    match statement {
        Statement::CreateTableAs(name, query) => {
            let mut new = name.clone();
            new.iter_mut().next_back().into_iter().for_each(|table| table.push_str(NEW));
            vec![
                // What a run that broke off has left.
                Statement::DropTable(new.clone()),
                Statement::CreateTableAs(new.clone(), query),
                Statement::DropTable(name.clone()),
                Statement::RenameTable(new, name),
            ]
        }
        Statement::CreateTable(name, columns) => {
            vec![Statement::DropTable(name.clone()), Statement::CreateTable(name, columns)]
        }
        other => vec![other],
    }
}

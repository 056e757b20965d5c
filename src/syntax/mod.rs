//! Text to syntax tree: `grammar/` says what the language is, `build/` makes the tree and says what is wrong with a text.

pub mod ast;
mod build;
mod comments;
mod grammar;
mod mend;
mod prose;
mod token;
mod vocabulary;

use pest::Parser as _;

pub use comments::keep_comments;
pub(crate) use prose::dedent;
pub use token::{Token, TokenKind, tokens};
pub(crate) use vocabulary::is_reserved;

use self::build::Builder;
use self::grammar::{Grammar, Rule};
use self::token::TokenKind::{Comment, Space};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, Span};

/// Parses one file. Every fault is reported, each once; what could be read is in the tree.
pub fn parse(id: FileId, text: &str, diagnostics: &mut Diagnostics) -> ast::File {
    let mended = mend::mend(id, text, diagnostics);
    let comments = comments(id, text, &mended.tokens);
    let mut builder = Builder::new(id, &mended.text, &mended.places, diagnostics);
    let items = match Grammar::parse(Rule::file, &mended.text) {
        Ok(pairs) => pairs.flat_map(|file| builder.items(file)).collect(),
        // The rule accepts every text; were it not so, the file must not pass for an empty one.
        Err(error) => {
            diagnostics.push(Diagnostic::global(codes::SYNTAX, format!("the file cannot be read: {}", error.variant.message())));
            Vec::new()
        }
    };
    ast::File { id, items, comments }
}

/// Parses an expression that stands alone, as after `--where`. `None` where it has a fault; the fault is reported.
pub fn parse_expr(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<ast::Expr> {
    stand_alone(file, text, diagnostics, Rule::lone_expression, |builder, pair| builder.expression(pair))
}

/// Parses a path that stands alone, as after `--by`. `None` where it has a fault; the fault is reported.
pub fn parse_path(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<ast::Path> {
    stand_alone(file, text, diagnostics, Rule::lone_path, |builder, pair| builder.path(pair))
}

fn stand_alone<T>(
    file: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
    rule: Rule,
    build: impl FnOnce(&mut Builder, grammar::Pair) -> T,
) -> Option<T> {
    let errors = diagnostics.errors();
    let mended = mend::mend(file, text, diagnostics);
    let mut builder = Builder::new(file, &mended.text, &mended.places, diagnostics);
    let built = match Grammar::parse(rule, &mended.text) {
        Ok(mut pairs) => pairs.next().and_then(|lone| lone.into_inner().next()).map(|pair| build(&mut builder, pair)),
        Err(error) => {
            if mended.places.is_empty() {
                builder.bad_stand_alone(error);
            }
            None
        }
    };
    built.filter(|_| diagnostics.errors() == errors)
}

fn comments(file: FileId, text: &str, tokens: &[Token]) -> Vec<ast::Comment> {
    let mut comments = Vec::new();
    let mut own_line = true;
    for token in tokens {
        match token.kind {
            Space => own_line |= token.text(text).contains('\n'),
            Comment => {
                let written = token.text(text).trim_end_matches('\r');
                let span = Span::new(file, token.start, token.start + written.len());
                comments.push(ast::Comment { span, text: written.to_owned(), own_line });
            }
            _ => own_line = false,
        }
    }
    comments
}

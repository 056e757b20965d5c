//! The parser that pest derives from the files of `grammar/`. Its types stay in this folder.
#![allow(missing_docs)]

use pest::iterators::Pair as PestPair;

/// The derived parser.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/expressions.pest"]
#[grammar = "grammar/declarations.pest"]
pub struct Grammar;

/// A node of the parse.
pub type Pair<'a> = PestPair<'a, Rule>;

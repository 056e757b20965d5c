//! A text as a flat list of tokens and the space between them; the pieces join to the text byte for byte.

use pest::Parser as _;

use super::grammar::{Grammar, Rule};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks and line breaks.
    Space,
    /// `# …` up to the line break.
    Comment,
    /// A word, in letters of any case.
    Word,
    /// `"…"`
    ShortString,
    /// `"""…"""`
    LongString,
    /// `'…'`
    Text,
    /// A number, with its percent sign.
    Number,
    /// A date.
    Date,
    /// A date and a time.
    Timestamp,
    /// One of `: , . ( ) { }`
    Mark,
    /// An operator.
    Operator,
    /// A string of any kind without its end.
    Unterminated,
    /// A character that is no part of the language.
    Other,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token {
    /// Its text, in the text it was made from.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.start..self.end).unwrap_or("")
    }

    /// Whether it is neither space nor comment.
    pub fn is_code(&self) -> bool {
        !matches!(self.kind, TokenKind::Space | TokenKind::Comment)
    }
}

/// All tokens of a text, in order. Total: every text has tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let Ok(pairs) = Grammar::parse(Rule::token_stream, text) else {
        // The rule accepts every text; were it not so, the text would still be one piece.
        return vec![Token { kind: TokenKind::Other, start: 0, end: text.len() }];
    };
    let mut tokens = Vec::with_capacity(text.len() / 4);
    for pair in pairs.flat_map(|stream| stream.into_inner()) {
        let span = pair.as_span();
        if let Some(kind) = kind(pair.as_rule()) {
            tokens.push(Token { kind, start: span.start(), end: span.end() });
        }
    }
    tokens
}

fn kind(rule: Rule) -> Option<TokenKind> {
    Some(match rule {
        Rule::space => TokenKind::Space,
        Rule::comment => TokenKind::Comment,
        Rule::word_token => TokenKind::Word,
        Rule::short_string => TokenKind::ShortString,
        Rule::long_string => TokenKind::LongString,
        Rule::text => TokenKind::Text,
        Rule::number => TokenKind::Number,
        Rule::date => TokenKind::Date,
        Rule::timestamp => TokenKind::Timestamp,
        Rule::mark => TokenKind::Mark,
        Rule::operator => TokenKind::Operator,
        Rule::open_long_string | Rule::open_short_string | Rule::open_text => TokenKind::Unterminated,
        Rule::other => TokenKind::Other,
        _ => return None,
    })
}

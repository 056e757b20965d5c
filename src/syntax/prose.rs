//! What a quoted string means: escapes, and the indentation of long strings.

/// Where in a string's content an escape stands that the language does not have.
pub(super) struct UnknownEscape {
    /// Byte offset of the backslash in the content.
    pub(super) offset: usize,
    /// The character after it.
    pub(super) character: char,
}

/// Replaces `\"`, `\\`, `\n` and `\t`; other escapes stay as they are and are listed.
pub(super) fn unescape(content: &str) -> (String, Vec<UnknownEscape>) {
    let mut text = String::with_capacity(content.len());
    let mut unknown = Vec::new();
    let mut characters = content.char_indices();
    while let Some((offset, c)) = characters.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match characters.next() {
            Some((_, '"')) => text.push('"'),
            Some((_, '\\')) => text.push('\\'),
            Some((_, 'n')) => text.push('\n'),
            Some((_, 't')) => text.push('\t'),
            Some((_, character)) => {
                unknown.push(UnknownEscape { offset, character });
                text.push('\\');
                text.push(character);
            }
            None => text.push('\\'),
        }
    }
    (text, unknown)
}

/// The lines of a long string without the indentation they share, without blanks at line ends, without a first line and a last line that are
/// blank. What stands behind the opening quotes has no indentation.
pub(crate) fn dedent(content: &str) -> String {
    let (first, rest) = match content.split_once('\n') {
        Some((first, rest)) => (first, Some(rest)),
        None => (content, None),
    };
    let mut lines: Vec<&str> = Vec::new();
    let first = first.trim();
    if !first.is_empty() {
        lines.push(first);
    }
    let Some(rest) = rest else { return first.to_owned() };
    let indent = common_indent(rest);
    lines.extend(rest.split('\n').map(|line| line.get(indent.min(line.len())..).unwrap_or(line).trim_end()));
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.join("\n")
}

/// How many bytes of blanks all lines that hold something start with.
pub(super) fn common_indent(lines: &str) -> usize {
    let indents = lines.split('\n').filter(|line| !line.trim().is_empty());
    indents.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_and_unknown_ones_listed() {
        let (text, unknown) = unescape(r#"a\"b\\c\nd\te\q"#);
        assert_eq!(text, "a\"b\\c\nd\te\\q");
        assert_eq!(unknown.len(), 1);
        assert_eq!(unknown.first().map(|u| (u.offset, u.character)), Some((13, 'q')));
    }

    #[test]
    fn long_strings_lose_the_shared_indentation() {
        assert_eq!(dedent("\n    one\n      two\n\n    three\n  "), "one\n  two\n\nthree");
        assert_eq!(dedent("one line"), "one line");
        assert_eq!(dedent("first\n    second\n      third"), "first\nsecond\n  third");
        assert_eq!(dedent("\r\n    one  \r\n    two\r\n  "), "one\ntwo");
        assert_eq!(dedent(""), "");
        assert_eq!(dedent("\n"), "");
    }
}

//! Text made safe for Markdown, as forges, MkDocs and MDX read it.

/// The user's text where it is no Markdown: on one line, every mark that could mean something escaped.
/// Safe inside tables too.
pub fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for (i, word) in raw.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|w| !w.is_empty()).enumerate()
    {
        if i > 0 {
            out.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '{' => out.push_str("&#123;"),
                '}' => out.push_str("&#125;"),
                '|' => out.push_str("&#124;"),
                '&' => out.push_str("&amp;"),
                '$' => out.push_str("&#36;"),
                '~' => out.push_str("&#126;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' => {
                    out.push('\\');
                    out.push(letter);
                }
                _ => out.push(letter),
            }
        }
    }
    out
}

/// Language text inside a line: a code span whose fence is longer than any run of backticks in it.
pub fn code(raw: &str) -> String {
    let raw =
        raw.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>();
    let raw = raw.join(" ");
    let fence = "`".repeat(longest_run(&raw, '`') + 1);
    let space = if raw.starts_with('`') || raw.ends_with('`') || raw.is_empty() { " " } else { "" };
    format!("{fence}{space}{raw}{space}{fence}")
}

/// A code span or other text that holds raw `|`, made safe for a table's cell.
pub fn cell(markdown: &str) -> String {
    markdown.replace('|', "\\|")
}

/// A block of code.
pub fn block(language: &str, raw: &str) -> String {
    let fence = "`".repeat((longest_run(raw, '`') + 1).max(3));
    let raw = raw.replace("\r\n", "\n");
    format!("{fence}{language}\n{}\n{fence}\n", raw.trim_end_matches('\n'))
}

fn longest_run(text: &str, mark: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The user's own Markdown, kept, but unable to reach beyond its place: no HTML, no MDX expression,
/// no heading that outranks the page's, and a code block that is opened is closed.
pub fn prose(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut fence: Option<(char, usize)> = None;
    for line in raw.trim().lines() {
        let marker = fence_marker(line);
        match (fence, marker) {
            (None, Some((mark, length, _))) => fence = Some((mark, length)),
            (Some((open, least)), Some((mark, length, true))) if open == mark && length >= least => fence = None,
            _ => {}
        }
        if fence.is_some() || marker.is_some() {
            out.push_str(line.trim_end());
        } else {
            out.push_str(&prose_line(line.trim_end()));
        }
        out.push('\n');
    }
    if let Some((mark, length)) = fence {
        out.push_str(&mark.to_string().repeat(length));
        out.push('\n');
    }
    out
}

/// The mark of a fence, its length, and whether nothing follows it, so that it may close a block.
fn fence_marker(line: &str) -> Option<(char, usize, bool)> {
    let indented = line.chars().take_while(|letter| *letter == ' ').count();
    let rest = line.trim_start_matches(' ');
    let mark = rest.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = rest.chars().take_while(|letter| *letter == mark).count();
    let info = rest.trim_start_matches(mark).trim();
    let opens = indented < 4 && length >= 3 && !(mark == '`' && info.contains('`'));
    opens.then_some((mark, length, info.is_empty()))
}

/// One line of prose outside a code block: HTML and braces escaped outside code spans, headings made three levels deeper.
fn prose_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let level = line.chars().take_while(|letter| *letter == '#').count();
    if (1..=3).contains(&level) && line.chars().nth(level) == Some(' ') {
        out.push_str("###");
    }
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let (here, after) = rest.split_at(letter.len_utf8());
        if letter == '`' {
            let (span, after) = code_span(rest);
            out.push_str(span);
            rest = after;
            continue;
        }
        match letter {
            '<' => out.push_str("&lt;"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            _ => out.push_str(here),
        }
        rest = after;
    }
    out
}

/// A code span at the start of `text`, or the run of backticks that opens none, and what follows.
fn code_span(text: &str) -> (&str, &str) {
    let opening = text.len() - text.trim_start_matches('`').len();
    let mut at = opening;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('`')).map(|found| at + found) {
        let rest = text.get(start..).unwrap_or("");
        let length = rest.len() - rest.trim_start_matches('`').len();
        at = start + length;
        if length == opening {
            return text.split_at(at);
        }
    }
    text.split_at(opening)
}

/// A label of Mermaid, quoted, with everything escaped that Mermaid, its Markdown or HTML would read.
pub fn mermaid_label(raw: &str) -> String {
    let mut out = String::from("\"");
    for (i, word) in raw.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|w| !w.is_empty()).enumerate()
    {
        if i > 0 {
            out.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '"' => out.push_str("#quot;"),
                '<' => out.push_str("#lt;"),
                '>' => out.push_str("#gt;"),
                '&' => out.push_str("#amp;"),
                '#' | '`' | '*' | '_' | '~' | '\\' | '{' | '}' | '|' | '[' | ']' | '(' | ')' | ';' | '%' | '$' | '@' => {
                    out.push_str(&format!("#{};", letter as u32));
                }
                _ => out.push(letter),
            }
        }
    }
    out.push('"');
    out
}

/// A table: header cells, then rows; every cell is Markdown already and has no line break.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let mut out = line(&header);
    out.push_str(&format!("|{}\n", " --- |".repeat(header.len())));
    rows.iter().for_each(|row| out.push_str(&line(row)));
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn text_escapes_every_mark() {
        assert_eq!(text("a](x) | <b>\n`c`"), "a\\](x) &#124; &lt;b&gt; \\`c\\`");
        assert_eq!(text("  net\t\u{7}revenue "), "net revenue");
    }

    #[test]
    fn code_outlasts_its_backticks() {
        assert_eq!(code("a `b` c"), "``a `b` c``");
        assert_eq!(code("`x"), "`` `x ``");
        assert_eq!(block("sql", "a\n```\nb"), "````sql\na\n```\nb\n````\n");
    }

    #[test]
    fn prose_keeps_markdown_but_stays_in_its_place() {
        assert_eq!(prose("**a** <script>{x}</script> `<b>{y}`"), "**a** &lt;script>&#123;x&#125;&lt;/script> `<b>{y}`\n");
        assert_eq!(prose("# Big"), "#### Big\n");
        assert_eq!(prose("```\n<x>"), "```\n<x>\n```\n");
        assert_eq!(prose("~~~\na\n~~~ b\n~~~\n<x>"), "~~~\na\n~~~ b\n~~~\n&lt;x>\n");
        assert_eq!(prose("`` a <b> ` <c>"), "`` a &lt;b> ` &lt;c>\n");
    }

    #[test]
    fn mermaid_labels_hold_no_live_mark() {
        assert_eq!(mermaid_label("Net \"(rev)\" <b>\n#1"), "\"Net #quot;#40;rev#41;#quot; #lt;b#gt; #35;1\"");
    }
}

//! The formats that files come in, and the SQL with which DuckDB reads them.

use super::paths::DataFile;
use super::{identifier, literal};
use crate::warehouse::WarehouseError;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Fields parted by commas, the first line names them.
    Csv,
    /// Fields parted by tabs, the first line names them.
    Tsv,
    /// One array of objects, or objects one after another.
    Json,
    /// One object per line.
    NdJson,
    /// Parquet: names and types are in the file.
    Parquet,
}

impl Format {
    /// The format of a file's ending.
    pub fn of(path: &str) -> Result<Format, WarehouseError> {
        let lower = path.to_lowercase();
        let plain = lower.strip_suffix(".gz").unwrap_or(&lower);
        match plain.rsplit_once('.').map(|(_, ending)| ending) {
            Some("csv") => Ok(Format::Csv),
            Some("tsv" | "tab") => Ok(Format::Tsv),
            Some("json") => Ok(Format::Json),
            Some("ndjson" | "jsonl") => Ok(Format::NdJson),
            // A gzipped Parquet file is not one that anything reads.
            Some("parquet") if plain == lower => Ok(Format::Parquet),
            _ => Err(WarehouseError::FileFormat { file: path.to_owned() }),
        }
    }

    /// Whether every value arrives as text.
    pub fn is_text(self) -> bool {
        self != Format::Parquet
    }

    /// Whether a record stands on a line of its own, so that a place in the file can be said as a line.
    pub fn has_lines(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::NdJson)
    }

    /// How many lines stand before the first record.
    pub fn header_lines(self) -> u64 {
        u64::from(matches!(self, Format::Csv | Format::Tsv))
    }

    /// What to describe in order to learn which columns the file has.
    pub fn discovery(self, file: &DataFile) -> String {
        match self {
            Format::Csv | Format::Tsv | Format::Parquet => self.relation(file, &[]),
            // Every record is looked at, and no set of keys is folded into a map: a key that one record has is a column.
            Format::Json | Format::NdJson => format!(
                "read_json({}, {}, sample_size = -1, map_inference_threshold = -1, field_appearance_threshold = 0)",
                path(file),
                self.json_format()
            ),
        }
    }

    /// The file as a relation; text formats give text. `header` are the columns the file has.
    pub fn relation(self, file: &DataFile, header: &[&str]) -> String {
        match self {
            Format::Csv => delimited(file, "','"),
            Format::Tsv => delimited(file, "chr(9)"),
            Format::Json | Format::NdJson => {
                let columns: Vec<String> = header.iter().map(|name| format!("{}: 'VARCHAR'", identifier(name))).collect();
                format!("read_json({}, {}, columns = {{{}}})", path(file), self.json_format(), columns.join(", "))
            }
            Format::Parquet => format!("read_parquet({})", path(file)),
        }
    }

    fn json_format(self) -> &'static str {
        if self == Format::NdJson { "format = 'newline_delimited'" } else { "format = 'auto'" }
    }
}

/// Nothing is left to be sniffed but the line ending. An empty field is null, a quoted one is an empty text,
/// as PostgreSQL's COPY has it.
fn delimited(file: &DataFile, delimiter: &str) -> String {
    format!(
        "read_csv({}, delim = {delimiter}, header = true, all_varchar = true, quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, \
         comment = '', skip = 0, strict_mode = true, null_padding = false, ignore_errors = false, normalize_names = false, \
         max_line_size = 16777216)",
        path(file)
    )
}

/// The path as a literal; what DuckDB would take for a pattern is put into brackets, which match it as it stands.
fn path(file: &DataFile) -> String {
    let mut text = String::new();
    for character in file.path.display().to_string().chars() {
        match character {
            '*' | '?' | '[' => text.extend(['[', character, ']']),
            _ => text.push(character),
        }
    }
    literal(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        let cases = [
            ("a.csv", Some(Format::Csv)),
            ("a/b.CSV.GZ", Some(Format::Csv)),
            ("a.tsv", Some(Format::Tsv)),
            ("a.json.gz", Some(Format::Json)),
            ("a.jsonl", Some(Format::NdJson)),
            ("a.parquet", Some(Format::Parquet)),
            ("a.parquet.gz", None),
            ("a.xlsx", None),
            ("csv", None),
        ];
        for (path, format) in cases {
            assert_eq!(Format::of(path).ok(), format, "{path}");
        }
    }
}

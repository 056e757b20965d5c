//! Arrow's columns as plain values, exactly; what cannot be given exactly is an error that names the column.

use super::{ColumnInfo, ColumnType, Value, WarehouseError};
use arrow_array::cast::{AsArray, downcast_array};
use arrow_array::types as arrow;
use arrow_array::{Array, ArrayAccessor, ArrowPrimitiveType, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Where PostgreSQL's driver says which type of the server a column has.
const POSTGRES_TYPE: &str = "ADBC:postgresql:typname";

/// How many make a second.
const NANOSECONDS: i128 = 1_000_000_000;

/// The most digits that surely fit a mantissa.
const MANTISSA_DIGITS: usize = 38;

/// The columns of an answer.
pub(super) fn columns(schema: &Schema) -> Vec<ColumnInfo> {
    schema.fields().iter().map(|field| ColumnInfo { name: field.name().clone(), column_type: column_type(field) }).collect()
}

/// Refuses an answer with a column that has no values of ours.
pub(super) fn readable(columns: &[ColumnInfo]) -> Result<(), WarehouseError> {
    for column in columns {
        if let ColumnType::Other(type_name) = &column.column_type {
            return Err(WarehouseError::UnknownType { column: column.name.clone(), type_name: type_name.clone() });
        }
    }
    Ok(())
}

/// Adds the rows of a batch.
pub(super) fn append_rows(batch: &RecordBatch, rows: &mut Vec<Vec<Value>>) -> Result<(), WarehouseError> {
    let first = rows.len();
    rows.resize_with(first + batch.num_rows(), || Vec::with_capacity(batch.num_columns()));
    for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
        let values = values(field, array.as_ref())?;
        for (row, value) in rows.iter_mut().skip(first).zip(values) {
            row.push(value);
        }
    }
    Ok(())
}

fn column_type(field: &Field) -> ColumnType {
    let server_type = field.metadata().get(POSTGRES_TYPE).map(String::as_str);
    match (server_type, field.data_type()) {
        (Some("numeric"), DataType::Utf8) => ColumnType::Decimal { precision: None, scale: None },
        (_, data_type) => plain_type(data_type, server_type),
    }
}

fn plain_type(data_type: &DataType, server_type: Option<&str>) -> ColumnType {
    use DataType as D;
    match data_type {
        D::Null => ColumnType::Null,
        D::Boolean => ColumnType::Boolean,
        D::Int8 | D::Int16 | D::Int32 | D::Int64 | D::UInt8 | D::UInt16 | D::UInt32 | D::UInt64 => ColumnType::Integer,
        D::Float32 | D::Float64 => ColumnType::Float,
        D::Decimal32(_, 0) | D::Decimal64(_, 0) | D::Decimal128(_, 0) => ColumnType::Integer,
        D::Decimal32(precision, scale) | D::Decimal64(precision, scale) | D::Decimal128(precision, scale) if *scale > 0 => {
            ColumnType::Decimal { precision: Some(u32::from(*precision)), scale: Some(u32::from(scale.unsigned_abs())) }
        }
        D::Utf8 | D::LargeUtf8 | D::Utf8View => ColumnType::Text,
        D::Date32 | D::Date64 => ColumnType::Date,
        D::Timestamp(_, zone) => ColumnType::Timestamp { instant: zone.is_some() },
        D::Dictionary(_, value) => plain_type(value, server_type),
        // Neither driver has another type of this shape than uuid.
        D::FixedSizeBinary(16) => ColumnType::Text,
        other => ColumnType::Other(server_type.map_or_else(|| other.to_string(), str::to_owned)),
    }
}

fn values(field: &Field, array: &dyn Array) -> Result<Vec<Value>, WarehouseError> {
    use DataType as D;
    let name = field.name();
    let column_type = column_type(field);
    match array.data_type() {
        D::Null => Ok(vec![Value::Null; array.len()]),
        D::Boolean => each(array.as_boolean(), |value| Ok(Value::Bool(value))),
        D::Int8 => integers::<arrow::Int8Type>(array),
        D::Int16 => integers::<arrow::Int16Type>(array),
        D::Int32 => integers::<arrow::Int32Type>(array),
        D::Int64 => integers::<arrow::Int64Type>(array),
        D::UInt8 => integers::<arrow::UInt8Type>(array),
        D::UInt16 => integers::<arrow::UInt16Type>(array),
        D::UInt32 => integers::<arrow::UInt32Type>(array),
        D::UInt64 => integers::<arrow::UInt64Type>(array),
        D::Float32 => primitives::<arrow::Float32Type>(array, |value| Ok(Value::Float(f64::from(value)))),
        D::Float64 => primitives::<arrow::Float64Type>(array, |value| Ok(Value::Float(value))),
        D::Decimal32(..) => decimals::<arrow::Decimal32Type>(array, &column_type),
        D::Decimal64(..) => decimals::<arrow::Decimal64Type>(array, &column_type),
        D::Decimal128(..) => decimals::<arrow::Decimal128Type>(array, &column_type),
        D::Utf8 if matches!(column_type, ColumnType::Decimal { .. }) => {
            each(array.as_string::<i32>(), |text| numeric(name, text))
        }
        D::Utf8 => each(array.as_string::<i32>(), text),
        D::LargeUtf8 => each(array.as_string::<i64>(), text),
        D::Utf8View => each(array.as_string_view(), text),
        D::Date32 => primitives::<arrow::Date32Type>(array, |days| date(name, i64::from(days))),
        D::Date64 => primitives::<arrow::Date64Type>(array, |millis| date(name, millis.div_euclid(86_400_000))),
        D::Timestamp(unit, _) => timestamps(name, array, *unit),
        D::Dictionary(..) => dictionary(field, array),
        D::FixedSizeBinary(16) => each(array.as_fixed_size_binary(), |bytes| Ok(Value::Text(uuid(bytes)))),
        other => Err(WarehouseError::UnknownType { column: name.clone(), type_name: other.to_string() }),
    }
}

fn each<A: ArrayAccessor>(
    array: A,
    convert: impl Fn(A::Item) -> Result<Value, WarehouseError>,
) -> Result<Vec<Value>, WarehouseError> {
    (0..array.len()).map(|row| if array.is_null(row) { Ok(Value::Null) } else { convert(array.value(row)) }).collect()
}

fn primitives<T: ArrowPrimitiveType>(
    array: &dyn Array,
    convert: impl Fn(T::Native) -> Result<Value, WarehouseError>,
) -> Result<Vec<Value>, WarehouseError> {
    let array: PrimitiveArray<T> = downcast_array(array);
    each(&array, convert)
}

fn integers<T: ArrowPrimitiveType>(array: &dyn Array) -> Result<Vec<Value>, WarehouseError>
where
    i128: From<T::Native>,
{
    primitives::<T>(array, |value| Ok(Value::Integer(i128::from(value))))
}

fn decimals<T: ArrowPrimitiveType>(array: &dyn Array, column_type: &ColumnType) -> Result<Vec<Value>, WarehouseError>
where
    i128: From<T::Native>,
{
    primitives::<T>(array, |value| {
        let mantissa = i128::from(value);
        Ok(match column_type {
            ColumnType::Decimal { scale: Some(scale), .. } => Value::Decimal { mantissa, scale: *scale },
            _ => Value::Integer(mantissa),
        })
    })
}

fn text(text: &str) -> Result<Value, WarehouseError> {
    Ok(Value::Text(text.to_owned()))
}

fn uuid(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

fn dictionary(field: &Field, array: &dyn Array) -> Result<Vec<Value>, WarehouseError> {
    let any = array.as_any_dictionary();
    if any.values().is_empty() {
        return Ok(vec![Value::Null; array.len()]);
    }
    let distinct = Field::new(field.name(), any.values().data_type().clone(), true).with_metadata(field.metadata().clone());
    let distinct = values(&distinct, any.values().as_ref())?;
    let keys = any.normalized_keys();
    Ok(keys
        .into_iter()
        .enumerate()
        .map(|(row, key)| if array.is_null(row) { Value::Null } else { distinct.get(key).cloned().unwrap_or(Value::Null) })
        .collect())
}

fn timestamps(name: &str, array: &dyn Array, unit: TimeUnit) -> Result<Vec<Value>, WarehouseError> {
    match unit {
        TimeUnit::Second => primitives::<arrow::TimestampSecondType>(array, |n| timestamp(name, n, 1_000_000_000)),
        TimeUnit::Millisecond => primitives::<arrow::TimestampMillisecondType>(array, |n| timestamp(name, n, 1_000_000)),
        TimeUnit::Microsecond => primitives::<arrow::TimestampMicrosecondType>(array, |n| timestamp(name, n, 1_000)),
        TimeUnit::Nanosecond => primitives::<arrow::TimestampNanosecondType>(array, |n| timestamp(name, n, 1)),
    }
}

/// `count` units of `nanoseconds` after 1970, which is UTC for instants and the wall clock's own time for the others.
fn timestamp(name: &str, count: i64, nanoseconds: i128) -> Result<Value, WarehouseError> {
    after_1970(i128::from(count) * nanoseconds)
        .map(Value::Timestamp)
        .ok_or_else(|| out_of_range(name, format!("a timestamp {count} times {nanoseconds} ns after 1970 (or `infinity`)")))
}

fn date(name: &str, days: i64) -> Result<Value, WarehouseError> {
    after_1970(i128::from(days) * 86_400 * NANOSECONDS)
        .map(|moment| Value::Date(moment.date()))
        .ok_or_else(|| out_of_range(name, format!("a date {days} days after 1970 (or `infinity`)")))
}

/// `None` outside the years -9999 to 9999.
fn after_1970(nanoseconds: i128) -> Option<DateTime> {
    let seconds = i64::try_from(nanoseconds.div_euclid(NANOSECONDS)).ok()?;
    let rest = i32::try_from(nanoseconds.rem_euclid(NANOSECONDS)).ok()?;
    DateTime::constant(1970, 1, 1, 0, 0, 0, 0).checked_add(SignedDuration::new(seconds, rest)).ok()
}

fn out_of_range(name: &str, value: String) -> WarehouseError {
    WarehouseError::OutOfRange { column: name.to_owned(), value }
}

/// PostgreSQL's `numeric`, which arrives as text. One with nothing after the point is an integer, as a decimal of scale 0 is
/// on other engines. Where the digits are more than a mantissa holds, the last ones after the point are rounded away, half
/// away from zero as PostgreSQL rounds.
fn numeric(name: &str, text: &str) -> Result<Value, WarehouseError> {
    let unfit = || out_of_range(name, format!("the number {text}"));
    match text {
        "NaN" | "nan" => return Ok(Value::Float(f64::NAN)),
        "Infinity" | "inf" => return Ok(Value::Float(f64::INFINITY)),
        "-Infinity" | "-inf" => return Ok(Value::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit()) {
        return Err(unfit());
    }
    let whole = whole.trim_start_matches('0');
    let kept = fraction.len().min(MANTISSA_DIGITS.checked_sub(whole.len()).ok_or_else(unfit)?);
    let (kept, dropped) = fraction.split_at_checked(kept).ok_or_else(unfit)?;
    let all = format!("0{whole}{kept}");
    let mut mantissa: i128 = all.parse().map_err(|_| unfit())?;
    if dropped.starts_with(|c| c >= '5') {
        mantissa += 1;
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    let scale = u32::try_from(kept.len()).map_err(|_| unfit())?;
    Ok(if fraction.is_empty() { Value::Integer(mantissa) } else { Value::Decimal { mantissa, scale } })
}

//! Parses JSON texts into values, and reports every repeated key of an object.
//!
//! RFC 8259 (section 4) leaves open what an object with a repeated key means, and parsers differ. This parser reports such keys
//! instead of guessing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Fault, FaultCode, pointer};

/// The maximum number of repeated keys that are reported.
const NOTED: usize = 100;

/// Parses a text. The faults are the repeated keys.
///
/// # Errors
/// When it is not JSON, or is nested deeper than 128 levels.
pub(crate) fn read(text: &[u8]) -> serde_json::Result<(Value, Vec<Fault>)> {
    let mut reader = Reader { place: String::new(), repeated: Vec::new() };
    let mut source = serde_json::Deserializer::from_slice(text);
    let value = reader.deserialize(&mut source)?;
    source.end()?;
    Ok((value, reader.repeated))
}

/// The current position of the parser as a JSON pointer, and the repeated keys so far.
struct Reader {
    place: String,
    repeated: Vec<Fault>,
}

impl Reader {
    /// Enters a segment of the pointer for the duration of `work`.
    fn at<T>(&mut self, segment: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let here = self.place.len();
        self.place.push_str(segment);
        let done = work(self);
        self.place.truncate(here);
        done
    }
}

impl<'de> DeserializeSeed<'de> for &mut Reader {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("the number is too large"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) =
            self.at(&format!("/{}", items.len()), |reader| source.next_element_seed(reader))?
        {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(key) = source.next_key::<String>()? {
            let segment = pointer(&key);
            let value = self.at(&segment, |reader| source.next_value_seed(reader))?;
            if fields.insert(key, value).is_some() && self.repeated.len() < NOTED {
                let place = format!("{}{segment}", self.place);
                self.repeated.push(Fault::body(place, FaultCode::Repeated, "must be given only once"));
            }
        }
        Ok(fields.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_read_as_serde_json_reads_it() {
        for text in [
            "null",
            " [1, -2, 2.5, 1e400, true] ",
            "[1, -2, 18446744073709551615, 2.5e3, false, \"a\\u00e9\", {\"a\": {\"b\": [{}]}}]",
            "{\"a\": 1} x",
            "{\"a\"",
            "[1,]",
            "",
        ] {
            let (plain, own) = (serde_json::from_str::<Value>(text), read(text.as_bytes()));
            match (plain, own) {
                (Ok(plain), Ok((own, repeated))) => assert!(plain == own && repeated.is_empty(), "{text}"),
                (plain, own) => assert!(plain.is_err() && own.is_err(), "{text}"),
            }
        }
        assert!(read("[".repeat(200).as_bytes()).is_err());
    }

    #[test]
    fn every_key_that_is_there_again_is_told_with_its_place() {
        let (value, repeated) = read(br#"{"a":1,"b":[{"c/d":1,"c/d":2}],"a":3,"a":4}"#).unwrap();

        let places: Vec<_> = repeated.into_iter().map(|fault| fault.place).collect();
        let place = |text: &str| crate::error::Place::Body(text.to_owned());
        assert_eq!(places, [place("/b/0/c~1d"), place("/a"), place("/a")]);
        assert_eq!(value, json!({"a": 4, "b": [{"c/d": 2}]}));
    }
}

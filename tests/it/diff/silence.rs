//! No difference stays silent.

use std::sync::LazyLock;

use imprint::contract::diff::{Class, diff};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::{POST, base, put, told, with};

/// The project's own document, and the places of all its values.
static OWN: LazyLock<(Value, Vec<String>)> = LazyLock::new(|| {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml")).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    let mut places = Vec::new();
    collect(&document, "", &mut places);
    (document, places)
});

fn collect(value: &Value, place: &str, places: &mut Vec<String>) {
    let mut step = |name: &str, value: &Value| {
        let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        collect(value, &place, places);
        places.push(place);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| step(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| step(&at.to_string(), value)),
        _ => {}
    }
}

/// The document with one value changed, taken out, or put in.
fn mutated(place: &str, how: u8) -> Value {
    let mut document = OWN.0.clone();
    let value = document.pointer_mut(place).unwrap();
    match how {
        0 => return put(document, &place.replace("~0", "~"), Value::Null),
        1 => *value = json!(4711),
        _ => match value {
            Value::String(text) => text.push('x'),
            Value::Number(number) => *value = json!(number.as_f64().unwrap() + 1.0),
            Value::Bool(whether) => *whether = !*whether,
            Value::Array(items) => items.push(json!("new")),
            Value::Object(fields) => drop(fields.insert("new".to_owned(), json!("new"))),
            Value::Null => *value = json!("new"),
        },
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_change_at_any_place_of_the_contract_is_reported(at in any::<Index>(), how in 0_u8..3, back in any::<bool>()) {
        let (document, places) = &*OWN;
        let place = at.get(places);
        let head = mutated(place, how);

        let changes = if back { diff(&head, document) } else { diff(document, &head) };

        prop_assert!(!changes.is_empty() || *document == head, "{}: {}, {}", place, how, back);
    }
}

#[test]
fn what_has_no_rule_is_reported_with_both_values() {
    let one = with(&format!("{POST}/x-limits"), json!({ "perMinute": 10, "burst": 3 }));
    let two = with(&format!("{POST}/x-limits"), json!({ "perMinute": 20, "burst": 3 }));

    let changes = diff(&one, &two);

    assert_eq!(super::lines(&changes), ["other: POST /things/{thing_id}: x-limits/perMinute 10 → 20"]);
    assert!(
        changes[0].class.fails_strictly() && !changes[0].class.fails() && changes[0].class == Class::Other
    );
}

#[test]
fn a_component_that_nothing_uses_is_compared_too() {
    let unused = json!({ "name": "q", "in": "query", "schema": { "type": "string" } });
    let mut one = base();
    one["components"]["parameters"] = json!({ "Query": unused });
    one["components"]["schemas"]["Spare"] = json!({ "type": "string", "maxLength": 5 });
    let mut two = one.clone();
    two["components"]["parameters"]["Query"]["schema"]["type"] = json!("integer");
    two["components"]["schemas"]["Spare"]["maxLength"] = json!(6);

    assert_eq!(
        told(&one, &two),
        ["clients: schema Spare: maxLength 5 → 6", "clients: component Query: type string → integer"]
    );
}

//! Tests of the contract: the committed file, and what every operation in it must have.

use std::collections::BTreeSet;

use imprint::contract::{Contract, DEFAULT_SERVER, Dialect, Profile};
use imprint::media::FORM;
use imprint::routes;
use serde_json::{Map, Value};

fn contract() -> Contract {
    routes::contract(DEFAULT_SERVER).unwrap()
}

fn operations(document: &Value) -> Vec<(String, &Map<String, Value>)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| (format!("{method} {path}"), operation.as_object().unwrap()))
        })
        .collect()
}

#[test]
fn the_committed_document_is_what_the_types_say() {
    let made = contract().yaml(Profile::Full, Dialect::default()).unwrap();

    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml")).unwrap();

    assert!(
        kept == made,
        "openapi.yaml is not what the types say; run: cargo run -q -- openapi > openapi.yaml"
    );
}

#[test]
fn every_operation_has_id_one_tag_summary_description_and_described_answers() {
    let document = contract().document(Profile::Full);
    let mut ids = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let text = |field: &str| operation.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert!(ids.insert(text("operationId")), "{name}");
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1, "{name}");
        assert!(!text("summary").is_empty() && !text("summary").ends_with('.'), "{name}");
        assert!(text("description").ends_with('.'), "{name}: {}", text("description"));
        for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            let parameter = resolve(&document, parameter);
            assert!(
                parameter["description"].as_str().is_some_and(|text| text.ends_with('.')),
                "{name}: {parameter}"
            );
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let answer = resolve(&document, answer);
            assert!(!answer["description"].as_str().unwrap().is_empty(), "{name} {status}");
            assert!(answer["headers"].get("x-request-id").is_some(), "{name} {status}");
        }
    }
}

/// Without what belongs to one list alone: its sort fields, and the fields of its items.
fn common(mut parameter: Value) -> Value {
    if matches!(parameter["name"].as_str(), Some("sort" | "fields" | "expand")) {
        let words = parameter["description"].as_str().unwrap().split(" Allowed: ").next().unwrap().to_owned();
        parameter["description"] = words.into();
        parameter["example"] = Value::Null;
        let schema = parameter["schema"].as_object_mut().unwrap();
        schema.retain(|field, _| !matches!(field.as_str(), "pattern" | "default"));
    }
    parameter
}

#[test]
fn every_list_has_the_same_parameters_in_the_same_words_and_order() {
    const ALL: [&str; 6] = ["limit", "cursor", "page", "count", "sort", "fields"];
    const SOME: [&str; 3] = ["start_time", "end_time", "expand"];

    let document = contract().document(Profile::Full);
    let mut known: Map<String, Value> = Map::new();
    let mut lists = 0;
    for (name, operation) in operations(&document) {
        if !operation["operationId"].as_str().unwrap().starts_with("list") {
            continue;
        }
        lists += 1;
        let parameters = operation["parameters"].as_array().unwrap();
        let parameters: Vec<_> = parameters.iter().map(|part| resolve(&document, part).clone()).collect();
        let names: Vec<_> = parameters.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
        let shared: Vec<_> = names.iter().copied().filter(|name| ALL.contains(name)).collect();
        assert_eq!(shared, ALL, "{name}");
        let first = usize::from(name.contains('{'));
        assert_eq!(names[first..first + 5], ALL[..5], "{name}");
        assert!(matches!(names[names.len() - 1], "fields" | "expand"), "{name}");
        assert_eq!(names.contains(&"start_time"), names.contains(&"end_time"), "{name}");
        for parameter in parameters {
            let called = parameter["name"].as_str().unwrap().to_owned();
            if ALL.contains(&called.as_str()) || SOME.contains(&called.as_str()) {
                let parameter = common(parameter);
                let same = known.entry(called).or_insert_with(|| parameter.clone());
                assert_eq!(*same, parameter, "{name}");
            }
        }
    }
    assert!(lists >= 6 && known.len() == ALL.len() + SOME.len());
}

#[test]
fn a_parameter_of_several_values_is_repeated_and_has_a_largest_count() {
    let document = contract().document(Profile::Full);
    let mut seen = 0;
    for (name, operation) in operations(&document) {
        for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            let parameter = resolve(&document, parameter);
            if parameter["schema"]["type"] == "array" {
                seen += 1;
                assert_eq!(parameter["in"], "query", "{name}");
                assert!(parameter["schema"]["maxItems"].is_u64(), "{name}");
                // The default of a query's parameters is the style `form`, exploded.
                assert!(parameter.get("style").is_none() && parameter.get("explode").is_none(), "{name}");
            }
        }
    }
    assert!(seen > 0);
}

fn resolve<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    match part.get("$ref").and_then(Value::as_str) {
        Some(target) => document
            .pointer(target.trim_start_matches('#'))
            .unwrap_or_else(|| panic!("{target} leads nowhere")),
        None => part,
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    let document = contract().document(Profile::Full);
    let text = document.to_string();
    for kind in ["schemas", "parameters", "responses", "headers", "examples"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            assert!(text.contains(&format!("\"#/components/{kind}/{name}\"")), "{kind} {name} is not used");
        }
    }
    for target in text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(document.pointer(target).is_some(), "{target} leads nowhere");
    }
}

/// Walks every schema of the document.
fn each_schema(part: &Value, place: &str, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
    match part {
        Value::Object(fields) => {
            if fields.get("type").is_some_and(Value::is_string) {
                visit(place, fields);
            }
            for (name, field) in
                fields.iter().filter(|(name, _)| !matches!(name.as_str(), "example" | "examples"))
            {
                each_schema(field, &format!("{place}/{name}"), visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_schema(item, place, visit)),
        _ => {}
    }
}

#[test]
fn every_text_has_a_longest_every_array_a_largest_and_every_number_its_bounds() {
    let document = contract().document(Profile::Full);
    let mut seen = 0;
    each_schema(&document, "", &mut |place, schema| {
        seen += 1;
        let has = |name: &str| schema.contains_key(name);
        match schema["type"].as_str().unwrap() {
            "string" => assert!(has("maxLength") || has("format") || has("enum"), "{place}"),
            "array" => assert!(has("maxItems"), "{place}"),
            "integer" => assert!(has("format") && has("minimum") && has("maximum"), "{place}"),
            "number" => panic!("{place}: numbers are whole"),
            _ => {}
        }
    });
    assert!(seen > 100);
}

#[test]
fn bodies_of_requests_are_closed_and_answers_are_open() {
    let document = contract().document(Profile::Full);
    let closed = |name: &str| {
        document["components"]["schemas"][name].get("additionalProperties") == Some(&Value::Bool(false))
    };

    for name in ["BookInput", "BookPatch", "BookBatch", "AuthorInput", "BookAuthorInput"] {
        assert!(closed(name), "{name}");
    }
    for name in [
        "Book",
        "Publication",
        "BookSummary",
        "BookPage",
        "Author",
        "Problem",
        "BookBatchResults",
        "BookFields",
    ] {
        assert!(!closed(name), "{name}");
    }
}

#[test]
fn every_example_is_valid_by_its_own_schema() {
    let contract = contract();
    let document = contract.document(Profile::Full);
    let mut seen = 0;
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if let Some(example) = schema.get("example") {
            seen += 1;
            contract
                .check(name, example)
                .unwrap_or_else(|error| panic!("{name}: {error} {:?}", error.faults()));
        }
    }
    for (name, example) in document["components"]["examples"].as_object().unwrap() {
        contract.check("Problem", &example["value"]).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn the_profile_for_generators_has_one_good_answer_one_body_and_one_kind_of_failure_an_operation() {
    let document = contract().document(Profile::Sdk);
    for (name, operation) in operations(&document) {
        let answers = operation["responses"].as_object().unwrap();
        assert_eq!(answers.keys().filter(|status| status.as_str() < "400").count(), 1, "{name}");
        let failures = answers.iter().filter(|(status, _)| status.as_str() >= "400").map(|(_, answer)| {
            let shared = answer["$ref"].as_str().map(|target| document.pointer(&target[1..]).unwrap());
            shared.unwrap_or(answer)["content"]["application/json"]["schema"].to_string()
        });
        assert_eq!(failures.collect::<BTreeSet<_>>().len(), 1, "{name}");
        if let Some(body) = operation.get("requestBody") {
            // The standards of OAuth 2.0 know forms only.
            let media = if name.contains("/oauth/") { FORM } else { "application/json" };
            assert_eq!(body["content"].as_object().unwrap().keys().collect::<Vec<_>>(), [media], "{name}");
        }
    }
    assert!(!document.to_string().contains("problem+json\":") && !document.to_string().contains("\"head\":"));
}

#[test]
fn the_profile_for_generators_offers_nothing_that_its_clients_could_not_read() {
    let document = contract().document(Profile::Sdk);

    for (name, operation) in operations(&document) {
        let parameters = operation.get("parameters").unwrap_or(&Value::Null).to_string();
        assert!(!parameters.contains("Fields\""), "{name}");
    }
    let text = document.to_string();
    for (kind, parts) in document["components"].as_object().unwrap() {
        for name in parts.as_object().unwrap().keys() {
            let named = kind == "securitySchemes" && text.contains(&format!("{{\"{name}\":["));
            assert!(
                named || text.contains(&format!("\"#/components/{kind}/{name}\"")),
                "{kind} {name} is not used"
            );
        }
    }
    assert!(document["components"]["schemas"].get("Problem").is_some());
    assert!(document["components"]["schemas"].get("BookFields").is_none());
}

#[test]
fn the_document_is_the_same_every_time() {
    assert_eq!(
        contract().yaml(Profile::Full, Dialect::default()).unwrap(),
        contract().yaml(Profile::Full, Dialect::default()).unwrap()
    );
}

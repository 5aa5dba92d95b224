//! Each rule, in both directions.

use imprint::contract::diff::Class::{self, Additive, Behaviour, Breaking, Clients, Editorial, Review};
use imprint::contract::diff::diff;
use serde_json::{Value, json};

use super::{NEW, OLD, POST, base, told, with};

fn first(base: &Value, head: &Value) -> Option<Class> {
    diff(base, head).first().map(|change| change.class)
}

/// What is changed, to what, what that is, and what taking it back is.
type Rule<'r> = (String, Value, Class, Class);

fn hold(rules: &[Rule<'_>]) {
    for (place, value, forwards, backwards) in rules {
        let head = with(place, value.clone());

        let (there, back) = (first(&base(), &head), first(&head, &base()));

        assert_eq!(there, Some(*forwards), "{place}: {:?}", told(&base(), &head));
        assert_eq!(back, Some(*backwards), "{place} taken back: {:?}", told(&head, &base()));
    }
}

fn post(place: &str) -> String {
    format!("{POST}/{place}")
}

#[test]
fn the_same_document_has_no_changes() {
    assert_eq!(diff(&base(), &base()), []);
}

#[test]
fn operations_and_parameters_have_a_verdict_in_both_directions() {
    let optional = json!({ "name": "extra", "in": "query", "schema": { "type": "string" } });
    let required =
        json!({ "name": "extra", "in": "query", "required": true, "schema": { "type": "string" } });
    hold(&[
        ("/paths/~1things~1{thing_id}".to_owned(), Value::Null, Breaking, Additive),
        (post("operationId"), json!("makeThing"), Clients, Clients),
        (post("tags"), json!(["Stuff"]), Clients, Clients),
        (post("summary"), json!("Change a thing"), Editorial, Editorial),
        (post("deprecated"), json!(true), Additive, Additive),
        (post("x-scope"), json!("things:write"), Breaking, Breaking),
        (post("x-sunset"), json!("2027-01-01"), Review, Review),
        (post("x-pagination"), json!({ "cursor": "cursor" }), Additive, Clients),
        (post("servers"), json!([{ "url": "https://three.example" }]), Additive, Breaking),
        (post("parameters/-"), optional, Additive, Breaking),
        (post("parameters/-"), required, Breaking, Breaking),
        (post("parameters/1/required"), json!(true), Breaking, Additive),
        (post("parameters/1/style"), json!("spaceDelimited"), Breaking, Breaking),
        (post("parameters/1/style"), json!("form"), Editorial, Editorial),
        (post("parameters/1/schema/enum"), json!(["fast"]), Breaking, Additive),
        (post("parameters/1/schema/enum"), json!(["fast", "slow", "odd"]), Additive, Breaking),
        (post("parameters/2/schema/maximum"), json!(50), Breaking, Additive),
        (post("parameters/2/schema/minimum"), json!(0), Additive, Breaking),
        (post("parameters/2/schema/exclusiveMinimum"), json!(true), Breaking, Additive),
        (post("parameters/2/schema/multipleOf"), json!(5), Breaking, Additive),
        (post("parameters/2/schema/format"), json!("int64"), Clients, Clients),
        (post("parameters/2/schema/default"), json!(50), Behaviour, Behaviour),
        (post("requestBody/required"), json!(true), Breaking, Additive),
        (post("requestBody/content/application~1merge-patch+json"), Value::Null, Breaking, Additive),
    ]);
}

#[test]
fn responses_have_a_verdict_in_both_directions() {
    hold(&[
        (post("responses/200"), Value::Null, Breaking, Clients),
        (post("responses/404"), Value::Null, Breaking, Additive),
        (post("responses/200/headers/ETag"), Value::Null, Breaking, Additive),
        (post("responses/200/headers/ETag/required"), json!(false), Breaking, Additive),
        (post("responses/200/headers/ETag/schema/type"), json!("integer"), Breaking, Breaking),
        (post("responses/200/headers/ETag/schema/pattern"), json!("^W"), Clients, Clients),
        (post("responses/200/content/application~1json"), Value::Null, Breaking, Additive),
        (format!("{OLD}/required"), json!(["id"]), Breaking, Additive),
        (format!("{OLD}/properties/note"), Value::Null, Breaking, Additive),
        (format!("{OLD}/properties/note/writeOnly"), json!(true), Breaking, Additive),
        (format!("{OLD}/properties/note/maxLength"), json!(5), Additive, Clients),
        (format!("{OLD}/properties/note/nullable"), json!(true), Breaking, Additive),
        (format!("{OLD}/properties/state/enum"), json!(["new", "old", "odd"]), Breaking, Additive),
        (format!("{OLD}/properties/note/x-extensible-enum"), json!(["short"]), Additive, Breaking),
        (format!("{OLD}/properties/shape/oneOf/-"), json!({ "type": "string" }), Breaking, Additive),
        (format!("{OLD}/properties/shape/discriminator/propertyName"), json!("type"), Breaking, Breaking),
        (format!("{OLD}/properties/shape/discriminator/mapping/round"), json!("Circle"), Breaking, Additive),
        ("/components/responses/Missing/x-codes".to_owned(), json!(["gone"]), Editorial, Breaking),
    ]);
}

#[test]
fn request_bodies_have_a_verdict_in_both_directions() {
    hold(&[
        (format!("{NEW}/required"), json!(["name", "tags"]), Breaking, Additive),
        (format!("{NEW}/properties/tags"), Value::Null, Breaking, Additive),
        (format!("{NEW}/properties/name/type"), json!("integer"), Breaking, Breaking),
        (format!("{NEW}/properties/name/readOnly"), json!(true), Breaking, Additive),
        (format!("{NEW}/properties/name/maxLength"), json!(9), Breaking, Additive),
        (format!("{NEW}/properties/name/minLength"), json!(2), Breaking, Additive),
        (format!("{NEW}/properties/name/pattern"), json!("^b"), Breaking, Breaking),
        (format!("{NEW}/properties/name/nullable"), Value::Null, Breaking, Additive),
        (format!("{NEW}/properties/name/description"), json!("Its name."), Editorial, Editorial),
        (format!("{NEW}/properties/tags/maxItems"), json!(6), Additive, Breaking),
        (format!("{NEW}/properties/tags/uniqueItems"), json!(true), Breaking, Additive),
        (format!("{NEW}/properties/tags/items/maxLength"), json!(4), Breaking, Additive),
        (format!("{NEW}/additionalProperties"), json!(false), Breaking, Additive),
    ]);
}

#[test]
fn who_may_call_has_a_verdict_in_both_directions() {
    let scheme = "/components/securitySchemes/oauth2/flows/clientCredentials";
    hold(&[
        (post("security/0/oauth2/-"), json!("things:write"), Breaking, Review),
        (post("security/1"), Value::Null, Breaking, Review),
        (post("security/-"), json!({}), Review, Breaking),
        (post("security"), json!([]), Review, Breaking),
        (post("security"), Value::Null, Review, Breaking),
        ("/security".to_owned(), json!([{ "key": [] }]), Review, Review),
        ("/components/securitySchemes/key/name".to_owned(), json!("x-api-key"), Breaking, Breaking),
        ("/components/securitySchemes/oauth2/flows/password".to_owned(), json!({}), Review, Breaking),
        (format!("{scheme}/tokenUrl"), json!("https://two.example/token"), Breaking, Breaking),
        (format!("{scheme}/scopes/things:write"), json!("Write."), Additive, Breaking),
    ]);
}

#[test]
fn the_document_as_a_whole_has_a_verdict_in_both_directions() {
    hold(&[
        ("/openapi".to_owned(), json!("3.1.0"), Review, Review),
        ("/info/title".to_owned(), json!("Stuff"), Clients, Clients),
        ("/info/version".to_owned(), json!("2"), Editorial, Editorial),
        ("/info/license".to_owned(), json!({ "name": "MIT" }), Review, Review),
        ("/servers/1".to_owned(), Value::Null, Breaking, Additive),
        ("/components/schemas/Other".to_owned(), json!({ "type": "string" }), Additive, Clients),
    ]);
}

#[test]
fn global_security_counts_for_operations_that_have_none_of_their_own() {
    let open = with(&post("security"), Value::Null);
    let mut closed = open.clone();
    closed["security"] = json!([{ "key": [] }]);

    let lines = told(&open, &closed);

    assert!(
        lines.contains(&"breaking: POST /things/{thing_id}: security none → key".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn another_first_server_is_a_change_of_behaviour() {
    let mut head = base();
    head["servers"].as_array_mut().unwrap().reverse();

    assert_eq!(
        told(&base(), &head),
        ["behaviour: document: first server https://one.example → https://two.example"]
    );
}

#[test]
fn a_code_that_is_removed_breaks_callers_who_decide_by_it() {
    let mut more = base();
    let missing = &mut more["components"]["responses"]["Missing"];
    missing["description"] = json!("- `gone`: Gone.\n- `lost`: Lost.");
    missing["content"]["application/problem+json"]["examples"]["lost"] = json!({});

    let (added, removed) = (told(&base(), &more), told(&more, &base()));

    assert_eq!(added[0], "additive: POST /things/{thing_id}, answer 404: codes added: lost");
    assert_eq!(removed[0], "breaking: POST /things/{thing_id}, answer 404: codes removed: lost");
}

#[test]
fn a_field_that_only_responses_have_does_not_break_requests() {
    let base = with(&format!("{NEW}/properties/name/readOnly"), json!(true));
    let head = super::put(base.clone(), &format!("{NEW}/properties/name/maxLength"), json!(9));

    assert_eq!(told(&base, &head), ["clients: schema NewThing, /name: maxLength 10 → 9"]);
}

#[test]
fn every_change_says_why_it_belongs_to_its_class() {
    let head: Value = serde_json::from_str(&base().to_string().replace("\"string\"", "\"integer\"")).unwrap();

    let changes = diff(&base(), &head);

    assert!(changes.len() > 3 && changes.iter().all(|change| !change.why.is_empty()), "{changes:?}");
}

//! Shared parameters.

use serde_json::{Map, Value};

use super::super::super::names::pascal;
use super::super::words::resource;
use super::{Shared, operations};

/// The parameters that mean the same for every resource. All others belong to the resource that the operation returns, so `sort`
/// of a list of books is `BookSort`.
const COMMON: &[&str] =
    &["limit", "cursor", "page", "count", "start_time", "end_time", "If-Match", "If-None-Match"];

/// Moves parameters into components. Returns the components.
pub(in super::super) fn parameters(paths: &mut Value) -> Map<String, Value> {
    let mut shared = Shared::of("parameters");
    each(paths, |name, parameter| shared.add(name, parameter));
    each(paths, |name, parameter| shared.replace(name, parameter));
    shared.components()
}

/// Visits every parameter of every operation, with the name that its component would have.
fn each(paths: &mut Value, mut visit: impl FnMut(&str, &mut Value)) {
    for operation in operations(paths) {
        let resource = resource(operation).to_owned();
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        parameters.into_iter().flatten().for_each(|parameter| visit(&name(parameter, &resource), parameter));
    }
}

fn name(parameter: &Value, resource: &str) -> String {
    let own = parameter["name"].as_str().unwrap_or_default();
    let plain = own.split(['-', '_']).map(pascal).collect::<String>();
    if parameter["in"] == "path" || COMMON.contains(&own) { plain } else { format!("{resource}{plain}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_depends_on_the_resource_and_not_on_the_order_of_the_operations() {
        let limit = json!({ "name": "limit", "in": "query" });
        let id = json!({ "name": "author_id", "in": "path" });
        let sort = |pattern: &str| json!({ "name": "sort", "in": "query", "schema": { "pattern": pattern } });
        let list = |page: &str, pattern: &str| {
            let schema = json!({ "$ref": format!("#/components/schemas/{page}Page") });
            let answers = json!({ "200": { "content": { "application/json": { "schema": schema } } } });
            json!({ "parameters": [limit, id, sort(pattern)], "responses": answers })
        };
        let mut one = json!({ "/a": { "get": list("Author", "a") }, "/b": { "get": list("Book", "b") } });
        let mut two = json!({ "/0": { "get": list("Book", "b") }, "/a": { "get": list("Author", "a") } });

        let (first, second) = (parameters(&mut one), parameters(&mut two));

        assert_eq!(first.keys().collect::<Vec<_>>(), ["AuthorId", "AuthorSort", "BookSort", "Limit"]);
        assert_eq!(first, second);
        assert_eq!(one["/b"]["get"]["parameters"][2]["$ref"], "#/components/parameters/BookSort");
    }

    #[test]
    fn parameters_that_differ_under_one_name_stay_where_they_are() {
        let get = |words: &str| json!({ "get": { "parameters": [{ "name": "page", "in": "query", "description": words }] } });
        let mut paths = json!({ "/a": get("One."), "/b": get("Two.") });

        assert!(parameters(&mut paths).is_empty());
        assert_eq!(paths["/b"]["get"]["parameters"][0]["description"], "Two.");
    }
}

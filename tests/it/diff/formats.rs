//! The forms of a report, and what is refused.

use imprint::contract::diff::{Accepted, File, Format, Report, admit, diff, write};
use serde_json::{Value, json};

use super::{OLD, POST, base, put, with};

/// A document with a change of most classes.
fn head() -> Value {
    let head = with(&format!("{OLD}/properties/note"), Value::Null);
    let head = put(head, &format!("{POST}/tags"), json!(["Stuff | things"]));
    let head = put(head, &format!("{POST}/parameters/2/schema/default"), json!(50));
    put(head, &format!("{POST}/summary"), json!("Change"))
}

fn written(format: Format, accepted: &str) -> String {
    let (changes, accepted) = (diff(&base(), &head()), Accepted::read(accepted));
    let text = serde_yaml::to_string(&head()).unwrap();
    let file = Some(File { path: "openapi.yaml", text: &text });
    write(Report { changes: &changes, accepted: &accepted, file }, format)
}

const LIST: &str = "- `schema Thing, /note: removed`: nobody read it\n- `schema Gone: removed`: long ago\n";

#[test]
fn the_text_begins_with_a_summary_and_says_why() {
    let text = written(Format::Text, LIST);

    assert_eq!(
        text,
        "1 breaking, 1 breaking generated clients, 1 behaviour, 1 editorial; 1 accepted\n\
         \nBreaking: 1\n  schema Thing, /note: removed\n    because callers read it\n    accepted: nobody read it\n\
         \nBreaks generated clients: 1\n  POST /things/{thing_id}: tags Things → Stuff | things\n    \
         because generated clients name a class or module by the tag\n\
         \nBehaviour: 1\n  POST /things/{thing_id}, parameter limit: default 20 → 50\n    \
         because requests that leave it out have another effect\n\
         \nEditorial: 1\n  POST /things/{thing_id}: summary added\n\
         \nAccepted, but not among the changes: 1\n  schema Gone: removed\n"
    );
}

#[test]
fn markdown_folds_what_is_long_and_escapes_the_cells() {
    let text = written(Format::Markdown, LIST);

    assert!(text.starts_with("## Changes of the contract\n\n**1 breaking, 1 breaking generated"), "{text}");
    assert!(
        text.contains("| `schema Thing, /note` | `removed` | callers read it (accepted: nobody read it) |")
    );
    assert!(text.contains("`tags Things → Stuff \\| things`"), "{text}");
    assert!(text.contains("<details><summary><b>Editorial: 1</b></summary>\n\n| Where"), "{text}");
}

#[test]
fn json_has_the_same_for_programs() {
    let report: Value = serde_json::from_str(&written(Format::Json, LIST)).unwrap();

    assert_eq!(report["counts"]["breaking"], 1);
    assert_eq!(report["unaccepted"], json!({ "failing": 1, "strict": 2 }));
    assert_eq!(report["changes"][0]["accepted"], "nobody read it");
    assert_eq!(report["changes"][0]["spots"], json!([{ "subject": "schema Thing", "place": "/note" }]));
    assert_eq!(report["stale"], json!(["schema Gone: removed"]));
}

#[test]
fn annotations_are_errors_only_for_what_fails_and_stand_at_the_line_of_the_operation() {
    let lines = written(Format::Github, LIST);

    let levels: Vec<_> = lines.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(levels, ["::notice", "::notice", "::error", "::warning"], "{lines}");
    assert!(lines.contains("removed%0Abecause callers read it\n"), "{lines}");
    let document = serde_yaml::to_string(&head()).unwrap();
    let line = document.lines().position(|line| line == "    post:").unwrap() + 1;
    let error = format!("::error file=openapi.yaml,line={line},title=Breaks generated clients::POST /things");
    assert!(lines.contains(&error), "{lines}");
}

#[test]
fn no_changes_are_said_to_be_none() {
    let report = Report { changes: &[], accepted: &Accepted::default(), file: None };

    assert_eq!(write(report, Format::Text), "No changes\n");
    assert_eq!(write(report, Format::Markdown), "## Changes of the contract\n\n**No changes**\n");
}

#[test]
fn what_is_no_document_is_refused_with_a_reason() {
    let foreign = [
        (Value::Null, "it is empty"),
        (json!("text"), "it is not an OpenAPI document: it has no fields"),
        (json!({ "paths": {} }), "it is not an OpenAPI document: it has no text `openapi`"),
        (json!({ "swagger": "2.0" }), "convert Swagger 2.0 to OpenAPI 3 first"),
        (json!({ "openapi": "4.0.0" }), "it is OpenAPI 4.0.0; the comparison reads 3.0 and 3.1"),
        (json!({ "openapi": "3.0.3", "paths": {} }), "it has no paths"),
    ];
    for (document, reason) in foreign {
        let error = admit(&document).unwrap_err();

        assert!(error.ends_with(reason), "{error}");
    }
    assert_eq!(admit(&base()), Ok(()));
    assert_eq!(admit(&json!({ "openapi": "3.1.0", "webhooks": { "paid": {} } })), Ok(()));
}

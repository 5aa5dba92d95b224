//! A small change of the types is a small change of the document.

use imprint::contract::{Contract, DEFAULT_SERVER, Dialect, Profile};
use imprint::routes::REGISTRY;
use poem_openapi::{Object, OpenApi};
use similar::{ChangeTag, TextDiff};

/// An API with one resource, whose fields are given.
macro_rules! api {
    ($module:ident { $($(#[$meta:meta])* $field:ident: $kind:ty,)* }) => {
        mod $module {
            use imprint::failures;
            use imprint::http::answers::Changed;
            use imprint::http::body::Body;
            use imprint::http::failure::Failure;
            use imprint::http::patch::Patch;
            use imprint::catalogue::books::Title;
            use imprint::catalogue::tag::Tag;
            use serde::Serialize;

            use super::{Object, OpenApi};

            failures! {
                /// Of everything.
                Any: imprint::catalogue::errors::BOOK_NOT_FOUND;
            }

            /// A thing.
            #[derive(Debug, Object, Serialize)]
            #[oai(skip_serializing_if_is_none)]
            pub struct Thing { $($(#[$meta])* $field: $kind,)* }

            impl imprint::http::answers::Resource for Thing {
                fn version(&self) -> i64 {
                    1
                }
            }

            /// Things.
            pub struct Things;

            #[OpenApi(tag = "Tag::Books")]
            impl Things {
                /// Make a thing
                ///
                /// At once.
                #[oai(path = "/v1/things", method = "post", operation_id = "createThing")]
                async fn create(&self, Body(thing): Body<Thing>) -> Result<Changed<Thing>, Failure<Any>> {
                    Ok(Changed::new(thing))
                }

                /// Change a thing
                ///
                /// In parts.
                #[oai(path = "/v1/things", method = "patch", operation_id = "updateThing")]
                async fn update(&self, patch: Patch<Thing>) -> Result<Changed<Thing>, Failure<Any>> {
                    Ok(Changed::new(patch.apply(None)?))
                }
            }

            /// What is not about things.
            pub struct Others;

            #[OpenApi(tag = "Tag::Authors")]
            impl Others {
                /// Read nothing
                ///
                /// Nothing at all.
                #[oai(path = "/v1/others", method = "post", operation_id = "createOther")]
                async fn create(&self, Body(thing): Body<Thing>) -> Result<Changed<Thing>, Failure<Any>> {
                    Ok(Changed::new(thing))
                }
            }

        }
    };
}

api!(before {
    /// The first.
    first: Title,
    /// The last.
    last: Title,
});

api!(after {
    /// The first.
    first: Title,
    /// The one between.
    middle: Option<Title>,
    /// The last.
    last: Title,
});

fn yaml<A: OpenApi + Send + Sync + 'static>() -> String {
    Contract::of::<A>(DEFAULT_SERVER, REGISTRY.without_manners())
        .unwrap()
        .yaml(Profile::Full, Dialect::default())
        .unwrap()
}

#[test]
fn a_new_field_adds_its_own_lines_and_moves_no_others() {
    let (old, new) = (yaml::<(before::Things, before::Others)>(), yaml::<(after::Things, after::Others)>());

    let diff = TextDiff::from_lines(&old, &new);

    let changes: Vec<_> = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut places = 0;
    let mut depth = 0;
    for change in &changes {
        assert_eq!(change.tag(), ChangeTag::Insert, "{}", change.value());
        if change.value().trim() == "middle:" {
            places += 1;
            depth = indent(change.value());
        } else {
            assert!(places > 0 && indent(change.value()) > depth, "not of the field: {}", change.value());
        }
    }
    // In the resource and in its patch.
    assert_eq!(places, 2, "{changes:?}");
    assert!(changes.len() < 20);
}

#[test]
fn the_order_in_which_apis_are_written_makes_no_difference() {
    let one = yaml::<(before::Things, before::Others)>();

    let other = yaml::<(before::Others, before::Things)>();

    assert_eq!(one, other);
}

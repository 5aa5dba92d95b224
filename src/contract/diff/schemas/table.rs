//! The rules for the keywords of schemas.

use super::super::common::{date, deprecated, examples, kind, stated, words};
use super::super::walk::{Rule, Table};
use super::{bounds, objects, parts, types, values, variants};

use Rule::{Differs, Elsewhere, Enters};

/// The keywords of OpenAPI 3.0 and of JSON Schema 2020-12.
pub(super) const SCHEMA: Table = &[
    (&["type", "nullable"], Differs(types::types)),
    (&["enum", "const"], Differs(values::values)),
    (&["minimum", "exclusiveMinimum"], Differs(bounds::lowest)),
    (&["maximum", "exclusiveMaximum"], Differs(bounds::highest)),
    (&["minLength", "minItems", "minProperties", "minContains"], Differs(bounds::fewest)),
    (&["maxLength", "maxItems", "maxProperties", "maxContains"], Differs(bounds::most)),
    (&["multipleOf"], Differs(bounds::multiple)),
    (&["uniqueItems"], Differs(bounds::unique)),
    (&["pattern"], Differs(bounds::pattern)),
    (&["format", "contentEncoding", "contentMediaType"], Differs(kind)),
    (&["required"], Differs(objects::required)),
    (&["properties"], Enters(objects::properties)),
    (&["patternProperties", "dependentSchemas"], Enters(objects::members)),
    (&["$defs", "definitions"], Enters(objects::definitions)),
    (&["additionalProperties", "unevaluatedProperties", "unevaluatedItems"], Enters(objects::additional)),
    (&["dependentRequired"], Differs(values::conditions)),
    (&["items", "propertyNames", "then", "else", "contentSchema"], Enters(parts::part)),
    (&["prefixItems"], Enters(parts::prefix)),
    (&["not", "if", "contains"], Enters(parts::condition)),
    (&["oneOf", "anyOf"], Enters(variants::variants)),
    (&["allOf"], Enters(variants::all)),
    (&["discriminator"], Differs(variants::discriminator)),
    (&["readOnly"], Differs(values::read_only)),
    (&["writeOnly"], Differs(values::write_only)),
    (&["default"], Differs(values::default)),
    (&["deprecated"], Differs(deprecated)),
    (&["title", "description", "example", "$comment"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&["externalDocs"], Differs(stated)),
    (&["x-extensible-enum", "x-codes"], Differs(values::known)),
    (&["x-deprecated-since", "x-sunset"], Differs(date)),
];

/// The keywords that are compared when the type is another one.
pub(super) const ANOTHER_TYPE: Table = &[
    (&["type", "nullable"], Differs(types::types)),
    (&["default"], Differs(values::default)),
    (&["readOnly"], Differs(values::read_only)),
    (&["writeOnly"], Differs(values::write_only)),
    (&["deprecated"], Differs(deprecated)),
    (&["title", "description", "example", "$comment"], Differs(words)),
    (&["examples"], Differs(examples)),
    (&OF_A_TYPE, Elsewhere),
];

/// The keywords that mean nothing for values of another type.
const OF_A_TYPE: [&str; 25] = [
    "enum",
    "const",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "items",
    "prefixItems",
    "contains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "contentMediaType",
];

//! Tests of access tokens that were not issued by this server, or were altered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use imprint::caller::{Caller, Subject};
use imprint::id::Id;
use imprint::tokens::access::AccessTokens;
use imprint::tokens::keys::{Keys, SigningKey};
use serde_json::{Value, json};

use crate::support::{Answer, Kind, Kit, assert_answer, key};

async fn code(kit: &Kit, authorization: &str) -> (u16, String) {
    let answer = kit.get_with("/v1/audit-events", &[("authorization", authorization)]).await;
    (answer.status.as_u16(), if answer.status == 200 { String::new() } else { answer.code() })
}

/// A token's parts: header, claims, signature.
fn parts(token: &str) -> (Value, Value, String) {
    let mut parts = token.split('.');
    let mut json =
        || serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts.next().unwrap()).unwrap()).unwrap();
    let (header, claims) = (json(), json());
    (header, claims, parts.next().unwrap().to_owned())
}

fn written(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    format!("Bearer {}.{}.{signature}", part(header), part(claims))
}

fn with(mut json: Value, field: &str, value: Value) -> Value {
    json[field] = value;
    json
}

#[tokio::test]
async fn a_token_that_was_changed_is_refused_whatever_was_changed() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let token = kit.token(imprint::routes::REGISTRY.scopes().collect());
    let (header, claims, signature) = parts(&token);
    assert_eq!(code(&kit, &written(&header, &claims, &signature)).await.0, 200);

    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    let forged = [
        written(&with(header.clone(), "alg", json!("none")), &claims, ""),
        written(&with(header.clone(), "alg", json!("none")), &claims, &signature),
        written(&with(header.clone(), "alg", json!("HS256")), &claims, &signature),
        written(&with(header.clone(), "kid", json!("another")), &claims, &signature),
        written(&with(header.clone(), "typ", json!("JWT")), &claims, &signature),
        written(&with(header.clone(), "jwk", jwk), &claims, &signature),
        written(&with(header.clone(), "jku", json!("https://keys.example/set")), &claims, &signature),
        written(&header, &with(claims.clone(), "scope", json!("users:write")), &signature),
        written(&header, &with(claims.clone(), "exp", json!(9_999_999_999_i64)), &signature),
        written(&header, &claims, &signature[..40]),
        "Bearer x".to_owned(),
        "Bearer a.b.c".to_owned(),
    ];
    for authorization in forged {
        assert_eq!(code(&kit, &authorization).await, (401, "token_invalid".to_owned()), "{authorization}");
    }
    for authorization in ["Basic YTpi", "Bearer", "x"] {
        assert_eq!(code(&kit, authorization).await, (401, "token_missing".to_owned()), "{authorization}");
    }
}

#[tokio::test]
async fn what_another_key_or_another_issuer_has_signed_is_refused() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let caller = Caller {
        subject: Subject::User(Id::example(1)),
        session: Id::example(2),
        scopes: imprint::routes::REGISTRY.scopes().collect(),
    };
    let sign = |key: SigningKey, issuer: &str| {
        let tokens = AccessTokens::new(Keys::new(vec![key]).into(), kit.app.clock.clone(), issuer.to_owned());
        format!("Bearer {}", tokens.sign(&caller, "test", Id::example(3)).unwrap())
    };
    let ours = "http://127.0.0.1:8080";
    assert_eq!(code(&kit, &sign(key(), ours)).await.0, 200);

    let strange = sign(SigningKey::read(&SigningKey::generate().unwrap()).unwrap(), ours);
    let elsewhere = sign(key(), "https://other.example");

    for authorization in [strange, elsewhere] {
        assert_eq!(code(&kit, &authorization).await, (401, "token_invalid".to_owned()));
    }
}

#[tokio::test]
async fn a_remembered_token_expires_all_the_same() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let bearer = format!("Bearer {}", kit.token(imprint::routes::REGISTRY.scopes().collect()));
    assert_eq!(code(&kit, &bearer).await.0, 200);

    kit.app.clock.advance(900);

    assert_eq!(code(&kit, &bearer).await, (401, "token_expired".to_owned()));
}

#[tokio::test]
async fn the_key_set_has_the_key_that_signs_and_nothing_private() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();

    let answer = kit.get_with("/.well-known/jwks.json", &[("authorization", "")]).await.expect(200);

    let mut shown = answer.json();
    (shown["keys"][0]["kid"], shown["keys"][0]["x"]) = (json!("…"), json!("…"));
    let shown = Answer {
        status: answer.status,
        headers: answer.headers.clone(),
        body: shown.to_string().into_bytes(),
    };
    assert_answer!("getKeySet_200_key", shown);
    let (header, _, _) = parts(&kit.token(imprint::routes::REGISTRY.scopes().collect()));
    let set = answer.json();
    assert_eq!(set["keys"][0]["kid"], header["kid"]);
    let names: Vec<_> = set["keys"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["kty", "crv", "use", "alg", "kid", "x"]);
}

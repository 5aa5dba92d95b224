//! Client authentication: with HTTP Basic or in the body (RFC 6749, 2.3.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::refusal::{Refusal, Refused};
use crate::contract::CLIENT_SCHEME;
use crate::oauth::clients::ClientSecret;

/// The credentials of a client.
#[derive(Debug)]
pub struct Credentials {
    /// The client identifier, `client_id`.
    pub client_id: String,
    /// The client secret. A public client has none.
    pub secret: Option<ClientSecret>,
}

/// The credentials in `Authorization`, if there are any.
#[derive(Debug)]
pub struct Basic(Option<Credentials>);

impl<'a> ApiExtractor<'a> for Basic {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    const PARAM_IS_REQUIRED: bool = false;
    type ParamType = ();
    type ParamRawType = ();

    fn security_schemes() -> Vec<&'static str> {
        vec![CLIENT_SCHEME]
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let value = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let basic = value.and_then(|value| value.split_once(' '));
        let Some((_, encoded)) = basic.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic")) else {
            return Ok(Self(None));
        };
        match read(encoded) {
            Some(credentials) => Ok(Self(Some(credentials))),
            None => Err(Refused::new(
                Refusal::InvalidClient,
                "The Authorization header field is not valid HTTP Basic.",
            )
            .into()),
        }
    }
}

fn read(encoded: &str) -> Option<Credentials> {
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    let secret = decoded(secret);
    let secret = if secret.is_empty() { None } else { Some(ClientSecret::parse(secret).ok()?) };
    Some(Credentials { client_id: decoded(client_id), secret })
}

/// Decodes one part. Both parts are form-encoded before they are joined.
fn decoded(part: &str) -> String {
    form_urlencoded::parse(format!("x={}", part.replace('&', "%26")).as_bytes())
        .map(|(_, value)| value.into_owned())
        .collect()
}

impl Basic {
    /// Returns the credentials of a request. `client_id` and `secret` come from its body.
    ///
    /// # Errors
    /// `invalid_request` if both ways are used or the two contradict each other; `invalid_client` if neither is used.
    pub fn or(self, client_id: Option<String>, secret: Option<ClientSecret>) -> Result<Credentials, Refused> {
        match (self.0, client_id) {
            (Some(_), _) if secret.is_some() => {
                let description = "The client authenticates twice: in Authorization and in the body.";
                Err(Refused::new(Refusal::InvalidRequest, description))
            }
            (Some(basic), Some(other)) if other != basic.client_id => {
                let description = "client_id in the body is another than in Authorization.";
                Err(Refused::new(Refusal::InvalidRequest, description))
            }
            (Some(basic), _) => Ok(basic),
            (None, Some(client_id)) => Ok(Credentials { client_id, secret }),
            (None, None) => {
                Err(Refused::new(Refusal::InvalidClient, "The request does not name the client."))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basic(text: &str) -> Basic {
        Basic(read(&STANDARD.encode(text)))
    }

    #[test]
    fn both_parts_are_decoded_and_an_empty_secret_is_none() {
        let Credentials { client_id, secret } = read(&STANDARD.encode("a%3Ab+c:d%26e&f")).unwrap();

        assert_eq!((client_id.as_str(), secret.unwrap().reveal()), ("a:b c", "d&e&f"));
        assert!(read(&STANDARD.encode("app:")).unwrap().secret.is_none());
        assert!(read(&STANDARD.encode("no colon")).is_none() && read("!").is_none());
    }

    #[test]
    fn a_client_says_in_one_way_who_it_is() {
        let secret = || Some(ClientSecret::parse("s").unwrap());
        let refusal = |result: Result<Credentials, Refused>| result.unwrap_err().refusal;

        assert_eq!(refusal(basic("a:s").or(None, secret())), Refusal::InvalidRequest);
        assert_eq!(refusal(basic("a:s").or(Some("b".to_owned()), None)), Refusal::InvalidRequest);
        assert_eq!(refusal(Basic(None).or(None, secret())), Refusal::InvalidClient);
        assert_eq!(basic("a:s").or(Some("a".to_owned()), None).unwrap().client_id, "a");
        assert_eq!(Basic(None).or(Some("a".to_owned()), secret()).unwrap().client_id, "a");
    }
}

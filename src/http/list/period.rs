//! The time that a list is cut to, as parameters.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use crate::clock::Instant;
use crate::http::query::{object, property, read};
use crate::page::Period;

const START: &str = "start_time";
const END: &str = "end_time";

impl<'a> ApiExtractor<'a> for Period {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(object(vec![
            property::<Instant>(START, "Only those made at this moment or later."),
            property::<Instant>(END, "Only those made before this moment."),
        ]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self { start: read(request, body, START).await?, end: read(request, body, END).await? })
    }
}

#[cfg(test)]
mod tests {
    use poem::Endpoint as _;
    use poem_openapi::error::ParseParamError;
    use poem_openapi::payload::PlainText;
    use poem_openapi::{OpenApi, OpenApiService};

    use super::*;

    struct Api;

    #[OpenApi]
    impl Api {
        #[oai(path = "/", method = "get")]
        async fn list(&self, made: Period) -> PlainText<String> {
            PlainText(format!("{:?}", made.start.map(Instant::micros)))
        }
    }

    /// What the contract's admission would have refused before.
    #[tokio::test]
    async fn what_cannot_be_read_is_told_by_name() {
        let api = OpenApiService::new(Api, "", "");
        let request = |query: &str| Request::builder().uri(format!("/?{query}").parse().unwrap()).finish();

        let read = api.call(request("start_time=1970-01-01T00:00:01Z")).await.unwrap();
        let refused = api.call(request("end_time=now")).await.unwrap_err();

        assert_eq!(read.into_body().into_string().await.unwrap(), "Some(1000000)");
        assert_eq!(refused.downcast_ref::<ParseParamError>().unwrap().name, "end_time");
    }
}

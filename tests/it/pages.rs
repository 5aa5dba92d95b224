//! Pages for people.

use imprint::oauth::demo::{self, CLIENT_ID, CLIENT_SECRET};
use serde_json::Value;

use crate::support::{Kind, Kit};

async fn kit() -> Kit {
    Kit::new(Kind::Sqlite).await.unwrap()
}

#[tokio::test]
async fn the_documents_are_served_in_both_forms_and_say_the_same() {
    let kit = kit().await;

    let yaml = kit.get("/openapi.yaml").await.expect(200);
    let json = kit.get("/openapi.json").await.expect(200);
    let sdk = kit.get("/openapi.sdk.json").await.expect(200);

    assert_eq!(yaml.header("content-type"), "application/yaml");
    assert_eq!(serde_yaml::from_slice::<Value>(&yaml.body).unwrap(), json.json());
    assert_eq!(json.json()["servers"][0]["url"], "/");
    assert_eq!(sdk.header("content-type"), "application/json");
    assert_eq!(sdk.json()["info"], json.json()["info"]);
}

#[tokio::test]
async fn the_document_can_be_tried_and_read_with_scripts_of_this_server_alone() {
    let kit = kit().await;
    for (path, scripts) in [("/docs", "swagger-ui-bundle.js"), ("/docs/reference", "redoc.standalone.js")] {
        let page = kit.get(path).await.expect(200);

        let html = String::from_utf8(page.body.clone()).unwrap();
        let policy = page.header("content-security-policy");
        assert!(html.contains(scripts) && !html.contains("http://") && !html.contains("https://"), "{path}");
        assert!(
            !html.contains("<script>") && !html.contains("<style") && !html.contains(" style="),
            "{path}"
        );
        assert!(policy.contains("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http") && !policy.contains("blob:"),
            "{policy}"
        );
        for asset in html.split('"').filter(|part| part.starts_with("/docs/") && part.contains('.')) {
            let asset = kit.get(asset).await.expect(200);
            let kind = asset.header("content-type");
            assert!(
                asset.body.len() > 100 && (kind.contains("javascript") || kind.contains("css")),
                "{kind}"
            );
        }
    }
}

#[tokio::test]
async fn the_browser_comes_back_from_signing_in_to_a_page_that_nobody_keeps() {
    let kit = kit().await;

    let page = kit.get("/docs/oauth2-redirect.html?code=x&state=y").await.expect(200);
    let script = kit.get("/docs/oauth2-redirect.js").await.expect(200);

    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(String::from_utf8_lossy(&page.body).contains("<script src=\"oauth2-redirect.js\"></script>"));
    assert!(script.header("content-type").contains("javascript"));
}

#[tokio::test]
async fn the_page_to_try_knows_the_client_of_a_demonstration_and_no_other() {
    for demonstration in [true, false] {
        let kit = Kit::with(Kind::Sqlite, |http| http.demonstration = demonstration).await.unwrap();

        let html = String::from_utf8(kit.get("/docs").await.expect(200).body).unwrap();

        let known = format!("data-client-id=\"{CLIENT_ID}\" data-client-secret=\"{CLIENT_SECRET}\"");
        assert_eq!(html.contains(&known), demonstration);
        assert_eq!(html.contains("data-client"), demonstration);
    }
}

#[tokio::test]
async fn the_client_of_a_demonstration_knows_the_last_addresses_and_no_more_than_a_client_can_have() {
    let kit = kit().await;
    for port in 8001..=8015 {
        demo::load(&kit.app, &format!("http://127.0.0.1:{port}")).await.unwrap();
    }

    let clients = kit.get("/v1/clients").await.expect(200).json()["data"].clone();

    let mut clients = clients.as_array().unwrap().iter();
    let client = clients.find(|client| client["clientId"] == CLIENT_ID).unwrap();
    let uris: Vec<_> =
        client["redirectUris"].as_array().unwrap().iter().map(|uri| uri.as_str().unwrap()).collect();
    assert_eq!(uris.len(), 20);
    assert_eq!(uris[19], "http://localhost:8015/docs/oauth2-redirect.html");
}

#[tokio::test]
async fn redoc_is_the_script_and_nothing_of_the_page_round_it() {
    let kit = kit().await;

    let answer = kit.get("/docs/redoc.standalone.js").await.expect(200);

    let script = String::from_utf8(answer.body.clone()).unwrap();
    assert!(
        script.starts_with("/*! For license information") && script.len() > 1_000_000,
        "{}",
        script.len()
    );
    assert!(!script.contains("fonts.googleapis.com") && !script.contains("</html>"));
    assert_eq!(answer.header("cache-control"), "public, max-age=86400");
}

#[tokio::test]
async fn what_the_pages_do_not_need_of_swagger_ui_is_not_served() {
    let kit = kit().await;
    for asset in ["index.html", "swagger-initializer.js", "swagger-ui.js", "docs.rs", "..%2Fstyle.css"] {
        assert_eq!(kit.get(&format!("/docs/{asset}")).await.expect(404).code(), "route_not_found", "{asset}");
    }
}

#[tokio::test]
async fn a_problem_names_the_operations_that_answer_with_it() {
    let kit = kit().await;

    let taken = kit.get("/problems/isbn_taken").await.expect(200);
    let nowhere = kit.get("/problems/route_not_found").await.expect(200);

    let (taken, nowhere) = (String::from_utf8(taken.body).unwrap(), String::from_utf8(nowhere.body).unwrap());
    assert!(
        taken.contains("<a href=\"/docs/reference#operation/createBook\"><b>POST</b> <code>/v1/books</code>")
    );
    assert!(!taken.contains("operation/createAuthor") && !nowhere.contains("#operation/"));
}

#[tokio::test]
async fn every_code_has_a_page_and_the_same_as_json() {
    let kit = kit().await;
    let index = String::from_utf8(kit.get("/problems").await.expect(200).body).unwrap();
    for code in imprint::routes::REGISTRY.codes() {
        let path = format!("/problems/{}", code.name());

        let page = kit.get_with(&path, &[("accept", "text/html,application/xhtml+xml")]).await.expect(200);
        let json = kit.get_with(&path, &[("accept", "application/json")]).await.expect(200);

        assert!(
            page.header("content-type").starts_with("text/html")
                && String::from_utf8_lossy(&page.body).contains(code.title())
        );
        assert_eq!(
            (json.json()["code"].as_str(), json.json()["meaning"].as_str()),
            (Some(code.name()), Some(code.meaning()))
        );
        assert!(index.contains(&path));
    }
    kit.get("/problems/nothing").await.expect(404);
}

#[tokio::test]
async fn the_welcome_page_of_a_demonstration_says_that_it_is_one_and_no_other_does() {
    for demonstration in [true, false] {
        let kit = Kit::with(Kind::Sqlite, |http| http.demonstration = demonstration).await.unwrap();

        let html = String::from_utf8(kit.get("/").await.expect(200).body).unwrap();

        assert_eq!(html.contains("This is a demonstration."), demonstration);
        assert!(!html.contains("<!--"), "{html}");
    }
}

#[tokio::test]
async fn every_link_of_the_welcome_page_leads_somewhere() {
    let kit = kit().await;

    let html = String::from_utf8(kit.get("/").await.expect(200).body).unwrap();

    let links: Vec<_> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    assert!(links.len() > 5);
    for link in links {
        assert_eq!(kit.get(&link).await.status.as_u16(), 200, "{link}");
    }
}

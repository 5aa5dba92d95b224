//! Pages for people.

use imprint::error::Code;
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
async fn swagger_ui_comes_from_this_server_alone() {
    let kit = kit().await;

    let page = kit.get("/docs").await.expect(200);

    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("<script>"));
    assert!(page.header("content-security-policy").contains("script-src 'self';"));
    for asset in html.split('"').filter(|part| part.starts_with("/docs/")) {
        assert!(kit.get(asset).await.expect(200).body.len() > 100, "{asset}");
    }
    assert_eq!(kit.get("/docs/index.html").await.code(), "route_not_found");
}

#[tokio::test]
async fn every_code_has_a_page_and_the_same_as_json() {
    let kit = kit().await;
    let index = String::from_utf8(kit.get("/problems").await.expect(200).body).unwrap();
    for code in Code::ALL {
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

//! Every address of the program, and who may not open it. The list is complete: a route that is not on it fails.

use axum::http::StatusCode;

use crate::both;
use crate::kit::browser::{Browser, Web};
use crate::kit::staff::Staff;

/// For whom an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Everybody.
    All,
    /// Whoever has proved, by number and look-up code, that the case is theirs.
    Applicant,
    /// The intake clerks and handlers of the case's agency.
    Desk,
    /// The reviewers of the case's agency.
    Review,
    /// Whoever has signed in.
    Staff,
}

use For::{All, Desk, Review};

/// Method, address, and for whom.
const ROUTES: &[(&str, &str, For)] = &[
    ("GET", "/healthz", All),
    ("GET", "/assets/{version}/{name}", All),
    ("GET POST", "/sign-in", All),
    ("POST", "/sign-out", For::Staff),
    ("GET", "/desk", Desk),
    ("GET", "/desk/cases/{case}", Desk),
    ("POST", "/desk/cases/{case}/confirm-receipt", Desk),
    ("POST", "/desk/cases/{case}/assign", Desk),
    ("POST", "/desk/cases/{case}/accept", Desk),
    ("POST", "/desk/cases/{case}/hand-back", Desk),
    ("POST", "/desk/cases/{case}/submit", Desk),
    ("POST", "/desk/cases/{case}/issue", Desk),
    ("POST", "/desk/cases/{case}/serve", Desk),
    ("POST", "/desk/cases/{case}/record-delivery", Desk),
    ("POST", "/desk/cases/{case}/close", Desk),
    ("POST", "/desk/cases/{case}/withdraw", Desk),
    ("GET POST", "/desk/cases/{case}/draft", Desk),
    ("UPLOAD", "/desk/cases/{case}/draft/files", Desk),
    ("GET", "/desk/cases/{case}/letters/{letter}", Desk),
    ("GET", "/desk/cases/{case}/letters/{letter}/pdf", Desk),
    ("GET", "/desk/cases/{case}/files/{file}", Desk),
    ("GET", "/review", Review),
    ("GET", "/review/cases/{case}", Review),
    ("POST", "/review/cases/{case}/approve", Review),
    ("POST", "/review/cases/{case}/send-back", Review),
    ("GET", "/review/cases/{case}/letters/{letter}", Review),
    ("GET", "/review/cases/{case}/letters/{letter}/pdf", Review),
    ("GET", "/review/cases/{case}/files/{file}", Review),
];

/// The paths that the router really has, as its debug form lists them.
fn paths(web: &Web) -> Vec<String> {
    let shown = format!("{:?}", web.router);
    let mut paths: Vec<String> = shown
        .split('"')
        .filter(|text| text.starts_with('/') && !text.contains("__private"))
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// An address of the list, with the ids of a case and of things that it does not have.
fn address(path: &str, case: &str) -> String {
    let none = "00000000-0000-7000-8000-000000000000";
    path.replace("{case}", case)
        .replace("{letter}", none)
        .replace("{file}", none)
}

async fn try_all(browser: &mut Browser, methods: &str, path: &str) -> Vec<(StatusCode, String)> {
    let mut answers = Vec::new();
    for method in methods.split(' ') {
        let answer = match method {
            "GET" => browser.get(path).await,
            "UPLOAD" => browser.upload(path, &[("version", "1")], &[]).await,
            _ => {
                browser
                    .post(
                        path,
                        &[("version", "1"), ("step", "legal"), ("content", &"0".repeat(64))],
                    )
                    .await
            }
        };
        answers.push((answer.status, answer.location().to_owned()));
    }
    answers
}

both! {
    async fn every_route_is_on_the_list(web: Web) {
        let mut listed: Vec<String> = ROUTES.iter().map(|(_, path, _)| (*path).to_owned()).collect();
        listed.sort();
        assert_eq!(paths(&web), listed);
    }

    async fn nobody_gets_in_without_signing_in(web: Web) {
        let staff = Staff::of(&web).await;
        let case = staff.filed(&web, 1).await.case.to_string();
        for (methods, path, who) in ROUTES.iter().filter(|(.., who)| *who != All) {
            let mut browser = web.browser();
            // A page with a form, so that the form's secret is not what keeps them out.
            browser.get("/sign-in").await;
            for (status, location) in try_all(&mut browser, methods, &address(path, &case)).await {
                let out = match who {
                    For::Applicant => status == StatusCode::NOT_FOUND || status.is_redirection(),
                    _ => location.starts_with("/sign-in"),
                };
                assert!(out, "{methods} {path}: {status} {location}");
            }
        }
    }

    async fn the_wrong_role_and_the_wrong_agency_find_nothing(web: Web) {
        let staff = Staff::of(&web).await;
        let case = staff.filed(&web, 1).await.case.to_string();
        let wrong = [("admin", vec![Desk, Review]), ("foreigner", vec![Desk, Review]), ("handler", vec![Desk, Review])];
        for (stranger, closed) in wrong {
            let mut browser = staff.sign_in(&web, stranger).await;
            browser.get("/sign-in").await;
            let there = ROUTES.iter().filter(|(_, path, who)| closed.contains(who) && path.contains("{case}"));
            for (methods, path, _) in there {
                for (status, _) in try_all(&mut browser, methods, &address(path, &case)).await {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{stranger}: {methods} {path}");
                }
            }
        }
        let mut admin = staff.sign_in(&web, "admin").await;
        for path in ["/desk", "/review"] {
            assert_eq!(admin.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

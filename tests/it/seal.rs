//! The image of an agency's seal, black box: what is taken, who may, and from when on letters bear it.

use axum::http::StatusCode;
use gongkai::domain::id::CaseId;

use crate::{
    both,
    kit::{browser::Browser, page::Page, seal::image, site::Site},
};

async fn upload(admin: &mut Browser, size: &str, png: &[u8]) -> Page {
    let form = admin.open("/admin/seal").await.form("form[enctype]");
    admin
        .send(&form.set("size", size).attach("file", "印章.png", png))
        .await
}

/// The PDF of the case's only letter.
async fn letter(site: &Site, case: CaseId) -> Vec<u8> {
    let mut handler = site.staff("handler").await;
    let page = handler.open(&format!("/desk/cases/{case}")).await;
    let letters = page.attributes("a", "href");
    let letter = letters
        .into_iter()
        .find(|href| href.contains("/letters/") && href.ends_with("/pdf"))
        .unwrap();
    handler.open(&letter).await.expect(StatusCode::OK).bytes
}

fn has_picture(pdf: &[u8]) -> bool {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document.page_iter().any(|page| {
        document
            .get_page_images(page)
            .is_ok_and(|images| !images.is_empty())
    })
}

both! {
    async fn letters_bear_the_seal_from_then_on_and_those_of_before_stay_as_they_are(site: Site) {
        let before = site.in_hand(1).await;
        let without = letter(&site, before).await;
        assert!(!has_picture(&without));
        let mut admin = site.staff("admin").await;
        let page = admin.open("/admin/seal").await.expect(StatusCode::OK);
        assert!(page.words().contains("不是电子签名") && !page.has("img"));
        let seal = image(600, 0);
        upload(&mut admin, "45", &seal).await.expect(StatusCode::SEE_OTHER);
        let page = admin.open("/admin/seal").await;
        assert!(page.words().contains("直径45毫米") && page.has("img"));
        assert_eq!(admin.open("/admin/seal/image").await.bytes, seal);
        assert!(has_picture(&admin.open("/admin/seal/sample").await.expect(StatusCode::OK).bytes));
        let after = site.in_hand(2).await;
        assert!(has_picture(&letter(&site, after).await));
        assert_eq!(letter(&site, before).await, without, "what was issued stays");
        let removed = page.form("form[action='/admin/seal/remove']");
        admin.follow(&removed).await;
        admin.get("/admin/seal/image").await.expect(StatusCode::SEE_OTHER);
        let last = site.in_hand(3).await;
        assert!(!has_picture(&letter(&site, last).await));
    }

    async fn the_second_of_two_administrators_sees_what_the_first_did(site: Site) {
        let (mut one, mut two) = (site.staff("admin").await, site.staff("all").await);
        let late = two.open("/admin/seal").await.form("form[enctype]").set("size", "50");
        upload(&mut one, "42", &image(600, 0)).await.expect(StatusCode::SEE_OTHER);
        let late = late.attach("file", "印章.png", &image(500, 0));
        let page = two.send(&late).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("管理员壬换了图样"), "{}", page.words());
        assert!(page.words().contains("直径42毫米"), "what is there now");
        assert_eq!(page.form("form[enctype]").value("size"), "50", "what was typed is kept");
        // Who has read that may still replace it; and then the first one's page is old.
        let removed = one.open("/admin/seal").await.form("form[action='/admin/seal/remove']");
        let again = page.form("form[enctype]").attach("file", "印章.png", &image(500, 0));
        two.send(&again).await.expect(StatusCode::SEE_OTHER);
        let page = one.send(&removed).await.expect(StatusCode::CONFLICT);
        assert!(page.text("[role=alert]").contains("多面手癸换了图样") && page.words().contains("直径50毫米"), "{}", page.words());
        one.send(&page.form("form[action='/admin/seal/remove']")).await.expect(StatusCode::SEE_OTHER);
        let gone = two.send(&again).await.expect(StatusCode::CONFLICT);
        assert!(gone.text("[role=alert]").contains("停用了图样"), "{}", gone.words());
    }

    async fn what_is_no_seal_is_refused_at_the_field(site: Site) {
        let mut admin = site.staff("admin").await;
        for (size, png, said) in [
            ("42", b"GIF89a".to_vec(), "不是完好的PNG"),
            ("42", image(600, 255), "背景不透明"),
            ("42", image(100, 0), "100×100像素"),
        ] {
            let page = upload(&mut admin, size, &png).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text("#file-error").contains(said), "{}", page.text("#file-error"));
        }
        for size in ["", "大", "37", "51"] {
            let page = upload(&mut admin, size, &image(600, 0)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text("#size-error").contains("38到50"));
            assert_eq!(page.form("form[enctype]").value("size"), size, "what was typed is kept");
        }
        admin.get("/admin/seal/image").await.expect(StatusCode::SEE_OTHER);
    }
}

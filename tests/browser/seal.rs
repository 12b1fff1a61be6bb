//! 印章图样: an administrator chooses the image, looks at the sample, and a letter bears it.

use super::bureau::{Bureau, at};
use crate::kit::{office::TestOffice, seal::image};

const PAGE: &str = "/admin/seal";
const FORM: &str = "form[enctype]";

pub(super) async fn go(office: &TestOffice) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut bureau = Bureau::open(office, "seal").await;
    bureau.sit("admin").await;
    let window = &mut bureau.window;
    window.go("/admin").await;
    window.press("印章图样").await;
    window.find("[name='file']").await;
    window.look_on_both("none").await;
    window.send(FORM, &[]).await;
    window.find("#file-error").await;
    window.look("no-file").await;
    for (name, bytes, says) in [
        (
            "scan.jpg",
            b"\xff\xd8\xff\xe0 a photograph".to_vec(),
            "不是完好的PNG",
        ),
        ("opaque.png", image(600, 255), "背景不透明"),
    ] {
        window.attach("file", &file(name, bytes)).await;
        window.send(FORM, &[("size", "60")]).await;
        window.find("#size-error").await;
        window.reads(says).await;
        assert_eq!(window.value("size").await, "60", "what was typed is kept");
        window.look(name.trim_end_matches(".png")).await;
    }
    window.attach("file", &file("seal.png", image(600, 0))).await;
    window.send(FORM, &[("size", "42")]).await;
    window.find(".gk-flash").await;
    window.reads("直径42毫米").await;
    window.look_on_both("chosen").await;
    let sample = window.fetch(&format!("{PAGE}/sample")).await;
    window.keep("sample", "pdf", &sample);
    assert!(lopdf::Document::load_mem(&sample).is_ok());
    let case = office.to_be_posted(1).await;
    bureau.case = at(case);
    bureau.at_the_case("handler").await;
    let letter = bureau
        .window
        .find("#letters ~ .desk-letters a[href$='/pdf']")
        .await;
    let href = letter.attr("href").await.unwrap().unwrap();
    let pdf = bureau.window.fetch(&href).await;
    bureau.window.keep("letter", "pdf", &pdf);
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let bears = |page| {
        document
            .get_page_images(page)
            .is_ok_and(|images| !images.is_empty())
    };
    assert!(document.page_iter().any(bears));
    bureau.close().await;
}

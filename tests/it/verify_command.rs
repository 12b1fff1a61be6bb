//! `gongkai verify`: every file that a row names is read, and of each that is missing or changed is said what it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    process::Command,
};

use gongkai::{
    config::new_key,
    store::{
        StoreError,
        verify::{self, Break},
    },
};

use crate::{
    both,
    bundle::files_under,
    documents::{brought, marked_and_copied},
    kit::{answer::redacted_draft, seal::image, site::Site},
    store::verify::tamper,
};

const WORDS: &str = "登记人：甄某某，电话13912345678。";

/// An answer with everything that is kept of one: a seal, a document that was turned into a PDF, its pages, its copy.
async fn issued(site: &Site) {
    let mut admin = site.staff("admin").await;
    let form = admin.open("/admin/seal").await.form("form[enctype]");
    let form = form.set("size", "45").attach("file", "印章.png", &image(600, 0));
    admin.follow(&form).await;
    let filed = site.file(1).await;
    site.take_in_hand("handler", filed.case).await;
    let mut handler = site.staff("handler").await;
    brought(site, &mut handler, filed.case, "登记表.txt", WORDS.as_bytes()).await;
    marked_and_copied(site, &mut handler, filed.case).await;
    let copy = site.copy_for_release(filed.case).await;
    site.submit_draft(filed.case, redacted_draft(copy)).await;
    site.approve_all(filed.case).await;
    site.issue(filed.case).await;
}

/// What the rows name: for each file on the disk what it is.
async fn named(site: &Site) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    let each = async |used: verify::BlobUse| -> Result<(), StoreError> {
        named.insert(used.content.to_string(), used.what);
        Ok(())
    };
    verify::blobs(&site.office.db, each).await.unwrap();
    named
}

fn on_disk(site: &Site) -> BTreeMap<String, PathBuf> {
    files_under(site.files.path())
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect()
}

/// Whether the command is content, and what it says.
async fn verified(site: &Site) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .current_dir(site.files.path())
        .arg("verify")
        .env("GONGKAI__DATABASE__URL", site.test.url())
        .env("GONGKAI__DATA__FILES", site.files.path())
        .env("GONGKAI__SECRETS__KEY", new_key(1, [7; 32]));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.success(), said)
}

both! {
    async fn every_file_is_read_and_what_is_wrong_with_it_is_said(site: Site) {
        issued(&site).await;
        let (named, files) = (named(&site).await, on_disk(&site));
        assert_eq!(named.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>(), "all that is kept is read");
        let kinds: BTreeSet<&str> = named.values().map(String::as_str).collect();
        let number = "办件 QXZJ-2026-00001 的";
        for kind in [
            format!("{number}原件“登记表.txt”"),
            format!("{number}“登记表.txt”转换成的PDF"),
            format!("{number}“登记表.txt”第1页的图像"),
            format!("{number}公开版“登记表（公开版）.pdf”"),
            format!("{}的印章图像", site.here.agency.name),
        ] {
            assert!(kinds.contains(kind.as_str()), "{kind}: {kinds:?}");
        }
        let letters = kinds.iter().filter(|kind| kind.starts_with(&format!("{number}文书 "))).count();
        assert_eq!((letters, kinds.len()), (2, 7), "a receipt and the answer: {kinds:?}");
        let (is_whole, said) = verified(&site).await;
        assert!(is_whole && said.contains("7 个文件，发现 0 处不符"), "{said}");

        let kept: Vec<(PathBuf, Vec<u8>)> =
            files.values().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
        for (path, bytes) in &kept {
            let (last, rest) = bytes.split_last().unwrap();
            std::fs::write(path, [rest, &[last ^ 1]].concat()).unwrap();
        }
        let (is_whole, said) = verified(&site).await;
        assert!(!is_whole && said.contains("发现 7 处不符"), "{said}");
        for (digest, what) in &named {
            assert!(said.contains(&format!("{what}：文件 {digest} 不能加密或者解密")), "{what}: {said}");
        }
        for (path, _) in &kept {
            std::fs::remove_file(path).unwrap();
        }
        let (is_whole, said) = verified(&site).await;
        assert!(!is_whole, "{said}");
        for (digest, what) in &named {
            assert!(said.contains(&format!("{what}：文件 {digest} 不在文件存储中")), "{what}: {said}");
        }
    }

    async fn the_list_of_what_went_out_is_held_against_the_history(site: Site) {
        issued(&site).await;
        site.assert_sound().await;
        let breaks = async || {
            let mut breaks = Vec::new();
            verify::database(&site.office.db, |found| breaks.push(found.clone())).await.unwrap();
            breaks
        };
        tamper(&site.office.db, "UPDATE release_package SET manifest = replace(manifest, '登记表', '登记簿')").await;
        let found = breaks().await;
        assert!(matches!(found.as_slice(), [Break::Package { is_there: true, .. }]), "{found:?}");
        assert!(found[0].to_string().contains("公开材料清单与历史记录不符"));
        tamper(&site.office.db, "DELETE FROM release_package").await;
        let found = breaks().await;
        assert!(matches!(found.as_slice(), [Break::Package { is_there: false, .. }]), "{found:?}");
        assert!(found[0].to_string().contains("公开材料清单缺失"));
    }
}

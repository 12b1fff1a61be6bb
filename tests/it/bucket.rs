//! Files in an object store: that they come back, that a changed one is noticed, and what is said when it cannot be used.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
    sync::Arc,
};

use axum::http::StatusCode;
use gongkai::{
    config::{Files, Secret},
    documents::{BlobError, Blobs, Trouble},
    domain::{digest::Digest, id::CaseId},
    store::{self, Scope},
};
use tempfile::TempDir;

use crate::{
    both,
    documents::{brought, pdf},
    kit::{
        authority::Authority,
        bucket::{self, BUCKET, Mood, ObjectStore, SECRET},
        premises::vault,
        site::Site,
    },
};

/// The store, blobs in it, and the folder beside it.
async fn opened() -> (ObjectStore, Blobs, TempDir) {
    opened_with(|_| ()).await
}

async fn opened_with(change: impl FnOnce(&mut Files)) -> (ObjectStore, Blobs, TempDir) {
    let (store, folder) = (ObjectStore::start().await, tempfile::tempdir().unwrap());
    let mut files = store.settings();
    change(&mut files);
    let blobs = bucket::blobs(files, folder.path()).unwrap();
    (store, blobs, folder)
}

/// What is said to the operator: where it is, and never the key.
fn said(error: &BlobError) -> String {
    let said = error.to_string();
    assert!(said.contains(BUCKET) || said.contains("no-such"), "{said}");
    let whole = format!("{error:?}");
    assert!(!whole.contains(SECRET), "{whole}");
    said
}

#[tokio::test]
async fn bytes_come_back_and_are_kept_once_sealed_and_under_their_name() {
    let (store, blobs, folder) = opened().await;
    let words = b"secret words".to_vec();
    let digest = blobs.put(words.clone()).await.unwrap();
    assert_eq!(blobs.put(words.clone()).await.unwrap(), digest);
    assert_eq!(blobs.get(digest).await.unwrap(), words);
    let name = digest.to_string();
    let name = format!("office/files/{}/{}/{name}", &name[..2], &name[2..4]);
    assert_eq!(
        store.objects().into_keys().collect::<Vec<_>>(),
        std::slice::from_ref(&name)
    );
    let kept = store.objects().remove(&name).unwrap();
    assert!(!kept.windows(6).any(|window| window == b"secret"));
    assert_eq!(store.written(), 1);
    assert!(!format!("{blobs:?}").contains(SECRET), "{blobs:?}");

    // What lay in a folder is had from a bucket into which the folder was copied.
    let before = folder.path().join("before");
    let old = Blobs::open(&before, Arc::new(vault())).unwrap();
    let digest = old.put(b"of before".to_vec()).await.unwrap();
    let name = digest.to_string();
    let place = format!("{}/{}/{name}", &name[..2], &name[2..4]);
    let copied = std::fs::read(before.join(&place)).unwrap();
    store.tamper(|objects| drop(objects.insert(format!("office/files/{place}"), copied)));
    assert_eq!(blobs.get(digest).await.unwrap(), b"of before");

    let large = vec![7; 3 * 1024 * 1024];
    let digest = blobs.put(large.clone()).await.unwrap();
    assert_eq!(blobs.get(digest).await.unwrap(), large);
}

#[tokio::test]
async fn many_who_keep_the_same_at_once_keep_it_once() {
    let (store, blobs, _folder) = opened().await;
    let blobs = Arc::new(blobs);
    let mut busy = Vec::new();
    for _ in 0..8 {
        let blobs = Arc::clone(&blobs);
        busy.push(tokio::spawn(async move {
            blobs.put(b"the same".to_vec()).await.unwrap()
        }));
    }
    let mut digests = BTreeSet::new();
    for one in busy {
        digests.insert(one.await.unwrap());
    }
    assert_eq!((digests.len(), store.written()), (1, 1));
}

#[tokio::test]
async fn what_was_changed_or_taken_away_is_noticed() {
    let (store, blobs, _folder) = opened().await;
    let digest = blobs.put(b"one".to_vec()).await.unwrap();
    store.tamper(|objects| {
        for content in objects.values_mut() {
            *content.last_mut().unwrap() ^= 1;
        }
    });
    assert!(matches!(blobs.get(digest).await, Err(BlobError::Seal { .. })));
    store.tamper(|objects| {
        for content in objects.values_mut() {
            *content = b"two".to_vec();
        }
    });
    let found = Digest::of_bytes(b"two");
    assert!(
        matches!(blobs.get(digest).await, Err(BlobError::Altered { expected, found: other }) if expected == digest && other == found)
    );
    store.tamper(BTreeMap::clear);
    assert!(matches!(blobs.get(digest).await, Err(BlobError::Missing(missing)) if missing == digest));
}

#[tokio::test]
async fn a_wrong_key_and_one_that_may_nothing_are_refused_at_once() {
    let (store, right, folder) = opened().await;
    let digest = right.put(b"one".to_vec()).await.unwrap();
    let mut wrong = store.settings();
    wrong.secret_access_key = Secret("guessed".to_owned());
    let mut unknown = store.settings();
    unknown.access_key_id = "SOMEBODY".to_owned();
    for files in [wrong, unknown] {
        let blobs = bucket::blobs(files, folder.path()).unwrap();
        for error in [
            blobs.put(b"two".to_vec()).await.unwrap_err(),
            blobs.get(digest).await.unwrap_err(),
        ] {
            assert_eq!(error.trouble(), Some(Trouble::Denied), "{error:?}");
            assert!(said(&error).contains("files.secret_access_key"), "{error}");
        }
    }
    store.be(Mood::Denying);
    let asked = store.asked();
    let error = right.probe().await.unwrap_err();
    assert!(said(&error).contains("s3:PutObject"), "{error}");
    assert_eq!(store.asked(), asked + 1, "asking again makes no sense");
    assert_eq!(store.written(), 1);
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_told_from_a_blob_that_is_not() {
    let (_store, blobs, _folder) = opened_with(|files| files.bucket = "no-such".to_owned()).await;
    for error in [
        blobs.probe().await.unwrap_err(),
        blobs.get(Digest::of_bytes(b"one")).await.unwrap_err(),
    ] {
        assert_eq!(error.trouble(), Some(Trouble::Absent), "{error:?}");
        assert!(said(&error).contains("files.bucket"), "{error}");
    }
}

#[tokio::test]
async fn a_store_that_fails_is_asked_again_and_then_named() {
    let (mut store, blobs, folder) = opened().await;
    store.be(Mood::Failing(1));
    let digest = blobs.put(b"one".to_vec()).await.unwrap();
    assert_eq!(store.asked(), 2);
    store.be(Mood::Failing(2));
    let error = blobs.get(digest).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Failing), "{error:?}");
    said(&error);
    assert_eq!(blobs.get(digest).await.unwrap(), b"one");

    store.be(Mood::Slow);
    for error in [
        blobs.get(digest).await.unwrap_err(),
        blobs.put(b"two".to_vec()).await.unwrap_err(),
    ] {
        assert_eq!(error.trouble(), Some(Trouble::Unreachable), "{error:?}");
        assert!(said(&error).contains("files.endpoint"), "{error}");
    }
    store.be(Mood::Well);
    store.down().await;
    let blobs = bucket::blobs(store.settings(), folder.path()).unwrap();
    let error = blobs.probe().await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Unreachable), "{error:?}");
}

#[tokio::test]
async fn a_store_without_conditions_is_looked_at_first() {
    let (store, blobs, folder) = opened().await;
    store.be(Mood::Unconditional);
    let error = blobs.probe().await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::NoCondition), "{error:?}");
    assert!(said(&error).contains("files.conditional_put"), "{error}");
    let mut files = store.settings();
    files.conditional_put = false;
    let blobs = bucket::blobs(files, folder.path()).unwrap();
    for _ in 0..2 {
        let digest = blobs.put(b"one".to_vec()).await.unwrap();
        assert_eq!(blobs.get(digest).await.unwrap(), b"one");
    }
    assert_eq!(store.written(), 1);
}

#[tokio::test]
async fn a_conflict_is_no_proof_that_something_was_kept() {
    let (store, blobs, _folder) = opened().await;
    store.be(Mood::Conflicting);
    let digest = blobs.put(b"one".to_vec()).await.unwrap();
    assert_eq!(blobs.get(digest).await.unwrap(), b"one");
    assert_eq!(blobs.put(b"one".to_vec()).await.unwrap(), digest);
    assert_eq!(store.written(), 1);
}

#[tokio::test]
async fn a_certificate_of_an_own_authority_counts_where_it_is_named() {
    let authority = Authority::new();
    let (store, folder) = (
        ObjectStore::certified_by(&authority).await,
        tempfile::tempdir().unwrap(),
    );
    let error = bucket::blobs(store.settings(), folder.path())
        .unwrap()
        .probe()
        .await
        .unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Unreachable), "{error:?}");
    assert_eq!(store.asked(), 0);
    let mut files = store.settings();
    files.ca_file = Some(authority.file());
    bucket::blobs(files, folder.path())
        .unwrap()
        .probe()
        .await
        .unwrap();
    let mut files = store.settings();
    files.ca_file = Some(folder.path().join("no-such.pem"));
    let error = bucket::blobs(files, folder.path()).unwrap_err();
    assert!(error.to_string().contains("files.ca_file"), "{error}");
}

/// `gongkai check` with a bucket, by the environment.
async fn checked(store: &ObjectStore, name: &str, secret: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let files = store.settings();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .current_dir(folder.path())
        .arg("check")
        .env("GONGKAI__DEMO", "true")
        .env("GONGKAI__FILES__BUCKET", name)
        .env("GONGKAI__FILES__ENDPOINT", files.endpoint)
        .env("GONGKAI__FILES__ACCESS_KEY_ID", files.access_key_id)
        .env("GONGKAI__FILES__SECRET_ACCESS_KEY", secret);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!said.contains(secret), "{said}");
    (output.status.success(), said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_looks_whether_the_bucket_can_be_used() {
    let store = ObjectStore::start().await;
    let (is_well, said) = checked(&store, BUCKET, SECRET).await;
    assert!(is_well, "{said}");
    assert_eq!(store.objects().len(), 1);
    let (is_well, said) = checked(&store, "no-such", SECRET).await;
    assert!(
        !is_well && said.contains("上的桶 no-such 不存在：请先建好这个桶"),
        "{said}"
    );
    let (is_well, said) = checked(&store, BUCKET, "guessed").await;
    assert!(!is_well && said.contains("拒绝访问"), "{said}");
    let (is_well, said) = checked(&store, "NO", SECRET).await;
    assert!(!is_well && said.contains("配置项 files.bucket"), "{said}");
}

async fn files(site: &Site, case: CaseId) -> Vec<store::file::File> {
    let scope = Scope::of(site.here.agency.id);
    store::file::of_case(&site.office.db, scope, case).await.unwrap()
}

both! {
    async fn a_document_goes_into_the_bucket_and_comes_back_from_it(site: Site) {
        let (store, blobs, folder) = opened().await;
        let site = site.keeping_in(blobs);
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let bytes = pdf(&["本项目由青溪县人民政府批准。"]);
        let list = brought(&site, &mut handler, case, "批复.pdf", &bytes).await;
        let file = list.attributes("a[href*='/files/']", "href").remove(0);
        assert_eq!(handler.open(&file).await.bytes, bytes);
        let sheet = handler.open(&list.attributes("a[href$='/pages/1']", "href").remove(0)).await;
        let picture = sheet.attributes("input[type=image]", "src").remove(0);
        assert!(handler.open(&picture).await.bytes.starts_with(b"\x89PNG"));
        assert_eq!(store.objects().len(), 3, "the receipt, the file and the picture of its page");
        assert_eq!(std::fs::read_dir(folder.path().join("files")).unwrap().count(), 0);
        let mut other = site.staff_of(&site.elsewhere, "handler").await;
        other.get(&file).await.expect(StatusCode::NOT_FOUND);

        // While it is away nothing is taken in by halves, and the rest of the site is there.
        let before = files(&site, case).await.len();
        store.be(Mood::Denying);
        let form = list.form("form[action$='/documents']").attach("documents", "附件.pdf", &pdf(&["附件"]));
        handler.send(&form).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        handler.get(&file).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(files(&site, case).await.len(), before);
        handler.open(&format!("/desk/cases/{case}")).await;
        store.be(Mood::Well);
        handler.follow(&form).await;
        assert_eq!(files(&site, case).await.len(), before + 1);
        store.tamper(BTreeMap::clear);
        handler.get(&file).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    }
}

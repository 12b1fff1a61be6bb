//! The demonstration, told to an empty database.

use std::{sync::Arc, time::Instant};

use gongkai::{
    casework::Office,
    clock::FixedClock,
    demo::{self, material::Material},
    documents::Blobs,
    ids::UuidV7,
    law::Law,
    letters::{FontConfig, Letters},
    store::secret::{MasterKey, Vault},
    template::Templates,
    text::Texts,
};
use time::macros::datetime;

use crate::{both, kit::TestDb};

both! {
    async fn the_demonstration_fills_an_empty_database(db: TestDb) {
        let folder = tempfile::tempdir().unwrap();
        let law = Arc::new(Law::embedded().unwrap());
        let begun = Instant::now();
        let texts = Arc::new(Texts::load().unwrap());
        let templates = Arc::new(Templates::load(texts).unwrap());
        let office = Office {
            db: db.db.clone(),
            clock: Arc::new(FixedClock::at(datetime!(2026-11-22 10:00 +8))),
            ids: Arc::new(UuidV7),
            letters: Arc::new(Letters::new(templates, &FontConfig::default()).unwrap()),
            blobs: Arc::new(Blobs::open(folder.path()).unwrap()),
            vault: Arc::new(Vault::new(&MasterKey { id: 1, bytes: [7; 32] }, &[])),
            track_url: None,
            law,
        };
        println!("letters {:?}", begun.elapsed());
        let material = Material::read(&office.law).unwrap();
        let begun = Instant::now();
        demo::fill(&office, &material, |done, all| if done % 50 == 0 { println!("{done}/{all} {:?}", begun.elapsed()) }).await.unwrap();
        println!("all {:?}", begun.elapsed());
        let begun = Instant::now();
        demo::fill(&office, &material, |_, _| panic!("nothing is left to tell")).await.unwrap();
        println!("again {:?}", begun.elapsed());
    }
}

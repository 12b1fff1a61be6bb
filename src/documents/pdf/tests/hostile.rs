//! Files that hide what must not leave, and files that are made to break the program.

use lopdf::{Document, IncrementalDocument, Object, Stream, dictionary};

use super::{
    super::{Blackout, PdfError, redact, redact::WhyPicture},
    kit::{File, SECRET, found_in, latin, line, open, plain_text, redacted, text_of, writes},
    over_line,
};

fn words() -> Object {
    Object::string_literal(SECRET)
}

#[test]
fn nothing_beside_the_pages_goes_over() {
    let mut file = File::new();
    let page = file.page(&line("first"), latin());
    file.page(&line("second"), latin());
    let look = |file: &mut File, words: &str| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 300.into(), 20.into()],
            "Resources" => latin(),
        };
        let content = format!("BT /F1 12 Tf 2 5 Td ({words}) Tj ET");
        file.document.add_object(Stream::new(dict, content.into_bytes()))
    };
    let unseen = look(&mut file, SECRET);
    let seen = look(&mut file, "stamped");
    let rect = || vec![72.into(), 400.into(), 372.into(), 420.into()];
    let notes = [
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => rect(), "Contents" => words(), "T" => words() },
        dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Rect" => rect(), "F" => 2, "Contents" => words(),
            "AP" => dictionary! { "N" => unseen },
        },
        dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "Rect" => rect(), "F" => 4, "Contents" => words(),
            "AP" => dictionary! { "N" => seen },
        },
        dictionary! {
            "Type" => "Annot", "Subtype" => "Link", "Rect" => rect(),
            "A" => dictionary! { "S" => "URI", "URI" => words() },
        },
    ];
    let notes: Vec<Object> = notes
        .into_iter()
        .map(|note| Object::Reference(file.document.add_object(note)))
        .collect();
    let second = file.pages[1];
    file.on_page(second, "Annots", notes);
    file.on_page(
        page,
        "AA",
        dictionary! { "O" => dictionary! { "S" => "JavaScript", "JS" => words() } },
    );
    file.on_page(
        second,
        "PieceInfo",
        dictionary! { "Editor" => dictionary! { "Private" => words() } },
    );
    let attached = file
        .document
        .add_object(Stream::new(dictionary! {}, SECRET.as_bytes().to_vec()));
    let metadata = file.document.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        format!("<x>{SECRET}</x>").into_bytes(),
    ));
    let info = file
        .document
        .add_object(dictionary! { "Author" => words(), "Title" => words() });
    file.document.trailer.set("Info", info);
    let outline = file.document.add_object(dictionary! { "Title" => words() });
    let bytes = file.bytes(&dictionary! {
        "Metadata" => metadata,
        "Outlines" => dictionary! { "First" => outline, "Last" => outline, "Count" => 1 },
        "OpenAction" => dictionary! { "S" => "JavaScript", "JS" => words() },
        "Names" => dictionary! {
            "EmbeddedFiles" => dictionary! { "Names" => vec![words(), dictionary! {
                "Type" => "Filespec", "F" => words(), "EF" => dictionary! { "F" => attached },
            }.into()] },
            "JavaScript" => dictionary! { "Names" => vec![words(), dictionary! { "S" => "JavaScript", "JS" => words() }.into()] },
        },
        "AcroForm" => dictionary! { "Fields" => vec![dictionary! { "T" => words(), "V" => words(), "FT" => "Tx" }.into()] },
        "StructTreeRoot" => dictionary! { "Type" => "StructTreeRoot", "Alt" => words() },
    });
    assert!(found_in(&bytes, SECRET) > 10, "it is everywhere before");
    for boxes in [vec![], vec![over_line(1)]] {
        let (made, _) = redacted(&bytes, &boxes);
        assert_eq!(found_in(&made, SECRET), 0);
        assert!(plain_text(&made, 2).contains("second"));
        assert!(
            plain_text(&made, 2).contains("stamped"),
            "what a stamp shows becomes part of the page"
        );
    }
}

#[test]
fn what_only_the_redacted_page_used_stays_behind_although_the_pages_share_their_resources() {
    let mut file = File::new();
    let picture = |file: &mut File, bytes: &[u8]| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 4, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray",
        };
        file.document
            .add_object(Stream::new(dict, bytes.to_vec()).with_compression(false))
    };
    let hidden = picture(&mut file, SECRET.as_bytes());
    let open_one = picture(&mut file, b"An open picture of 32 grey bytes");
    let form = file.document.add_object(Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 90.into(), 90.into()] },
        b"q 90 0 0 90 0 0 cm /Shown Do Q".to_vec(),
    ));
    let mut shared = latin();
    shared.set(
        "XObject",
        dictionary! { "Hidden" => hidden, "Shown" => open_one, "Form" => form },
    );
    let shared = file.document.add_object(shared);
    for content in [
        format!("{} q 300 0 0 30 72 740 cm /Hidden Do Q", line("a")),
        format!("{} /Form Do", line("kept")),
    ] {
        let page = file.page(&content, latin());
        file.on_page(page, "Resources", shared);
    }
    let bytes = file.bytes(&dictionary! {});
    assert!(found_in(&bytes, SECRET) > 0);
    let (made, report) = redacted(&bytes, &[over_line(1)]);
    assert_eq!(found_in(&made, SECRET), 0);
    assert!(
        found_in(&made, "An open picture") > 0,
        "the form without resources of its own uses the page's"
    );
    assert_eq!(report.pictures.len(), 1);
    assert_eq!(plain_text(&made, 2), "kept");
}

#[test]
fn earlier_revisions_are_gone() {
    let first = Document::load_mem(&writes(&[SECRET, "kept"])).unwrap();
    let mut bytes = Vec::new();
    first.clone().save_to(&mut bytes).unwrap();
    let mut later = IncrementalDocument::create_from(bytes, first);
    let page = later.get_prev_documents().page_iter().next().unwrap();
    let content = later.get_prev_documents().get_page_contents(page)[0];
    let covered = Stream::new(dictionary! {}, line("harmless now").into_bytes());
    later
        .new_document
        .objects
        .insert(content, Object::Stream(covered));
    let mut bytes = Vec::new();
    later.save_to(&mut bytes).unwrap();
    assert!(found_in(&bytes, SECRET) > 0, "the first revision still has it");
    let (made, _) = redacted(&bytes, &[]);
    assert_eq!(found_in(&made, SECRET), 0);
    assert_eq!(plain_text(&made, 1), "harmless now");
}

#[test]
fn a_page_of_a_layer_becomes_a_picture_where_not_all_layers_are_shown() {
    let make = |off: bool| {
        let mut file = File::new();
        let layer = file
            .document
            .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("draft") });
        let mut resources = latin();
        resources.set("Properties", dictionary! { "L" => layer });
        file.page(
            &format!(
                "{} /OC /L BDC BT /F1 12 Tf 72 500 Td ({SECRET}) Tj ET EMC",
                line("shown")
            ),
            resources,
        );
        file.page(&line("plain"), latin());
        let layers: Vec<Object> = vec![layer.into()];
        let off = if off { layers.clone() } else { Vec::new() };
        file.bytes(&dictionary! { "OCProperties" => dictionary! { "OCGs" => layers, "D" => dictionary! { "OFF" => off } } })
    };
    let (made, report) = redacted(&make(true), &[]);
    assert_eq!(found_in(&made, SECRET), 0);
    assert_eq!(
        report.pictures.into_iter().collect::<Vec<_>>(),
        [(1, WhyPicture::HiddenLayer)]
    );
    assert_eq!(plain_text(&made, 2), "plain");
    let (made, report) = redacted(&make(false), &[]);
    assert!(
        plain_text(&made, 1).contains(SECRET),
        "it was to be seen all along"
    );
    assert!(report.pictures.is_empty());
}

#[test]
fn a_form_field_is_read_as_it_is_shown() {
    let mut file = File::new();
    let page = file.page(&line("Name:"), latin());
    let look = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), 20.into()],
            "Resources" => latin(),
        },
        b"BT /F1 12 Tf 2 5 Td (typed in) Tj ET".to_vec(),
    ));
    let field = file.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => words(), "V" => words(), "F" => 4,
        "Rect" => vec![72.into(), 600.into(), 272.into(), 620.into()], "AP" => dictionary! { "N" => look },
    });
    file.on_page(page, "Annots", vec![field.into()]);
    let bytes = file.bytes(&dictionary! { "AcroForm" => dictionary! { "Fields" => vec![field.into()] } });
    let (made, _) = redacted(&bytes, &[]);
    assert_eq!(text_of(&made, 0).replace('\n', " "), "Name: typed in");
    assert_eq!(found_in(&made, SECRET), 0);
}

#[test]
fn a_signed_file_is_not_touched() {
    let signature =
        || dictionary! { "Type" => "Sig", "ByteRange" => vec![0.into(), 9.into()], "Contents" => words() };
    let deep = dictionary! { "T" => words(), "Kids" => vec![dictionary! { "FT" => "Sig", "V" => signature() }.into()] };
    for catalog in [
        dictionary! { "AcroForm" => dictionary! { "SigFlags" => 3, "Fields" => vec![
        dictionary! { "FT" => "Sig", "V" => signature() }.into()] } },
        dictionary! { "AcroForm" => dictionary! { "Fields" => vec![deep.into()] } },
        dictionary! { "Perms" => dictionary! { "DocMDP" => signature() } },
    ] {
        let mut file = File::new();
        file.page(&line("a"), latin());
        let source = open(&file.bytes(&catalog)).unwrap();
        assert!(matches!(
            redact(&source, &[], &mut |_, _| {}),
            Err(PdfError::Signed)
        ));
    }
}

#[test]
fn a_dynamic_form_is_not_touched() {
    let mut file = File::new();
    file.page(&line("a"), latin());
    let xfa = dictionary! { "XFA" => words(), "Fields" => Vec::<Object>::new() };
    let source = open(&file.bytes(&dictionary! { "AcroForm" => xfa })).unwrap();
    assert!(matches!(
        redact(&source, &[], &mut |_, _| {}),
        Err(PdfError::DynamicForm)
    ));
}

#[test]
fn broken_and_encrypted_files_are_refused() {
    let whole = writes(&["a", "b", "c"]);
    for cut in [0, 10, whole.len() / 3, whole.len() / 2, whole.len() - 10] {
        let refused = open(&whole[..cut]);
        assert!(
            matches!(refused, Err(PdfError::Broken | PdfError::Empty)),
            "{cut}: {refused:?}"
        );
    }
    for garbage in [
        &b"no pdf at all"[..],
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
    ] {
        assert!(open(garbage).is_err());
    }
    for owner_only in [true, false] {
        let mut document = Document::load_mem(&whole).unwrap();
        document.trailer.set(
            "ID",
            vec![
                Object::string_literal("0123456789abcdef"),
                Object::string_literal("0123456789abcdef"),
            ],
        );
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: if owner_only { "" } else { "user" },
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        assert!(
            matches!(open(&bytes), Err(PdfError::Encrypted)),
            "{owner_only}: {:?}",
            open(&bytes)
        );
    }
}

#[test]
fn a_tree_that_promises_more_pages_than_there_are_is_broken() {
    let mut document = Document::load_mem(&writes(&["a"])).unwrap();
    let tree = document
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    document.get_dictionary_mut(tree).unwrap().set("Count", 3);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(matches!(open(&bytes), Err(PdfError::Broken)));
}

#[test]
fn a_page_as_large_as_a_field_is_refused_and_a_long_plan_is_drawn_coarser() {
    let sized = |width: i64, height: i64| {
        let mut file = File::new();
        let page = file.page("BT /F1 12 Tf 72 30 Td (a) Tj ET", latin());
        file.on_page(
            page,
            "MediaBox",
            vec![0.into(), 0.into(), width.into(), height.into()],
        );
        file.bytes(&dictionary! {})
    };
    for side in [14_401, 1_000_000_000] {
        assert!(
            matches!(open(&sized(side, 800)), Err(PdfError::PageSize(1))),
            "{side}"
        );
    }
    let strip = Blackout {
        y: 20.0,
        ..over_line(1)
    };
    let (made, report) = redacted(&sized(14_400, 72), &[strip]);
    assert_eq!(report.pictures.len(), 1);
    assert!(made.len() < 1_000_000);
}

#[test]
fn things_that_lie_in_themselves_end() {
    let mut file = File::new();
    let form = file.document.new_object_id();
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "Again" => form } },
    };
    file.document
        .objects
        .insert(form, Stream::new(dict, b"/Again Do".to_vec()).into());
    let mut resources = latin();
    resources.set("XObject", dictionary! { "Again" => form });
    file.page(&format!("{} /Again Do", line("a")), resources);
    let bytes = file.bytes(&dictionary! {});
    let (made, _) = redacted(&bytes, &[]);
    assert_eq!(plain_text(&made, 1), "a");
}

#[test]
fn a_scan_with_a_layer_of_text_loses_both() {
    let mut file = File::new();
    let scan = file.document.add_object(
        Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 4, "BitsPerComponent" => 8,
                "ColorSpace" => "DeviceGray",
            },
            SECRET.as_bytes().to_vec(),
        )
        .with_compression(false),
    );
    let mut resources = latin();
    resources.set("XObject", dictionary! { "Scan" => scan });
    let content = format!("q 595 0 0 842 0 0 cm /Scan Do Q BT 3 Tr /F1 12 Tf 72 744 Td ({SECRET}) Tj ET");
    file.page(&content, resources);
    let bytes = file.bytes(&dictionary! {});
    assert_eq!(text_of(&bytes, 0), SECRET, "the recognised text can be searched");
    let (made, _) = redacted(&bytes, &[over_line(1)]);
    assert_eq!(found_in(&made, SECRET), 0);
    assert_eq!(text_of(&made, 0), "");
}

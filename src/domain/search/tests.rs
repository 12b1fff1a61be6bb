use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn phrase(typed: &str) -> Phrase {
    let mut query = Query::parse(typed).unwrap();
    assert_eq!(query.all.len(), 1, "{typed}");
    query.all.remove(0)
}

/// Whether a question finds a text, by terms and places as a database does it.
fn finds(text: &str, typed: &str) -> bool {
    let query = Query::parse(typed).unwrap();
    let text = Text::of(text);
    let stands = |phrase: &Phrase| {
        let terms = phrase.terms();
        text.pieces().iter().any(|piece| match terms.as_slice() {
            [word @ Term::Word(_)] => piece.words.contains(word),
            pairs => piece.pairs.windows(pairs.len()).any(|stretch| stretch == pairs),
        })
    };
    query.all.iter().all(stands) && !query.none.iter().any(stands)
}

fn said(parts: &[Part]) -> String {
    let part = |part: &Part| {
        if part.is_hit {
            format!("【{}】", part.text)
        } else {
            part.text.clone()
        }
    };
    parts.iter().map(part).collect()
}

#[test]
fn names_and_words_of_two_characters_are_found() {
    let text = "王伟强申请公开清水河水库移民安置补偿方案";
    for word in [
        "王伟",
        "伟强",
        "水库",
        "移民",
        "河水",
        "方案",
        "清水河水库移民安置补偿方案",
    ] {
        assert!(finds(text, word), "{word}");
    }
    for word in ["王强", "水移", "库水", "案王"] {
        assert!(!finds(text, word), "{word}");
    }
}

#[test]
fn every_spelling_is_one() {
    let text = "ＡＢＣ公司于２０２６年〇月收到\u{2ee2}敏强（ﾃｽﾄ）𠮷田①";
    for word in ["abc公司", "2026年〇月", "马敏强", "テスト", "𠮷田", "ABC", "田1"] {
        assert!(finds(text, word), "{word}");
    }
    assert!(finds("cafe\u{301} 店", "CAFÉ"));
}

#[test]
fn blanks_line_ends_and_punctuation_do_not_count() {
    for text in [
        "国办函〔2020〕109号",
        "国办函[2020]109号",
        "国 办\n函（2020）\u{3000}109 号",
    ] {
        assert!(finds(text, "国办函【2020】109号"), "{text}");
        assert!(finds(text, "2020"), "{text}");
        assert!(finds(text, "109号"), "{text}");
        assert!(!finds(text, "202"), "{text}");
    }
    assert!(finds("QSZJ-2026-00012", "qszj 2026-00012"));
    assert!(!finds("QSZJ-2026-00012", "2026-00013"));
}

#[test]
fn what_one_text_ends_with_and_the_next_begins_with_is_no_word() {
    let both = Text::of_all(["清水河水库", "移民安置"]);
    let pairs: Vec<Term<'_>> = both.pieces().remove(0).pairs;
    assert!(pairs.contains(&Term::Pair("水", "库")) && pairs.contains(&Term::Pair("移", "民")));
    assert!(!pairs.contains(&Term::Pair("库", "移")));
}

#[test]
fn words_quotes_and_hyphens_say_what_is_wanted() {
    assert!(finds("水库移民与公路", "公路 水库"));
    assert!(!finds("水库移民", "公路 水库"));
    assert!(finds("安置 补偿", "“安置 补偿”"));
    assert!(!finds("补偿 安置", "\"安置 补偿\""));
    assert!(!finds("水库移民", "水库 -移民"));
    assert!(finds("水库公路", "水库 －移民"));
    assert!(!finds("水库移民安置", "水库 -“移民 安置”"));
    // A hyphen within a word is none of that.
    assert!(finds("QSZJ-2026-00012", "QSZJ-2026-00012"));
    // A quote that is never closed reaches to the end.
    assert!(finds("移民 安置 补偿", "“移民 安置"));
    assert!(finds("移民，公路", "移民\"公路"));
}

#[test]
fn words_of_a_query_language_are_words() {
    for odd in [
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "NEAR(水库 移民)",
        "水库*",
        "^水库",
        "水库:移民",
        "100%",
        "a_b",
        "{x}:y",
        "' OR 1=1 --",
    ] {
        let query = Query::parse(odd).unwrap();
        assert!(!query.all.is_empty(), "{odd}");
    }
    assert!(finds("NEAR AND 100% 水库", "near and 100%"));
    assert!(!finds("水库移民", "水%民"));
}

#[test]
fn what_cannot_be_looked_for_is_said() {
    let fault = |typed: &str| Query::parse(typed).unwrap_err();
    for nothing in ["", "  \u{3000}", "，。！？", "\"\"", "-", "“”", "- -", "🙂"] {
        assert_eq!(fault(nothing), Fault::Empty, "{nothing}");
    }
    assert_eq!(fault("水"), Fault::OneCharacter("水".to_owned()));
    assert_eq!(fault("水库 ，库。"), Fault::OneCharacter("库".to_owned()));
    assert_eq!(fault("𠮷"), Fault::OneCharacter("𠮷".to_owned()));
    assert_eq!(fault("-移民"), Fault::OnlyExcluded);
    assert_eq!(fault(&"水".repeat(201)), Fault::TooLong);
    assert_eq!(fault(&"水".repeat(51)), Fault::TooLong);
    let words = |count: usize| {
        (0..count)
            .map(|word| format!("word{word}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(fault(&words(11)), Fault::TooMany);
    assert!(Query::parse(&words(10)).is_ok());
    // The same twice is once.
    assert_eq!(Query::parse("水库 水库").unwrap().all.len(), 1);
    assert!(Query::parse(&"水".repeat(50)).is_ok());
}

#[test]
fn a_digit_alone_is_a_number_and_may_be_looked_for() {
    assert!(finds("第 7 页", "7"));
    assert!(!finds("第17页", "7"));
}

#[test]
fn long_texts_come_in_pieces_and_no_phrase_is_cut() {
    let sign = |at: u32| char::from_u32(0x4e00 + at % 9_000).unwrap();
    let text: String = (0..20_000).map(sign).collect();
    let signs: Vec<char> = text.chars().collect();
    let text = Text::of(&text);
    let pieces = text.pieces();
    for at in (0..5_900)
        .step_by(101)
        .chain(5_900..6_100)
        .chain(11_800..12_000)
        .chain(19_900..19_951)
    {
        let word: String = signs[at..at + 50].iter().collect();
        let phrase = phrase(&word);
        let terms = phrase.terms();
        // Every pair of this text stands in a piece at most once.
        let begins = |piece: &Piece<'_>| {
            let first = piece.pairs.iter().position(|pair| pair == &terms[0]);
            first.is_some_and(|first| piece.pairs[first..].starts_with(&terms))
        };
        assert!(pieces.iter().any(begins), "at {at}");
    }
    assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.pairs.len() < 16_000));
    // The same pair over and over is kept as often as a database keeps it.
    let same = "的".repeat(10_000) + "水库";
    let same = Text::of(&same);
    assert!(same.pieces().iter().all(|piece| piece.pairs.len() <= 252));
    assert!(finds(&("的".repeat(10_000) + "水库"), "的的的的水库"));
}

#[test]
fn passages_show_what_was_found_and_what_stands_around_it() {
    let text = format!("{}清水河水库移民安置{}", "前".repeat(60), "后".repeat(60));
    let found = passages(&text, &[phrase("水库移民")], 2);
    assert_eq!(found.len(), 1);
    let (around, tail) = ("前".repeat(27), "后".repeat(28));
    assert_eq!(said(&found[0]), format!("…{around}清水河【水库移民】安置{tail}…"));
    assert!(passages(&text, &[phrase("公路")], 2).is_empty());
    assert_eq!(
        said(&marked("清水河水库", &[phrase("水库"), phrase("河水库")])),
        "清水【河水库】"
    );
}

#[test]
fn a_passage_marks_what_is_written_and_not_what_is_compared() {
    for (text, typed, expected) in [
        (
            "依据〔２０２６〕１２号文",
            "2026 12号",
            "依据〔【２０２６】〕【１２号】文",
        ),
        ("水\n库移民", "水库", "【水\n库】移民"),
        ("<b>ＡＢＣ</b>公司", "abc", "<b>【ＡＢＣ】</b>公司"),
        ("王𠮷田先生", "𠮷田", "王【𠮷田】先生"),
        ("见㊤㊥", "上中", "见【㊤㊥】"),
        ("水库、水库", "水库", "【水库】、【水库】"),
    ] {
        let phrases = Query::parse(typed).unwrap().all;
        assert_eq!(said(&marked(text, &phrases)), expected, "{typed}");
    }
}

#[test]
fn only_so_many_passages_are_shown() {
    let text = format!("水库{0}水库{0}水库", "。".repeat(100));
    assert_eq!(passages(&text, &[phrase("水库")], 2).len(), 2);
    assert_eq!(passages(&text, &[phrase("水库")], 9).len(), 3);
    let close = format!("水库{0}水库{0}水库", "。".repeat(10));
    assert_eq!(passages(&close, &[phrase("水库")], 9).len(), 1);
}

#[test]
fn words_are_kept_once() {
    let text = Text::of("12 号 12 号 a12");
    let words: BTreeSet<Term<'_>> = [Term::Word("12"), Term::Word("a12")].into();
    assert_eq!(text.pieces()[0].words, words);
}

proptest! {
    #[test]
    fn every_stretch_of_two_characters_or_more_is_found(
        text in "[\u{4e00}-\u{4e20}〇𠮷，。 \na-c1-3]{2,80}", from in 0_usize..80, length in 2_usize..40,
    ) {
        let signs: Vec<char> = text.chars().collect();
        let from = from.min(signs.len() - 2);
        let stretch: String = signs[from..(from + length).min(signs.len())].iter().collect();
        // Words of letters are found whole: a stretch that begins or ends within one is another.
        let within = |at: usize| {
            at > 0 && at < signs.len() && signs[at - 1].is_ascii_alphanumeric() && signs[at].is_ascii_alphanumeric()
        };
        prop_assume!(!within(from) && !within(from + stretch.chars().count()));
        let quoted = format!("“{stretch}”");
        if let Ok(query) = Query::parse(&quoted) {
            prop_assert!(finds(&text, &quoted));
            prop_assert!(marked(&text, &query.all).iter().any(|part| part.is_hit));
            let again: String = marked(&text, &query.all).into_iter().map(|part| part.text).collect();
            prop_assert_eq!(again, text);
        }
    }

    #[test]
    fn anything_may_be_typed(typed in "\\PC{0,60}", text in "\\PC{0,60}") {
        if let Ok(query) = Query::parse(&typed) {
            let again: String = marked(&text, &query.all).into_iter().map(|part| part.text).collect();
            prop_assert_eq!(again, text.clone());
            passages(&text, &query.all, 3);
        }
    }
}

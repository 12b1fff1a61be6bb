//! What the fields of the orders are called, on the form and wherever what was typed is given back.

use crate::{
    text::{Key, key},
    web::{
        casefile::asked::Row,
        pairs::Pairs,
        wording::{Said, Voice},
    },
};

/// Every field with its label, and whether people type into it.
const FIELDS: [(&str, Key, bool); 71] = [
    ("working_days", key("way-label-working-days"), true),
    ("extension_days", key("way-label-extension-days"), true),
    ("correction_asked", key("way-label-correction-asked"), true),
    ("consultation_about", key("way-label-consultation-about"), true),
    ("transferred_because", key("way-label-transferred-because"), true),
    ("disclosed_because", key("way-label-disclosed-because"), true),
    ("extended_because", key("way-label-extended-because"), true),
    ("fee_because", key("way-label-fee-because"), true),
    ("reasons_asked", key("way-label-reasons-asked"), true),
    ("delayed_because", key("way-label-delayed-because"), true),
    ("party_name", key("way-label-party-name"), true),
    ("party_person", key("way-label-party-person"), false),
    ("party_address", key("way-label-party-address"), true),
    ("party_postcode", key("way-label-party-postcode"), true),
    ("party_phone", key("way-label-party-phone"), true),
    ("party_email", key("third-label-party-email"), true),
    ("about_item", key("way-label-about-item"), false),
    ("attached", key("third-label-attached"), false),
    ("consultation", key("way-label-consultation"), false),
    ("fee_by", key("way-label-fee-by"), false),
    ("fee_count", key("way-label-fee-count"), true),
    ("until", key("way-label-until"), true),
    ("by", key("way-label-by"), false),
    ("mail", key("way-label-mail"), false),
    ("waybill", key("way-label-waybill"), true),
    ("posted_on", key("serve-posted-on"), true),
    ("signed_on", key("serve-signed-on"), true),
    ("signed_by", key("serve-signed-by"), false),
    ("serve_remark", key("serve-remark"), true),
    ("delivered_on", key("way-label-delivered-on"), true),
    ("returned_on", key("way-label-returned-on"), true),
    ("return_reason", key("way-label-return-reason"), false),
    ("return_remark", key("way-label-return-remark"), true),
    ("view", key("way-label-view"), false),
    ("answered_on", key("way-label-answered-on"), true),
    ("opinion_reasons", key("way-label-opinion-reasons"), true),
    ("agreed_file", key("third-label-agreed-file"), false),
    ("corrected_on", key("way-label-corrected-on"), true),
    ("corrected_to", key("way-label-corrected-to"), true),
    ("paid_on", key("way-label-paid-on"), true),
    ("yuan", key("way-label-yuan"), true),
    ("proof_because", key("proof-label-because"), true),
    ("reasons_on", key("way-label-reasons-on"), true),
    ("reasons_given", key("way-label-reasons-given"), true),
    ("reasonable", key("way-label-reasonable"), false),
    ("judged_because", key("way-label-judged-because"), true),
    ("to", key("way-label-to"), false),
    ("hand_over_reason", key("way-label-hand-over-reason"), true),
    ("late_department", key("way-label-late-department"), false),
    ("late_because", key("way-label-late-because"), true),
    ("split_item", key("way-label-split-item"), false),
    ("number", key("way-label-number"), true),
    ("numbers", key("way-label-numbers"), true),
    ("how", key("way-label-how"), false),
    ("fact", key("way-label-fact"), false),
    ("retract_reason", key("way-label-retract-reason"), true),
    ("procedure", key("way-label-procedure"), false),
    ("instance", key("way-label-instance"), false),
    ("after", key("way-label-after"), false),
    ("complaint_to", key("way-label-complaint-to"), false),
    ("accepted_on", key("way-label-accepted-on"), true),
    ("known_on", key("way-label-known-on"), true),
    ("before", key("way-label-before"), true),
    ("happened_on", key("way-label-happened-on"), true),
    ("calendar_days", key("way-label-calendar-days"), true),
    ("result", key("way-label-result"), false),
    ("decided_on", key("way-label-decided-on"), true),
    ("order", key("way-label-order"), false),
    ("order_days", key("way-label-order-days"), true),
    ("note", key("way-label-note"), true),
    ("because", key("way-label-because"), true),
];

/// What a field is called.
pub(super) fn label(name: &str) -> Option<Key> {
    FIELDS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, label, _)| *label)
}

/// What the field of an id on the page is called; where a page has several forms of a kind, its id begins with the form's.
pub(in crate::web::desk::case) fn label_of_id(id: &str) -> Option<Key> {
    let (_, name) = id.rsplit_once('-').unwrap_or(("", id));
    let others = [
        ("confirmed_on", key("confirm-receipt-day")),
        ("confirm_record", key("confirm-receipt-record")),
        ("hand_back_reason", key("hand-back-label")),
        ("withdraw_reason", key("withdraw-label")),
        ("spoil_reason", key("spoil-label")),
    ];
    label(name).or_else(|| {
        others
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, label)| label)
    })
}

/// What was typed, to be read.
pub(in crate::web::desk::case) fn typed_rows(voice: Voice<'_>, typed: &Pairs) -> Said<Vec<Row>> {
    let filled = FIELDS
        .iter()
        .filter(|(name, _, is_typed)| *is_typed && !typed.get(name).trim().is_empty());
    filled
        .map(|(name, label, _)| {
            Ok(Row {
                label: voice.say(*label)?,
                value: typed.get(name).to_owned(),
            })
        })
        .collect()
}

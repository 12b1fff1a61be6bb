//! Forms to try the templates with.

use super::{
    FOR_RECORDS, FieldErrors, Fields, FileField, FormFields, IntakeFields, ItemFields, KeptRow, People,
    Promise, Radios, ReturningFields, Text, Who,
};

pub(super) fn kept(number: usize, name: &str) -> KeptRow {
    KeptRow {
        number,
        name: name.to_owned(),
        size: "1.2 MB".to_owned(),
        at: (number % 2 == 1).then(|| "/apply/0/files/1".to_owned()),
        is_picture: name.ends_with("jpg"),
    }
}

impl FormFields {
    /// Of a person or of an organisation, with an error at every field or without any.
    pub(crate) fn sample(who: Who, wrong: bool) -> Self {
        let error = || wrong.then(|| "请填写这一栏<b>".to_owned());
        let mut errors = FieldErrors::default();
        if let Some(message) = error() {
            errors.add("name", message);
        }
        let text = || Text {
            value: "</textarea><script>".to_owned(),
            error: error(),
        };
        let radios = || {
            Radios::new(
                "form",
                [("a", "甲".to_owned()), ("b", "乙".to_owned())],
                "a",
                error(),
            )
        };
        Self {
            kind: who.as_str(),
            is_person: who == Who::Person,
            for_records: None,
            at_counter: wrong,
            token: "0".to_owned(),
            errors,
            intake: wrong.then(|| IntakeFields::sample(who == Who::Person, text)),
            returning: wrong.then(|| ReturningFields::sample(who == Who::Person)),
            people: People::sample(wrong, text, radios),
            form: Fields {
                name: text(),
                identity_kind: radios(),
                identity_number: text(),
                organisation_kind: radios(),
                representative: text(),
                contact: text(),
                phone: text(),
                email: text(),
                address: text(),
                postcode: text(),
                form: radios(),
                obtain_by: radios(),
                accepts_other_form: wrong,
            },
            items: vec![ItemFields {
                number: 1,
                legend: "第1项".to_owned(),
                title: text(),
                title_id: "item-1-title".to_owned(),
                title_label: "信息的名称".to_owned(),
                title_hint: "例如许可证".to_owned(),
                document_number: text(),
                number_id: "item-1-number".to_owned(),
                number_label: "文号".to_owned(),
                description: text(),
                description_id: "item-1-description".to_owned(),
                description_label: "其他说明".to_owned(),
                description_hint: "时间、地点".to_owned(),
                removable: wrong,
                remove: "去掉第1项".to_owned(),
            }],
            may_add: true,
            email_hint: "选择电子邮件时必须填".to_owned(),
            address_hint: "选择邮寄时必须填".to_owned(),
            files_what: "可以上传PDF".to_owned(),
            identity_files_hint: "身份证正面和反面".to_owned(),
            identity_files: FileField { error: error() },
            other_files_label: "其他材料".to_owned(),
            other_files_hint: "例如有助于查找的材料".to_owned(),
            other_files: FileField { error: error() },
            kept: vec![kept(1, "身份证.jpg")],

            promise: Promise {
                checked: wrong,
                error: error(),
            },
        }
    }

    /// For the correction of records.
    pub(crate) fn records_sample(who: Who) -> Self {
        Self {
            for_records: Some(FOR_RECORDS),
            ..Self::sample(who, false)
        }
    }

    /// With as many items as may be, and no files.
    pub(crate) fn full_sample() -> Self {
        Self {
            may_add: false,
            kept: Vec::new(),
            ..Self::sample(Who::Person, true)
        }
    }
}

//! Checks of grounds and the fields they demand.

use std::collections::BTreeSet;

use super::Check;
use crate::law::{AsksFor, FieldKind, Ground, LegalReview, OutcomeGroup, Problem, Route, SetAs, load::Entry};

impl Check<'_> {
    pub(super) fn grounds(&mut self) {
        let file = self.files.grounds.file;
        self.successions(
            file,
            &self.files.grounds.grounds,
            "理由",
            |ground| ground.key.clone(),
            false,
        );
        for entry in &self.files.grounds.grounds {
            let ground = &entry.value;
            self.article(file, entry, &ground.key, "article", &ground.article);
            let known = self
                .files
                .letters
                .kinds
                .iter()
                .any(|letter| letter.value.key == ground.letter);
            self.named(
                file,
                entry,
                &ground.key,
                ("letter", "文书", &ground.letter),
                known,
            );
            let known = self.knows_class(&ground.remedy);
            self.named(
                file,
                entry,
                &ground.key,
                ("remedy", "救济类别", &ground.remedy),
                known,
            );
            self.ground_remedy(entry);
            self.ground_answers(entry);
            self.ground_row(entry);
            self.ground_fields(entry);
            let texts = [
                &ground.name,
                &ground.text,
                &ground.statement,
                &ground.guidance,
                &ground.section,
            ];
            if texts.iter().any(|text| text.trim().is_empty()) {
                self.contradicts(
                    file,
                    entry,
                    &ground.key,
                    "key",
                    "的名称、条文、表述、指引和段落都不能为空",
                );
            }
        }
    }

    /// An answer on a ground can always be contested, on every day on which the ground is in force.
    fn ground_remedy(&mut self, entry: &Entry<Ground>) {
        let ground = &entry.value;
        let none = self
            .files
            .remedies
            .rules
            .iter()
            .any(|rule| rule.value.class == ground.remedy && rule.value.route == Route::None);
        if none {
            let what = "的救济类别没有救济途径：答复必须告知救济途径";
            self.contradicts(self.files.grounds.file, entry, &ground.key, "remedy", what);
        }
    }

    /// What it answers, its group, its letter and its row must speak of the same: table 三 counts applications for
    /// information, each in a row, and nothing else.
    fn ground_answers(&mut self, entry: &Entry<Ground>) {
        let file = self.files.grounds.file;
        let ground = &entry.value;
        let mut letters = self.files.letters.kinds.iter();
        let letter = letters.find(|letter| letter.value.key == ground.letter);
        if letter.is_some_and(|letter| letter.value.asks_for != ground.asks_for) {
            let what = "的文书用于答复另一种申请";
            self.contradicts(file, entry, &ground.key, "letter", what);
        }
        if ground.group.answers() != ground.asks_for {
            let what = "的结果类别用于答复另一种申请";
            self.contradicts(file, entry, &ground.key, "group", what);
        }
        match (ground.asks_for, &ground.annual_row) {
            (AsksFor::Information, None) => {
                let what = "没有年报行：答复政府信息公开申请的理由必须计入年报";
                self.contradicts(file, entry, &ground.key, "asks_for", what);
            }
            (AsksFor::RecordCorrection, Some(_)) => {
                let what = "不能有年报行：年报不统计更正政府信息记录";
                self.contradicts(file, entry, &ground.key, "annual_row", what);
            }
            (AsksFor::Information, Some(_)) | (AsksFor::RecordCorrection, None) => {}
        }
    }

    pub(super) fn ground_row(&mut self, entry: &Entry<Ground>) {
        let file = self.files.grounds.file;
        let ground = &entry.value;
        let Some(key) = &ground.annual_row else {
            return;
        };
        let row = self.files.annual.rows.iter().find(|row| row.value.key == *key);
        self.named(
            file,
            entry,
            &ground.key,
            ("annual_row", "年报行", key),
            row.is_some(),
        );
        if row.is_some_and(|row| row.value.group != Some(ground.group)) {
            self.contradicts(
                file,
                entry,
                &ground.key,
                "annual_row",
                "的年报行不在其结果类别之内",
            );
        }
    }

    pub(super) fn ground_fields(&mut self, entry: &Entry<Ground>) {
        let file = self.files.grounds.file;
        let ground = &entry.value;
        let mut seen = BTreeSet::new();
        for key in &ground.demands {
            let field = self
                .files
                .fields
                .fields
                .iter()
                .find(|field| field.value.key == *key);
            self.named(
                file,
                entry,
                &ground.key,
                ("demands", "字段", key),
                field.is_some(),
            );
            if !seen.insert(key) {
                let twice = Problem::Twice {
                    what: "字段",
                    key: key.to_string(),
                };
                self.errors.push(file.error_in(entry, "demands", twice));
            }
        }
        if let LegalReview::WhenYes(key) = &ground.legal_review {
            let field = self
                .files
                .fields
                .fields
                .iter()
                .find(|field| field.value.key == *key);
            let yes_no =
                field.is_some_and(|field| field.value.kind == FieldKind::YesNo && field.value.required);
            if !yes_no || !ground.demands.contains(key) {
                let what = "的 legal_review 所指的字段不是本理由必填的是非项";
                self.contradicts(file, entry, &ground.key, "legal_review", what);
            }
        }
        let refusal = ground.withholds && ground.group == OutcomeGroup::Withheld;
        if (refusal || ground.group == OutcomeGroup::Partial) && ground.legal_review != LegalReview::Always {
            self.contradicts(
                file,
                entry,
                &ground.key,
                "legal_review",
                "是不予公开，必须经法制审核",
            );
        }
    }

    pub(super) fn fields(&mut self) {
        let file = self.files.fields.file;
        let fields = &self.files.fields.fields;
        self.unique(file, fields, "字段", |field| field.key.clone());
        for entry in fields {
            let field = &entry.value;
            if (field.kind == FieldKind::Choice) == field.options.is_empty() {
                self.contradicts(
                    file,
                    entry,
                    &field.key,
                    "options",
                    "：选择项必须有选项，其他字段不能有",
                );
            }
            let fitting = field.set_as.map(|set_as| match set_as {
                SetAs::Clause => FieldKind::Long,
                SetAs::Title => FieldKind::Short,
            });
            if fitting.is_some_and(|kind| kind != field.kind) {
                let what = "的 set_as：title 只用于单行文字，clause 只用于多行文字";
                self.contradicts(file, entry, &field.key, "set_as", what);
            }
            if field.max_chars == 0 || field.min_chars > field.max_chars {
                self.contradicts(file, entry, &field.key, "max_chars", "的字数限制不成立");
            }
            if let Some(when) = &field.required_when {
                let other = fields.iter().find(|other| other.value.key == when.field);
                let named = ("required_when", "字段", &when.field);
                self.named(
                    file,
                    entry,
                    &field.key,
                    (named.0, named.1, &named.2),
                    other.is_some(),
                );
                if other.is_some_and(|other| !other.value.values().contains(&when.is.as_str())) {
                    self.contradicts(
                        file,
                        entry,
                        &field.key,
                        "required_when",
                        "的条件取值不在所指字段的范围内",
                    );
                }
            }
            if field
                .must_be
                .as_ref()
                .is_some_and(|must| !field.values().contains(&must.as_str()))
            {
                self.contradicts(file, entry, &field.key, "must_be", "的必要取值不在范围内");
            }
        }
    }
}

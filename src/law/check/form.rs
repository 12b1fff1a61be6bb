//! Checks of what people fill in and read: review chain, letters, table 三, channels.

use super::Check;
use crate::law::{Channel, IdentityOver, Problem, RemedyParagraph, Role, StepKey, StepWhen};

impl Check<'_> {
    pub(super) fn review(&mut self) {
        let file = self.files.review.file;
        let steps = &self.files.review.steps;
        self.unique(file, steps, "审查步骤", |step| step.key);
        self.complete(file, "审查步骤", StepKey::ALL, |key| {
            steps.iter().any(|step| step.value.key == key)
        });
        self.names(file, "角色", Role::ALL, &self.files.review.roles);
        for entry in steps {
            let step = &entry.value;
            self.article(file, entry, &step.key, "article", &step.article);
            if step.key != StepKey::Legal && step.when != StepWhen::Always {
                self.contradicts(file, entry, &step.key, "when", "不能省略");
            }
            if step.questions.is_empty() {
                self.contradicts(file, entry, &step.key, "questions", "没有审查要点");
            }
        }
        let order: Vec<StepKey> = steps.iter().map(|step| step.value.key).collect();
        if let Some(last) = steps.last().filter(|_| order.last() != Some(&StepKey::SignOff)) {
            self.contradicts(
                file,
                last,
                &last.value.key,
                "key",
                "排在签发之后：签发必须是最后一步",
            );
        }
    }

    pub(super) fn letters(&mut self) {
        let file = self.files.letters.file;
        let letters = &self.files.letters.letters;
        self.unique(file, letters, "文书", |letter| letter.key.clone());
        for entry in letters {
            let letter = &entry.value;
            self.article(file, entry, &letter.key, "article", &letter.article);
            if letter.confidentiality_review == letter.unreviewed_because.is_some() {
                let what = "要么经保密审查，要么说明为什么不经保密审查";
                self.contradicts(file, entry, &letter.key, "confidentiality_review", what);
            }
            let answers = self
                .files
                .grounds
                .grounds
                .iter()
                .any(|ground| ground.value.letter == letter.key);
            if answers && letter.remedy == RemedyParagraph::None {
                self.contradicts(file, entry, &letter.key, "remedy", "是答复文书，必须告知救济途径");
            }
        }
        let mixed = letters.iter().filter(|letter| letter.value.mixed).count();
        if mixed != 1 {
            self.errors.push(file.error_at_top(Problem::Absent {
                what: "唯一的多项答复文书",
                key: "mixed".to_owned(),
            }));
        }
    }

    pub(super) fn annual(&mut self) {
        let annual = &self.files.annual;
        self.unique(annual.file, &annual.rows, "年报行", |row| row.key.clone());
        self.unique(annual.file, &annual.columns, "年报列", |column| {
            column.key.clone()
        });
        for entry in &annual.identities {
            let over_columns = entry.value.over == IdentityOver::Columns;
            for key in entry.value.left.iter().chain(&entry.value.right) {
                let known = if over_columns {
                    annual
                        .columns
                        .iter()
                        .any(|column| column.value.key.as_str() == key)
                } else {
                    annual.rows.iter().any(|row| row.value.key.as_str() == key)
                };
                let what = if over_columns { "年报列" } else { "年报行" };
                self.named(annual.file, entry, &entry.value.key, ("left", what, key), known);
            }
        }
        for entry in &annual.report_days {
            self.article(
                annual.file,
                entry,
                &entry.value.key,
                "article",
                &entry.value.article,
            );
        }
    }

    pub(super) fn channels(&mut self) {
        let file = self.files.channels.file;
        let channels = &self.files.channels.channels;
        self.successions(file, channels, "渠道", |rule| rule.channel, true);
        self.complete(file, "渠道", Channel::ALL, |channel| {
            channels.iter().any(|rule| rule.value.channel == channel)
        });
        for entry in channels {
            self.article(file, entry, &entry.value.channel, "article", &entry.value.article);
            if entry.value.needs_confirmation() != entry.value.confirm_within.is_some() {
                let why = "：要确认才算收到的渠道写明确认期限，其他渠道不写";
                self.contradicts(file, entry, &entry.value.channel, "confirm_within", why);
            }
        }
    }
}

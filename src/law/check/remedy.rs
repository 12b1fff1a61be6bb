//! Checks of remedies, and of who reconsiders.

use super::Check;
use crate::law::{
    ACT, AgencyKind, CourtLevel, DutyKey, LimitKey, Relation, RemedyClass, RemedyRule, Route,
    load::{Entry, File},
};

/// Classes that letters use beside those that grounds name.
const CLASSES_BESIDE_GROUNDS: &[&str] = &["procedural", "third_party_disclosure", "no_answer"];

impl<'a> Check<'a> {
    pub(super) fn remedies(&mut self) {
        let file = self.files.remedies.file;
        let remedies = &self.files.remedies.rules;
        self.successions(file, remedies, "救济规则", |remedy| remedy.class.clone(), true);
        self.complete(file, "救济类别", CLASSES_BESIDE_GROUNDS, |class| {
            remedies.iter().any(|remedy| remedy.value.class.as_str() == class)
        });
        for entry in remedies {
            self.remedy(file, entry);
        }
        let duties = &self.files.remedies.duties;
        self.successions(file, duties, "告知义务", |duty| duty.key, false);
        self.complete(file, "告知义务", DutyKey::ALL, |key| {
            duties.iter().any(|duty| duty.value.key == key)
        });
        for entry in duties {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
        }
        self.contests(file);
    }

    /// What is asked for and brought along: there for every class that has a remedy.
    fn contests(&mut self, file: File<'a>) {
        let remedies = &self.files.remedies;
        self.successions(file, &remedies.pleas, "复议请求", |plea| plea.class.clone(), true);
        for entry in &remedies.rules {
            let rule = &entry.value;
            let asked = remedies.pleas.iter().any(|plea| plea.value.class == rule.class);
            if rule.route != Route::None && !asked {
                self.contradicts(file, entry, &rule.class, "class", "没有复议请求（plea）");
            }
        }
        for entry in &remedies.pleas {
            let plea = &entry.value;
            for article in &plea.articles {
                self.article(file, entry, &plea.class, "articles", article);
            }
            let known = self.knows_class(&plea.class);
            self.named(
                file,
                entry,
                &plea.class,
                ("class", "救济类别", &plea.class),
                known,
            );
            let is_whole =
                |request: &String| !request.is_empty() && !request.replace(ACT, "").contains(['{', '}']);
            if plea.requests.is_empty() || plea.articles.is_empty() || !plea.requests.iter().all(is_whole) {
                self.contradicts(file, entry, &plea.class, "requests", "的复议请求或者依据不完整");
            }
        }
        self.successions(file, &remedies.enclosures, "附件", |rule| rule.key.clone(), false);
        for entry in &remedies.enclosures {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
            if entry.value.what.trim().is_empty() {
                self.contradicts(file, entry, &entry.value.key, "what", "没有写明是什么");
            }
            self.english(file, entry, &entry.value.key, "english", &entry.value.english);
            let hint = (&entry.value.hint, &entry.value.english_hint);
            self.both(file, entry, &entry.value.key, "english_hint", hint);
        }
        self.successions(
            file,
            &remedies.overdue,
            "逾期事由",
            |rule| rule.key.clone(),
            false,
        );
        for entry in &remedies.overdue {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
            self.english(file, entry, &entry.value.key, "english", &entry.value.english);
        }
    }

    pub(super) fn remedy(&mut self, file: File<'a>, entry: &Entry<RemedyRule>) {
        let rule = &entry.value;
        for article in &rule.articles {
            self.article(file, entry, &rule.class, "articles", article);
        }
        let advice = (&rule.advice, &rule.english_advice);
        self.both(file, entry, &rule.class, "english_advice", advice);
        let has = |key| rule.limits.contains(&key);
        let fits = match rule.route {
            Route::ReconsiderationFirst => {
                has(LimitKey::Reconsideration)
                    && has(LimitKey::LitigationAfterReconsideration)
                    && !has(LimitKey::Litigation)
            }
            Route::Either => has(LimitKey::Reconsideration) && has(LimitKey::Litigation),
            Route::None => rule.limits.is_empty(),
        };
        if !fits || rule.articles.is_empty() {
            self.contradicts(file, entry, &rule.class, "limits", "的期限或者依据与救济途径不符");
        }
        if let Some(class) = &rule.in_part {
            let known = self.knows_class(class);
            self.named(file, entry, &rule.class, ("in_part", "救济类别", class), known);
        }
    }

    pub(super) fn organs(&mut self) {
        let file = self.files.organs.file;
        let organs = &self.files.organs.rules;
        self.successions(file, organs, "机关规则", |organ| organ.kind, true);
        self.complete(file, "机关规则", AgencyKind::ALL, |kind| {
            organs.iter().any(|organ| organ.value.kind == kind)
        });
        for entry in organs {
            let rule = &entry.value;
            self.article(file, entry, &rule.kind, "article", &rule.article);
            self.article(file, entry, &rule.kind, "court_article", &rule.court_article);
            if let Some(article) = &rule.final_ruling_article {
                self.article(file, entry, &rule.kind, "final_ruling_article", article);
            }
            if rule.final_ruling.is_some() != rule.final_ruling_article.is_some() {
                let what = "的最终裁决机关和依据必须一并写明";
                self.contradicts(file, entry, &rule.kind, "final_ruling", what);
            }
            if rule.reconsideration.is_empty() {
                self.contradicts(file, entry, &rule.kind, "reconsideration", "没有复议机关");
            }
        }
        self.names(file, "关系", Relation::ALL, &self.files.organs.relations);
        self.names(file, "法院级别", CourtLevel::ALL, &self.files.organs.courts);
    }

    pub(super) fn knows_class(&self, class: &RemedyClass) -> bool {
        self.files
            .remedies
            .rules
            .iter()
            .any(|remedy| remedy.value.class == *class)
    }
}

//! The words in which a consulted third party gets its link, and the code by another way.

use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Line, Mail, Notices, Wordless,
    context::{ConsultationMail, ConsultationShort, ConsultationSubject},
};
use crate::{
    domain::{agency::Agency, case::SentLetter, text::Email},
    law::Law,
    text::{Lang, words},
};

/// Where the pages are on which a third party answers, below the address of the program.
pub const CONSULTED: &str = "/consulted";

/// What a third party is sent with a letter.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub agency: &'a Agency,
    pub law: &'a Law,
    pub letter: &'a SentLetter,
    /// 答复编号
    pub token: &'a str,
    /// 验证码: in the text message alone.
    pub code: &'a str,
    /// Whether the text message goes out.
    pub by_text: bool,
}

impl Notices {
    /// The mail with the link; the code is not in it.
    pub fn consultation_mail(
        &self,
        asked: Asked<'_>,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Mail, Wordless> {
        let Asked { agency, token, .. } = asked;
        let title = &asked.law.letter(&asked.letter.kind).title;
        let subject = self.templates.render(&ConsultationSubject {
            agency: Line::of(&agency.name),
            letter: Line::of(title),
        })?;
        let text = self.templates.render(&ConsultationMail {
            agency: agency.name.clone(),
            title: title.clone(),
            letter_number: asked.letter.number.clone(),
            issued_on: words::date_with_weekday(Lang::Chinese, asked.letter.issued_on),
            url: self
                .site
                .as_ref()
                .map(|site| format!("{site}{CONSULTED}/{token}")),
            token: token.to_owned(),
            by_text: asked.by_text,
            office: agency.guide.office.clone(),
            phone: agency.guide.phone.clone(),
        })?;
        Ok(super::compose::written(agency, (id, to, at), &subject, text))
    }

    /// The text message with the code; the link is not in it.
    pub fn consultation_text(&self, asked: Asked<'_>) -> Result<String, Wordless> {
        let agency = asked.agency;
        let text = self.templates.render(&ConsultationShort {
            agency: agency.name.clone(),
            title: asked.law.letter(&asked.letter.kind).title.clone(),
            letter_number: asked.letter.number.clone(),
            code: asked.code.to_owned(),
            phone: agency.guide.phone.clone(),
        })?;
        Ok(Line::of(&text).as_str().to_owned())
    }
}

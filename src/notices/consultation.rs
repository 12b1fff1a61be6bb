//! The words in which a consulted third party gets its link, and the code by another way.

use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{
    Line, Mail, Notices, Wordless,
    context::{ConsultationMail, ConsultationShort, ConsultationSubject, NewsMail, NewsShort, NewsSubject},
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

/// What a third party is told later, of the same.
#[derive(Debug, Clone, Copy)]
pub struct ConsultationNews<'a> {
    pub asked: Asked<'a>,
    /// Its last day to answer, of which it is reminded; where there is none, the agency has decided.
    pub until: Option<Date>,
}

impl Notices {
    /// The mail with the news: the number is in it, the code and what was decided are not.
    pub fn news_mail(
        &self,
        news: ConsultationNews<'_>,
        id: Uuid,
        to: Email,
        at: OffsetDateTime,
    ) -> Result<Mail, Wordless> {
        let Asked { agency, token, .. } = news.asked;
        let title = &news.asked.law.letter(&news.asked.letter.kind).title;
        let subject = self.templates.render(&NewsSubject {
            agency: Line::of(&agency.name),
            letter: Line::of(title),
            is_due: news.until.is_some(),
        })?;
        let text = self.templates.render(&NewsMail {
            agency: agency.name.clone(),
            title: title.clone(),
            letter_number: news.asked.letter.number.clone(),
            issued_on: words::date_with_weekday(Lang::Chinese, news.asked.letter.issued_on),
            until: until(news),
            url: self
                .site
                .as_ref()
                .map(|site| format!("{site}{CONSULTED}/{token}")),
            token: token.to_owned(),
            office: agency.guide.office.clone(),
            phone: agency.guide.phone.clone(),
        })?;
        Ok(super::compose::written(agency, (id, to, at), &subject, text))
    }

    /// The same as a text message, without the number: the code went this way.
    pub fn news_text(&self, news: ConsultationNews<'_>) -> Result<String, Wordless> {
        let Asked { agency, letter, .. } = news.asked;
        let text = self.templates.render(&NewsShort {
            agency: agency.name.clone(),
            title: news.asked.law.letter(&letter.kind).title.clone(),
            letter_number: letter.number.clone(),
            until: until(news),
            address: self.site.as_ref().map(|site| format!("{site}{CONSULTED}")),
            phone: agency.guide.phone.clone(),
        })?;
        Ok(Line::of(&text).as_str().to_owned())
    }

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

/// The last day, marked where it rests on days of which no holiday notice is out.
fn until(news: ConsultationNews<'_>) -> Option<String> {
    news.until
        .map(|day| super::compose::last_day(news.asked.law, day))
}

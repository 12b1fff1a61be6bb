//! What the program does by itself: tasks, reminders, the end of the year.

mod chores;
mod publication;
mod reminders;
mod runner;
mod year_end;

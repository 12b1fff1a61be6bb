//! What the program does by itself: tasks, reminders, the end of the year.

mod reminders;
mod runner;
mod year_end;

# The calendar file of a case. It may lie anywhere: no name, no word of the application.

calendar-file-link = Put these days into your phone’s calendar
calendar-file-link-one = Put this day into your phone’s calendar
calendar-file-what = This downloads a calendar file. Open it to put the days into your calendar, with reminders before they end. The file holds only the number of the application and the name of the agency, not your name and not what you asked for. When a day changes, download it again.
calendar-file-category = Government information
calendar-file-answer = Last day for the reply of { $agency } ({ $number })
calendar-file-correction = Last day to correct the application ({ $number })
calendar-file-payment = Last day to pay ({ $number })
calendar-file-reasons = Last day to state your reasons ({ $number })
calendar-file-reconsideration = Last day to apply for administrative reconsideration ({ $agency }, { $number })
calendar-file-litigation = Last day to go to court directly ({ $agency }, { $number })
calendar-file-from-letter = Time is counted from the day after the letter reached you; the last day is { $day }.
calendar-file-from-silence = Time is counted from the day after the period for the reply ended; the last day is { $day }.
calendar-file-contact = Questions? Call { $agency } ({ $office }), { $phone }.
calendar-file-anew = Days can change. Look up the latest state online with the number { $number } and your look-up code.

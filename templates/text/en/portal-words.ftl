# Words that applicants and the staff meet alike: they stand in every language of the portal.

# Who applies.
person-joint = Joint applicant
person-agent = Agent
applicant-erased = Personal information deleted because the time for keeping it is over

# Days and periods.
due-provisional = provisional
due-marked = { $day } (provisional)
period-working-days =
    { $count ->
        [one] 1 working day
       *[other] { $count } working days
    }
period-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
period-months =
    { $count ->
        [one] 1 month
       *[other] { $count } months
    }
field-not-a-date = Enter a date, for example 2026-01-31.
refusal-in-the-future = The date cannot be later than today.
refusal-too-early = The date cannot be earlier than { $day }.

# Files.
file-size = {" "}({ $size })

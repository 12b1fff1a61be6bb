# The chart of the flow. Numbers of days are the law's: none stands here.
chart-as-text = Read this chart as text
chart-beside = What may happen in between
chart-ends = Ends without a reply
chart-loops = Sent back or passed on
chart-next = Next:{" "}

# For the staff.
chart-staff-title = How a case is handled
chart-staff-description = The main flow runs from top to bottom. On the left is what is sent back; dotted lines on the right lead to procedural letters and to what follows a reply; below the main flow is what ends without a reply.
chart-staff-source = This chart is drawn from the very rules that the system follows and from the review steps of this agency. When the rules change, so does the chart.
chart-begin = Submitted online, or registered by the intake staff
chart-by-ground = Only where the ground demands this step
chart-reviewed-by = { $at }; review: { $steps }
chart-then = Then: { $commands }
chart-new-case = A new case, handled again from “{ $stage }”
chart-voided = Content found changed at: { $command }
chart-jump = { $command }: { $from } → { $to }
chart-end = { $command } ({ $from })
chart-any-stage = any stage
chart-from-to = { $from } to { $to }

# For everybody.
chart-public-title = How an application is handled
chart-public-description = The steps run from top to bottom. On the right is what may happen in between, each with its time limit and legal basis.
chart-submitted = You apply
chart-received = Received
chart-received-what = Confirmed with you; you get a receipt
chart-handled = Search and draft
chart-handled-what = The information is looked for, the reply drafted
chart-reviewed = Review
chart-answered = Reply delivered
chart-answered-what = Within { $period } of receipt
chart-correction = Correction
chart-correction-what = If your application is unclear, the agency tells you once, within { $period } of receipt, what to correct. The time to reply starts again when your correction arrives.
chart-consultation = Consultation
chart-consultation-what = If disclosure would harm a third party’s lawful rights, the agency asks it in writing. It has { $period } to reply, which do not count towards the time to reply.
chart-extension = Extension
chart-extension-what = If more time is needed, the head of the information disclosure office can agree to it and you are told: at most { $period } more.
chart-reasons = Reasons
chart-reasons-what = If you apply far more, or far more often, than is reasonable, the agency may ask for your reasons. Without good reasons, it does not handle the application.
chart-fee = Fee
chart-fee-what = In such a case the agency may charge a processing fee. It is due within { $period }, counted from the day after the notice. The time to reply starts again once you have paid.
chart-remedy = You disagree
chart-remedy-what = Within { $reconsideration } of receipt you can apply for reconsideration, or go to court within { $litigation }. Against withholding, reconsideration comes first. The reply tells you.
chart-anew = Another reply
chart-anew-what = If the reconsideration organ or a court orders a new reply without setting a time, it is made within { $period }.
chart-withdrawn = Withdrawal
chart-withdrawn-what = You can withdraw at any time until the reply is made.
chart-abandoned = Deemed abandoned
chart-abandoned-what = Not corrected in time without good reason, or not paid in time: no longer handled.

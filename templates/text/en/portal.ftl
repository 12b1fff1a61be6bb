# The portal: what applicants read. Plain words first, the law's words where they matter.

portal-home-title = Apply for government information
portal-home-what = You can apply for information that government agencies make or keep. It is free, and you do not have to say why you want it. Fill in the form here; the agency must reply to you in writing within the time allowed.
portal-home-law = Legal basis: Regulations on Open Government Information of the People’s Republic of China.
portal-home-apply = Apply
portal-home-apply-hint = Choose an agency and fill in one form; it takes about ten minutes
portal-home-continue = Continue an application
portal-home-continue-hint = Enter your draft code to carry on where you stopped
portal-home-track = Track progress
portal-home-track-hint = Use your application number and look-up code to see where your application stands and to collect the reply
portal-home-find = Find an agency
portal-home-find-hint = See each agency’s address and telephone number, and what information it holds
portal-home-how = How it works
portal-home-step-1 = Find the agency that holds the information.
portal-home-step-2 = Fill in the application: who you are, how to reach you, and what information you want.
portal-home-step-3 = Submit it and note the application number and look-up code. The page tells you the last day by which you should have a reply.
portal-home-step-4 = Use the number and the code to follow progress and download the reply. If you disagree with it, the page tells you where to apply for reconsideration or go to court, and by which day.
portal-fees = Fees: applications and replies are free. An agency may charge an information processing fee only if someone applies far more, or far more often, than is reasonable (Regulations on Open Government Information, Article 42).

portal-agencies-title = Which agency do you want to apply to?
portal-agencies-what = Apply to the agency that made the information. If an agency got it from somewhere else, apply to the agency that keeps it. If you choose the wrong one, do not worry: it will tell you whom to ask.
portal-agencies-search = Enter the name of an agency, a place or a subject
portal-agencies-search-hint = Please use Chinese characters; agencies are listed by their Chinese names
portal-agencies-search-button = Search
portal-agencies-found =
    { $count ->
        [one] 1 agency found
       *[other] { $count } agencies found
    }
portal-agencies-none = Nothing found. Please try another word, such as the name of a county or just part of the agency’s name in Chinese.
portal-agencies-more = Only the first { $count } are listed here. Please add a word to narrow your search.

portal-guide-caption = Guide to open government information
portal-guide-holds = Information it holds:{" "}
portal-guide-apply = Apply to this agency
portal-guide-office = Office and contact details
portal-guide-unit = Office that takes applications
portal-guide-address = Address
portal-guide-postcode = Postcode
portal-guide-phone = Telephone
portal-guide-fax = Fax
portal-guide-email = Email
portal-guide-hours = Opening hours
portal-guide-channels = How you can apply, and from which day time runs
portal-guide-channels-what = You can use any of the ways below. The time to reply starts on the day after the “day of receipt”, and the day of receipt depends on how you apply.
portal-guide-help = If you have difficulty reading, or with your sight or hearing, please telephone or come in person, and the staff will help you. If writing is hard for you, you may apply orally and the staff will fill in the form for you.
portal-guide-then = After you apply
portal-guide-then-receipt = The agency confirms with you that it has received your application, and gives you a receipt with the number and the last day for the reply.
portal-guide-then-answer = The agency must reply in writing within { $period } from the day it receives the application.
portal-guide-then-remedy = If you disagree with the reply, you can apply for administrative reconsideration or go to court. The reply says where, and how much time you have.
portal-doors = What cannot be done here
portal-doors-what = There are other ways for the matters below. An application for information would only delay them:

portal-due-title = Last day for the reply
portal-due-title-correction = Last day to correct your application
portal-due-title-fee = Last day to pay
portal-due-correction = The agency is waiting for you to correct your application. When it receives your correction, the time to reply starts again.
portal-due-fee = The agency is waiting for your payment. When you have paid, the time to reply starts again.
portal-due-why = How this day was worked out
portal-due-lawful = Counted only from the day on which both sides confirmed receipt, the last day by law would be { $day }. The agency works to the earlier day.
portal-due-provisional = The State Council has not yet announced the holidays for some of these days. This day may change when it does.
portal-calendar-how = In the calendar below, days with a number (“Day 1”) count. Weekends and public holidays do not count, but weekends that have been made working days do. Days on which others are being consulted do not count.
portal-calendar-start = Start
portal-calendar-holiday = Public holi{"\u00AD"}day
portal-calendar-weekend = Week{"\u00AD"}end
portal-calendar-counted = Day { $count }
portal-calendar-last = Last day
portal-calendar-swapped = Worked
portal-calendar-consulted = Others asked
portal-calendar-left-out = Left out
portal-calendar-extension = Extra time
portal-calendar-delay = Delay
portal-calendar-mon = Mon
portal-calendar-tue = Tue
portal-calendar-wed = Wed
portal-calendar-thu = Thu
portal-calendar-fri = Fri
portal-calendar-sat = Sat
portal-calendar-sun = Sun

portal-receipt-title = Your application has been submitted
portal-receipt-to = { $agency } has received the application you submitted online
portal-receipt-keep = Please note these two things
portal-receipt-number = Application number
portal-receipt-code = Look-up code
portal-receipt-advice = The look-up code is shown here only once. Please copy it, take a photo or print it, keep it safe and do not tell anyone: you need it to follow progress and collect the reply.
portal-receipt-where = To follow progress: choose “Track progress” on the home page of this website and enter the application number and look-up code.
portal-receipt-print = To print this page, choose “Print” in your browser’s menu.
portal-receipt-next = What happens next
portal-receipt-next-confirm = The agency will contact you to confirm that it has received your application, so please watch your phone. After that, the receipt appears under “Track progress”.
portal-receipt-next-track = You can follow progress at any time with your application number and look-up code.
portal-receipt-next-answer = When the reply has been made, you get it and any documents in the way you chose. You can also download them under “Track progress”.
portal-receipt-asked = Information you asked for
portal-receipt-people = Applicants
portal-receipt-contact = If you have questions, please contact { $office }, telephone { $phone }.
portal-receipt-open = View this application
portal-receipt-gone = This page is no longer shown
portal-receipt-gone-what = To protect your look-up code, this page is shown only right after you submit. Please use your application number and look-up code to follow progress.

portal-track-title = Track progress
portal-track-what = Enter the application number and look-up code that you got when you applied.
portal-track-open = The application you opened before is still here: continue reading it
portal-track-number-hint = For example: QXZJ-2026-00012
portal-track-code-hint = The look-up code from the page shown after you applied, or from the slip with your receipt. Capital or small letters both work
portal-track-button = Look up
portal-track-problem = Nothing found
portal-track-wrong = The application number or the look-up code is not right. Please check your notes and enter them again
portal-track-blank = Enter both the application number and the look-up code
portal-track-lost = Lost the number or the code?
portal-track-lost-what = Please take your identity document to the office that takes applications, or telephone it on the number in the agency’s guide. Once they have checked who you are, they can tell you how your application stands.
portal-left = You have left this application.

# Correction of records about oneself.
portal-records-asked = Records you want corrected
portal-receipt-title-records = Your request for correction has been submitted
portal-receipt-to-records = { $agency } has received the request for correction you submitted online
portal-receipt-next-answer-records = After checking, the agency replies to you in writing: what it has corrected, why it does not correct something, or which other agency does. You can download the reply under “Track progress”.

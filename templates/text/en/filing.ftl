# The application form.

filing-who-title = Who is applying?
filing-who-what = The law asks people and organisations for different details, so please choose first.
filing-who-person = An individual
filing-who-person-hint = I apply in my own name
filing-who-organisation = An organisation
filing-who-organisation-hint = A company, research institute, social organisation, law firm and so on
filing-need = Please have ready
filing-need-identity = Your resident identity card or other identity document (for organisations: the unified social credit code)
filing-need-phone = A telephone number at which we can reach you
filing-need-items = The name of the information you want. If you do not know it, a clear description is enough
filing-need-not = You do not have to say why you want it, and you do not need an account.

filing-to-organisation = Apply for an organisation instead
filing-to-person = Apply as an individual instead
filing-problems = A few things need to be changed
filing-problems-kept = Everything you wrote is still here. Choose an entry below to go to what needs to be changed:
filing-error = Error:{" "}

filing-name = Name
filing-identity-kind = Identity document
filing-identity-resident-card = Resident identity card
filing-identity-passport = Passport
filing-identity-travel-permit = Residence or travel permit for Hong Kong, Macao and Taiwan residents
filing-identity-number = Identity document number
filing-identity-number-hint = A resident identity card number has 18 characters; the last one may be an X
filing-organisation-name = Name of organisation
filing-organisation-name-hint = As on the business licence or registration certificate
filing-credit-code = Unified social credit code
filing-credit-code-hint = 18 characters, on the business licence or registration certificate
filing-organisation-kind = Type of organisation
filing-organisation-kind-hint = Used for yearly statistics only; choose what fits best
filing-kind-business = Business
filing-kind-research = Research institution
filing-kind-public-interest = Public interest organisation
filing-kind-legal-service = Legal services
filing-kind-other = Other
filing-representative = Name of legal representative (person in charge)
filing-contact = Name of contact person

filing-people-what = If several people (or organisations) apply together for the same information, add them here as joint applicants. If an agent applies for you, enter the agent. Otherwise skip this part.
filing-joint = Joint applicant { $number }
filing-joint-name = Name of person or organisation
filing-joint-kind = Document
filing-joint-remove = Remove joint applicant { $number }
filing-joint-add = Add a joint applicant
filing-joint-full = There can be at most { $most } joint applicants. If you are more, please choose representatives to apply.
filing-identity-credit-code = Unified social credit code (organisation)
filing-agent = Agent
filing-agent-add = An agent applies: enter the agent
filing-agent-remove = No agent applies: remove this part
filing-agent-name = Name of agent
filing-agent-phone = Telephone of agent
filing-authority = Letter of authority
filing-authority-hint = A photo or scan of the letter of authority, signed or sealed by the applicant (by each of them). An agent cannot apply without it.
filing-agent-scope = What the agent may do
scope-apply-and-receive = Apply and correct the application, and receive the reply and other letters
scope-apply = Only apply and correct the application; the applicant receives the reply
filing-agent-signed-on = Date on which the letter of authority was signed

filing-phone = Telephone
filing-phone-hint = A mobile number, or a landline with area code
filing-email = Email (optional)
filing-email-hint = Needed if you choose to get the information by email
filing-address = Postal address (optional)
filing-address-hint = Needed if you choose post; please include the house number
filing-postcode = Postcode (optional)

filing-items-what = Please enter each piece of information as an item of its own, so that the agency can reply to each.
filing-item = Item { $number }
filing-item-title = Name of the information, or what it is about
filing-item-title-hint = For example: the construction permit for the rebuilding of Renmin Road. Chinese makes it easier to find
filing-item-number = Document number (optional)
filing-item-number-hint = The number printed on the document, if you know it
filing-item-description = More details (optional)
filing-item-description-hint = Anything that helps the agency find it: when, where, which office. At most 2,000 characters
filing-item-remove = Remove item { $number }
filing-add-item = Add another item
filing-items-full = An application can have at most 20 items. For more, please submit another application.

filing-form = In which form
filing-form-electronic = Electronic file
filing-form-paper = On paper
filing-form-disc = CD or DVD
filing-obtain-by = How to get it
filing-obtain-by-hint = Online is fastest: you download it from this website as soon as the reply is made
filing-obtain-online = Online
filing-obtain-email = By email
filing-obtain-post = By post
filing-obtain-collect = Collect it in person
filing-obtain-on-site = Read and copy it on site
filing-accepts-other-form = If it cannot be provided in this form, I accept another form

filing-files-what = You can take photos with your phone and choose them here. You can upload PDF, JPG and PNG files of up to { $most } MB each, at most { $count } in all.
filing-identity-files = Proof of identity (optional)
filing-identity-files-hint = Both sides of the identity card, or the business licence; also those of joint applicants and the agent. If you do not upload them, the agency may ask you for them.
filing-other-files = Other documents (optional)
filing-other-files-hint = For example something that helps to find the information
filing-kept = Files already uploaded
filing-kept-authority = Letters of authority already uploaded
filing-remove-file = Remove{" "}

filing-promise = The above is true, and I promise to use the information lawfully
filing-privacy = Your identity document number, telephone number and address are stored encrypted and used only to handle this application.
filing-submit = Submit application

# What is wrong, each said so that one knows what to do.
filing-wrong-blank-name = Enter your name
filing-wrong-blank-organisation = Enter the name of the organisation
filing-wrong-blank-joint-name = Enter the joint applicant’s name
filing-wrong-choose-scope = Choose what the agent may do
filing-wrong-twice = You have already entered this identity document number above; enter each person only once
filing-wrong-no-authority = Upload a letter of authority if an agent applies
filing-wrong-blank-identity-number = Enter the identity document number
filing-wrong-blank-credit-code = Enter the unified social credit code
filing-wrong-blank-representative = Enter the name of the legal representative (person in charge)
filing-wrong-blank-contact = Enter the name of the contact person
filing-wrong-blank-phone = Enter a telephone number
filing-wrong-blank-item = Item { $number } is empty: enter the name of the information, or what it is about
filing-wrong-blank-arrival = Enter how the application came in, as a record
filing-wrong-blank-confirmation = Enter the record of the confirmation
filing-wrong-blank = Fill in this field
filing-wrong-identity-length = The identity document number does not have the right length: a resident identity card number has 18 characters
filing-wrong-identity-character = The identity document number has a character that cannot be in it: a resident identity card number has only digits, and the last character may be an X
filing-wrong-identity-check = The identity document number is not right: one of the digits does not fit. Please compare it with the document
filing-wrong-identity-birth = The identity document number is not right: the date of birth in it does not exist. Please compare it with the document
filing-wrong-permit = The identity document number must have 4 to 30 letters and digits
filing-wrong-credit-length = The unified social credit code does not have the right length: it has 18 characters
filing-wrong-credit-character = The unified social credit code has a character that cannot be in it: it has only digits and capital letters, but not I, O, S, V or Z
filing-wrong-credit-check = The unified social credit code is not right: one of the characters does not fit. Please compare it with the certificate
filing-wrong-phone = The telephone number is not right: enter a mobile number with 11 digits, or a landline number with area code
filing-wrong-email = The email address is not right: it should look like name@example.cn
filing-wrong-postcode = The postcode is not right: it should have 6 digits
filing-wrong-character = This field has a line break or an invisible character (perhaps copied from elsewhere). Please remove it and keep everything on one line
filing-wrong-too-long = This is too long: at most { $most } characters
filing-wrong-too-long-by = This is too long: at most { $most } characters, and you wrote { $typed }. What you wrote is still here; please shorten it, or upload it as an attachment
filing-wrong-choose-identity = Choose an identity document
filing-wrong-choose-kind = Choose the type of organisation
filing-wrong-choose-form = Choose in which form you want it
filing-wrong-choose-obtain = Choose how to get it
filing-wrong-promise = Tick the promise
filing-wrong-compared = Compare the document and the written application, then tick the box
filing-wrong-address-for-post = You chose post: enter your postal address
filing-wrong-postcode-for-post = You chose post: enter your postcode
filing-wrong-email-for-email = You chose email: enter your email address
file-waiting = Waiting for the virus check
file-quarantined = Quarantined:{" "}
file-infected = A virus ({ $virus }) was found in “{ $name }”. The file cannot be used and has been quarantined. Please choose a file without a virus
filing-wrong-file-type = “{ $name }” is not a PDF, JPG or PNG file (judged by its content, not its name). Please choose another one
filing-wrong-file-size = “{ $name }” is too large: each file may have up to { $most } MB
filing-wrong-file-empty = “{ $name }” is empty. Please choose it again
filing-wrong-file-count = There are too many files: at most { $most } in all

# Correction of records about oneself.
filing-records-what-for = Is a record about you wrong in information that this agency provided?
filing-to-records = Ask for the correction of records about yourself (your organisation)
filing-records-who-title = Who is asking for the correction?
filing-records-lead = If government information provided by an agency has a wrong record about you (or your organisation), and you can prove it, you can ask for it to be corrected. If the agency finds that you are right, it must correct the record and tell you.
filing-records-not = Do you want information rather than a correction?
filing-to-information = Apply for information here
filing-need-record = Where the record is: the name of the information, and its document number if it has one
filing-need-evidence = A photo or scan of what proves that the record is wrong
filing-records-people-what = If several people (or organisations) ask for the same record to be corrected, add them here as joint applicants. If an agent asks for you, enter the agent. Otherwise skip this part.
filing-records-email-hint = The agency can use it to reach you
filing-records-address-hint = If you want the reply by post, please include the house number
filing-records-what = Please enter each record as an item of its own, so that the agency can check it and reply to it.
filing-record-title = Which information
filing-record-title-hint = For example: the register of rural homesteads, a certificate of social insurance
filing-record-description = What is wrong, what it should say, and what proves it
filing-record-description-hint = For example: the date of birth is recorded as 1 January 1980; it should be 1 November 1980, as the identity card and the household register show. At most 2,000 characters
filing-record-files = What proves that the record is wrong (optional)
filing-record-files-hint = For example a copy of the record, an identity document, an approval. Without it, the agency may not be able to tell whether the record is wrong.
filing-records-promise = The above and the attached documents are true
filing-wrong-blank-record = Item { $number } is empty: enter in which information the record is
filing-wrong-blank-description = Enter what is wrong, what it should say, and what proves it

# The pages of the form on the portal, one thing a page.
filing-who-choose = Choose who is applying
filing-step = Step { $number } of { $of }
filing-page-items = What information do you want?
filing-page-records = Which records should be corrected?
filing-page-wishes = How would you like to receive it?
filing-page-person = Who are you?
filing-page-organisation = Which organisation is applying?
filing-page-people = Does anyone apply with you, or on your behalf?
filing-page-contact = How can we reach you?
filing-page-files = Supporting documents
filing-page-evidence = Evidence
filing-page-check = Check your answers, then submit
filing-page-expired = The page was open for too long. Everything you wrote is still here (files you have just chosen have to be chosen again). Please press the button once more.
filing-applicant-what = Please enter the details as they appear on the document.
filing-contact-what = The agency will confirm with you that it has received your application, so please give a number at which you can be reached.
filing-next = Continue
filing-back = Back
filing-save = Save and finish later
filing-to-check = Done, back to your answers
filing-change = Change
filing-kept-label = Draft
filing-kept-what = { $days ->
    [one] Every step is saved automatically and kept for one day.
   *[other] Every step is saved automatically and kept for { $days } days.
  } On another phone or computer, enter the draft code to carry on.
filing-kept-code = Draft code:{" "}
filing-saved-title = Saved, but not submitted yet
filing-saved-not-filed = The agency cannot see what you have written. Your application is made only when you have submitted it.
filing-saved-how = Write down the draft code and tell it to nobody. Later, choose “Continue an application” on the home page and enter the code. A draft that nobody has touched for { $days ->
    [one] one day
   *[other] { $days } days
  } is deleted.
filing-go-on = Carry on
filing-drop = Delete this draft
filing-dropped = The draft has been deleted.
filing-resume-link = Started earlier? Carry on with your draft code
filing-resume-title = Continue an application
filing-resume-open = Started here just now
filing-resume-changed = Last changed: { $at }
filing-resume-by-code = Use a draft code
filing-resume-what = Drafts are kept for { $days ->
    [one] one day
   *[other] { $days } days
  }. The draft code stands at the bottom of every page of the form.
filing-resume-hint = For example 7KQ3-XW9D-M2HT; capital or small letters
filing-resume-new = No draft? Start a new application
filing-code-blank = Enter the draft code
filing-code-wrong = There is no draft with this code: it may be mistyped, the application may have been submitted already, or the draft was left too long and has been deleted
filing-check-what = You can still change everything. Once submitted, the application cannot be changed, but you can withdraw it or add an explanation.
filing-check-wrong = A few things are still needed before you can submit
filing-section-submit = Submit
filing-yes = Yes
filing-no = No
filing-answer-missing = Not filled in yet
filing-answer-none = Not given
filing-answer-nobody = Nobody
filing-answer-people = Joint applicants, agent
filing-answer-other-form = Other forms accepted
filing-answer-email = E-mail address
filing-answer-address = Postal address
filing-answer-postcode = Postcode
filing-answer-identity-files = Proof of identity
filing-answer-other-files = Other documents
filing-file-look = {" "}(open it)
filing-camera = Take a photo
filing-camera-hint = The front and the back of your identity card, one photo each
filing-sending = Uploading, please wait
filing-trap = Website (leave empty)
filing-trap-wrong = The field “Website” is there to tell programs from people. Please empty it and submit again
filing-too-many = { $minutes ->
    [one] Too many applications have been submitted from your network. Please submit again in one minute.
   *[other] Too many applications have been submitted from your network. Please submit again in { $minutes } minutes.
  } Everything you wrote has been saved. If it is urgent, you can also apply by post or in person

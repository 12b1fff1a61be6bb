# 我的申请: the accounts of applicants, which nobody needs.

nav-mine = My applications

mine-sign-in-title = Sign in to “My applications”
mine-sign-in-what = Once you are signed in, your applications to all agencies are listed in one place, you can carry on with those you have not finished, and you do not have to enter your name and contact details each time.
mine-sign-in-new = We will send a code there. Enter it within { $minutes } minutes and you are signed in. The first time you sign in, an account is set up for you.
mine-reach = Email address or mobile number
mine-reach-hint = We will send the code here
mine-reach-mail = Email address
mine-reach-mail-hint = We will send the code to this address
mine-reach-phone = Mobile number
mine-reach-phone-hint = We will send the code by text message to this number, which must be a number in mainland China
mine-reach-blank = Enter an email address or a mobile number
mine-reach-wrong = Enter a complete email address, or a mobile number of 11 digits. A landline cannot receive the code
mine-no-mail = This website cannot send codes by email at present. Please enter a mobile number
mine-no-text = This website cannot send codes by text message at present. Please enter an email address
mine-send-code = Send a code
mine-too-many-codes =
    Too many codes have been sent. Please try again in { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }
mine-not-sent = The code cannot be sent right now. Please try again later. You can also apply without signing in, and track an application with its number and look-up code
mine-demo-code = This demonstration sends no email and no text messages. Your code is { $code }.
mine-by-password = If you have set a password, sign in with it
mine-by-code = Sign in with a code
mine-without = You do not have to sign in
mine-without-what = You can apply without an account, and track an application with its number and look-up code.
mine-lapsed = The page was open for too long. Please sign in again.
mine-again = What you want to do is important. To be safe, please sign in once more, then carry on.
mine-problems = One thing needs to be changed

mine-code-title = Enter the code
mine-code-what = We have sent a code to { $to }. It is valid for { $minutes } minutes.
mine-code = Code
mine-code-hint = 6 digits
mine-code-enter = Continue
mine-code-blank = Enter the 6 digits that we sent you
mine-code-wrong = This is not the right code. Check the message and enter it again
mine-code-over = This code is no longer valid. Please ask for a new one.
mine-code-none = No code?
mine-code-none-what = Please wait a minute or two, and look in your junk mail. If it still has not come, we can send another one. If several were sent, the last one counts.
mine-code-again = Send another code
mine-code-other = Use another email address or mobile number
mine-sent-again = We have sent another code. Please enter the new one.
mine-new = Your account is set up and you are signed in.
mine-signed-out = You are signed out.

mine-password-title = Sign in with a password
mine-password = Password
mine-password-enter = Sign in
mine-password-blank = Enter your password
mine-password-wrong = The account or the password is wrong. If you have never set a password, please sign in with a code
mine-password-forgotten = If you have forgotten your password, or never set one:
mine-password-new = New password (at least { $fewest } characters)
mine-password-again = New password once more
mine-password-set-button = Set password
mine-password-remove = Remove the password and sign in with codes only
mine-password-is-set = You have set a password. If you have forgotten it, just set a new one here.
mine-password-is-none = You have not set a password and sign in with a code. If you would rather not wait for codes, you can set one.
mine-password-differs = The two passwords are not the same
mine-password-length = A password needs at least { $fewest } characters, and must not be too long
mine-password-set = The password is set. You have been signed out everywhere else.
mine-password-removed = The password is removed. You have been signed out everywhere else.

mine-title = My applications
mine-cases = Submitted
mine-empty = There are no applications here yet. Applications that you submit while signed in are listed here. You can add earlier ones with their number and look-up code.
mine-due = Reply due by { $day }
mine-due-correction = Please send your correction by { $day }
mine-due-fee = Please pay by { $day }
mine-late = Overdue
mine-more = Only the latest { $count } are listed here. You can track the others with their number and look-up code.
mine-drafts = Not finished yet
mine-here = Applications you have just opened
mine-here-what = These applications are open in this browser, but not in your account. If they are yours, you can add them.
mine-take = Add
mine-apply = Make a new application
mine-add = Add an earlier application
mine-add-title = Add an earlier application
mine-add-what = Enter the application number and the look-up code. The application is then listed under “My applications”, and you no longer need the code.
mine-added = Added to “My applications”.
mine-remove = Remove this application
mine-remove-title = Remove this application from “My applications”?
mine-remove-what = The application itself is not affected, and the agency carries on with it. You can still track it with its number and look-up code, and add it again. If you have not noted the look-up code, please do not remove it.
mine-removed = Removed.
mine-back = Back to “My applications”
mine-own = My account
mine-details = My details
mine-details-none = (fill them in once and you need not enter them again when you apply)
mine-account = Signing in and security
mine-sign-out = Sign out

mine-details-title = My details
mine-details-what = Write them here once, and they are filled in when you apply, for you to check before you submit. You can leave out whatever you like. They are encrypted, and only you can see them, after signing in.
mine-details-keep = Save
mine-details-kept = Your details are saved.
mine-filled-in = Your name and contact details have been filled in from “My details”. Please check them before you submit.
mine-email = Email address
mine-phone = Mobile number
mine-address = Postal address
mine-postcode = Postcode
mine-none = Not set
mine-wrong-name = The name is too long, or contains a character that cannot be used
mine-wrong-address = The address is too long, or contains a character that cannot be used

mine-account-title = Signing in and security
mine-reached-by = How you sign in
mine-change = Add or change an email address or mobile number
mine-change-title = Add or change an email address or mobile number
mine-change-what = Enter the new email address or mobile number. We will send a code there. Enter it within { $minutes } minutes, and the new one is used from then on.
mine-reached = The new email address or mobile number is used from now on.
mine-reach-taken = Nothing was changed: another account already uses this email address or mobile number. To use it here, sign in with it first, and delete that account or change it there.
mine-visits = Where you are signed in
mine-visit-unknown = Unknown device
mine-visit-here = Here
mine-visit-times = Signed in { $began }, last used { $seen }
mine-visit-end = Sign out there
mine-visits-end = Sign out everywhere else
mine-visit-ended = You are signed out there.
mine-visits-ended = You are signed out everywhere else.
mine-back-account = Back

mine-delete-title = Delete account
mine-delete-lead = You can delete your account at any time. Applications you have submitted are not affected.
mine-delete-link = Delete my account
mine-delete-what = A deleted account cannot be restored.
mine-delete-erased = What is erased: your email address, mobile number, password, passkeys, details and record of sign-ins, and the information which applications are yours.
mine-delete-stays = What stays: the applications you have submitted. By law the agencies must deal with them, reply to them and keep them on file, so they are not deleted with your account. You can still track them with their number and look-up code. Drafts can still be continued with their draft code until they are deleted after some time.
mine-delete-cases =
    { $count ->
        [one] There is 1 application in your account. If you have not noted its look-up code, you can no longer see it online after deleting the account, and would have to ask the agency.
       *[other] There are { $count } applications in your account. If you have not noted a look-up code, you can no longer see that application online after deleting the account, and would have to ask the agency.
    }
mine-delete-sure = I understand and want to delete my account
mine-delete-not-sure = To delete your account, please tick this box
mine-delete-button = Delete account
mine-deleted = Your account is deleted.

mine-openid = Sign in with { $name }
mine-openid-or = Or sign in with a code
mine-openid-away = { $name } cannot be reached right now. Please try again later, or sign in another way. You can also apply without signing in, and track an application with its number and look-up code.
mine-openid-refused = Signing in with { $name } did not work; the people who run this website can see why. Please sign in another way. You can also apply without signing in, and track an application with its number and look-up code.
mine-openid-declined = You did not complete signing in with { $name }. You can try again, or sign in another way.
mine-openid-lost = Signing in was interrupted; perhaps a page was open for too long. Please sign in with { $name } again.
mine-openid-is-joined = You can sign in to this account with { $name }.
mine-openid-is-none = If you connect it, you can sign in to this account with { $name }.
mine-openid-join = Connect
mine-openid-leave = Disconnect
mine-openid-joined = Connected. You can use it to sign in from now on.
mine-openid-left = Disconnected.
mine-openid-taken = Not connected: your identity with { $name } is connected to another account. To connect it here, sign in with it first, and delete that account or disconnect it there.
mine-openid-only = Not disconnected: this account can only be signed in to with { $name }. Please add an email address or a mobile number first.

privacy-kept-account = If you have an account: your email address, mobile number and details are encrypted and used only to sign you in and to fill in forms for you. Agencies do not get them unless you submit them in an application. You can delete the account yourself at any time.

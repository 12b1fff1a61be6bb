# What goes wrong, and what to do.

error-home = Back to the home page
error-reference = Please give this number when you contact us:{" "}
error-not-found = Page not found
error-not-found-do = The address may be mistyped, or you may not be allowed to see the page. Please check the address, or start again from the home page.
error-sign-in = Please sign in
error-sign-in-do = You can continue after signing in.
error-refused = This cannot be done
error-refused-do = Nothing has been changed. If you have questions, please ask your administrator.
error-stale = Someone else has changed this
error-stale-do = After you opened this page, someone changed the same matter. Please press “Back” in your browser, copy what you have written, reload the page, see what is new, and submit again.
error-invalid = This request could not be understood
error-invalid-do = Please go back to the page you came from and try again. Nothing has been changed.
error-too-large = What you submitted is too large
error-too-large-do = Nothing has been saved. Please press “Back” in your browser to return to the form, shorten your text or remove attachments, and submit again. What you wrote is still there.
error-too-many = Too many attempts
error-too-many-do =
    { $minutes ->
        [one] For security, please try again in 1 minute.
       *[other] For security, please try again in { $minutes } minutes.
    }
error-cross-site = Please submit from a page of this website
error-cross-site-do = This request came from another website and was not carried out. If you did submit it from this website, please switch off your browser’s privacy extensions and try again, or contact the office that takes applications.
error-method = This address cannot be opened like this
error-method-do = Please start again from the home page.
error-timeout = This took too long and was stopped
error-timeout-do = Nothing was left half saved. Please try again later.
error-unavailable = The system is not available at the moment
error-unavailable-do = Your request was not completed, and nothing was left half saved. Please try again later. If you were submitting a form, press “Back” in your browser: what you wrote is still there.
error-internal = Something went wrong in the system
error-internal-do = This is our fault, not yours. Your request was not completed, and nothing was left half saved. Please try again later. If it keeps happening, please contact the office that takes applications.

lapsed-title = This page has expired
lapsed-kept = You were away for a while. For security, what you just submitted was not carried out. Everything you wrote is still here.
lapsed-files = Attachments have to be chosen again: submit, return to the page you came from, and choose them once more.
lapsed-again = Nothing is lost. Press the button below to submit again.
lapsed-again-button = Submit again
lapsed-sign-in = Please sign in again. Then you can submit what you just wrote.
lapsed-sign-in-button = Sign in and continue

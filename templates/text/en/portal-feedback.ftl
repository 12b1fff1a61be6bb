# Feedback

feedback-title = Tell us how it was
feedback-what = Tell the agency how it was, so that it can do better. This changes nothing about your application or your rights; the agency does not see who said it or about which application.
feedback-link = Tell us how it was
feedback-rating = Are you satisfied with how your application was handled?
feedback-rating-none = Choose one
feedback-words = Anything else?
feedback-words-hint = You may leave this blank; at most { $most } characters. Please write no names and no telephone numbers. If you disagree with the reply, writing it here has no effect: use the ways shown on the page of your case
feedback-send = Send
feedback-done = Thank you for telling us.
feedback-again = You have told us about this application already, or it is too early.
rating-very-good = Very satisfied
rating-good = Satisfied
rating-fair = Fairly satisfied
rating-poor = Dissatisfied
rating-very-poor = Very dissatisfied

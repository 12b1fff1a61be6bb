# The frame of all pages.

service-name = Open government information on application
title-error = Error:{" "}
skip-to-content = Skip to main content
demo-banner = Demonstration system: the agencies, people and applications here are made up. Please do not enter real information
nav-label = Main navigation
nav-home = Home
nav-agencies = Apply
nav-track = Track progress
nav-desk = Cases
nav-review = Review
nav-admin = Administration
sign-out = Sign out
flash-done = Done
flash-warning = Please note
footer-portal = This service is provided under the Regulations on Open Government Information of the People’s Republic of China. You do not have to say why you want government information.
footer-accessibility = Accessibility
footer-privacy = How your information is protected
footer-staff = For staff only. Everything done here is recorded.
letter-print = To print this page, choose “Print” in your browser’s menu (or press Ctrl+P). The print looks the same as the PDF; it is at its best without the browser’s headers and footers.

# How the page is read.
reading-label = Ways to read this page
reading-english = English
reading-chinese = 中文
reading-large = Large type
reading-normal = Normal type
reading-dark = Dark
reading-light = Light

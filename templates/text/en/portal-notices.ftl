# What the service says of itself: use by everybody, and personal data.

accessibility-title = Accessibility
accessibility-lead = Everybody should be able to apply for government information here: people who do not see well or at all, who cannot use a mouse, or who are not used to websites.
accessibility-reading = Ways to make reading easier
accessibility-large = Type too small? Choose large type: every page grows, and stays large the next time.
accessibility-dark = Too bright? Choose dark. If your device is set to dark, the pages follow it.
accessibility-zoom = Enlarged four times, the pages still need no scrolling sideways.
accessibility-keyboard = A keyboard alone is enough: Tab moves on, Enter confirms, and the first link of each page leads straight to its content.
accessibility-reader = Screen readers read the name of every field, what it asks for and what is wrong; beside the calendar that explains a date stands the same in words.
accessibility-plain = Old phones, slow lines and browsers without scripts all work.
accessibility-other = Would you rather not use the internet?
accessibility-other-what = Every agency takes applications in person and by post. If writing is difficult for you, you can apply orally and the staff will write it down. If reading, seeing or hearing is difficult for you, the agency has to help (Regulations on Open Government Information, Article 43).
accessibility-agencies = Find the address and telephone number of an agency
accessibility-standards = Standards
accessibility-standards-what = This website follows the national standard GB/T 37668 on accessible web content and WCAG 2.2 at level AA. Before each update every page is checked in a real browser.
accessibility-limits = Documents that agencies hand over (scans, for example) cannot always be read by screen readers. If you need another form, say so in your application or telephone the agency.
accessibility-tell = If something is difficult to use, please telephone the agency that you apply to.

privacy-title = How your information is protected
privacy-lead = What we ask for and why, who sees it, how long it is kept, and what rights you have.
privacy-who = Who processes it
privacy-who-what = The agency that you apply to. Its name, address and telephone number stand in its guide. Other agencies do not see your application.
privacy-what = What we ask for, and why
privacy-what-identity = Name and proof of identity: the law requires them, to know who applies.
privacy-article-29 = Regulations on Open Government Information of the People’s Republic of China, Article 29
privacy-what-contact = Telephone, address and e-mail: to confirm with you and to send you the reply.
privacy-what-words = What you write and upload: to find the information that you want.
privacy-what-not = You do not have to say why you want it and need no account. We do not follow what you read, and pass nothing on to other websites.
privacy-kept = How it is kept
privacy-kept-sealed = Identity numbers, telephone numbers, addresses, e-mail addresses and drafts are stored encrypted.
privacy-kept-masked = Only the staff who work on your application see them. The tracking page shows just a part, so that nobody beside you can read them.
privacy-kept-draft = { $days ->
    [one] A draft that is not submitted is deleted when nobody has touched it for one day.
   *[other] A draft that is not submitted is deleted when nobody has touched it for { $days } days.
  }
privacy-kept-case = An application that was submitted is a record of the agency and is kept as the rules on archives say. Where the agency has set a time for personal data, it is deleted when that is over.
privacy-kept-session = { $minutes ->
    [one] After one minute without activity on this device, the number and the look-up code have to be entered again.
   *[other] After { $minutes } minutes without activity on this device, the number and the look-up code have to be entered again.
  } The website uses two necessary cookies only: one for what you are doing, one for language, type size and colours.
privacy-rights = Your rights
privacy-rights-what = You may see, copy and correct your information, and ask for its deletion unless the law requires the agency to keep it (Personal Information Protection Law, Articles 44 to 47).
privacy-rights-where = If you have applied already, use your number and look-up code:

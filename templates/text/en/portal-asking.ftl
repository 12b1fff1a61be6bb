# What can be asked for, and where to go with what cannot.

asking-title = What you can ask for
asking-home-hint = How to put it, and what is dealt with elsewhere
asking-what = You can ask for all information that an administrative agency has made or obtained in its work, and has recorded and kept: documents, approvals, permits, contracts, minutes, figures, drawings, recordings.
asking-made = The information must exist. The agency does not have to investigate, put together or make anything anew for your application.
asking-free = It is free, and you need not say what you want it for; except where one person applies for clearly too much or too often.
asking-anybody = People, companies and other organisations can apply, and can have somebody else do it for them.
asking-how = How to put it so that it is found
asking-how-what = The more exactly you say what you want, the sooner it is found, and you will not be asked to correct your application. Give one or two of these: the name of the document, its number, the time, the place, the name of the project.
asking-good = Easy to find
asking-good-1 = The building permit for the rebuilding of Zhongxin Road in 2025
asking-good-2 = The document with the number Qing Jian Fa [2025] No. 15
asking-good-3 = The compensation plan for the expropriation in Donghe New Village, 2024 to 2025
asking-bad = Cannot be found
asking-bad-1 = Why has Zhongxin Road not been repaired yet? (A question: it asks for an explanation, not for a document)
asking-bad-2 = Please act against illegal buildings in Donghe New Village (A report of wrongdoing)
asking-bad-3 = All papers on my family's house (It does not say which)
asking-public = See first whether it is public already
asking-own = Your own information is wrong
asking-own-what = If what an agency has recorded about you is not accurate, you can ask here for it to be corrected: choose the agency, then choose to have records corrected.
asking-call = Call { $phone }
asking-site = Open the site
topics-heading = Find by topic

# 年度数字: the figures of a year, as an agency released them.
portal-annual-title = Applications for government information, year by year
portal-annual-year-title = Applications for government information in { $year }
portal-annual-what = How many applications for government information were received each year, how they were handled, and how many cases went to administrative reconsideration or to court. The figures follow the uniform form of the annual report. The agency checks them before it publishes them.
portal-annual-list = Published years
portal-annual-year = { $year }
portal-annual-row = Received: { $all } (including those carried over from the year before). Handled: { $handled }.
portal-annual-released = Published on { $day }
portal-annual-corrected = Corrected on { $day }
portal-annual-none = Nothing has been published yet.
portal-annual-link = Figures on applications, year by year
portal-annual-link-what = See how many applications were received and handled each year.
portal-annual-back = All years
portal-annual-main = At a glance
portal-annual-picture = Received, answered, and with what result
portal-annual-applications = Applications for government information received and handled
portal-annual-applications-note = In every column, item 1 plus item 2 equals the total handled plus item 4.
portal-annual-proceedings = Administrative reconsideration and administrative litigation
portal-annual-item = Item
portal-annual-results = 3. Results of the year
portal-annual-reconsideration = Administrative reconsideration
portal-annual-direct-suit = Administrative litigation without reconsideration before it
portal-annual-suit-after = Administrative litigation after reconsideration
portal-annual-upheld = Upheld
portal-annual-corrected-result = Corrected
portal-annual-other-result = Other result
portal-annual-pending = Pending
portal-annual-sum = Total
portal-annual-download = Download
portal-annual-download-csv = { $table } (CSV)
portal-annual-download-xlsx = { $table } (XLSX)
portal-annual-data = Data for programs (JSON-LD)
portal-annual-file-applications = { $agency } { $year } applications received and handled
portal-annual-file-proceedings = { $agency } { $year } reconsideration and litigation
portal-annual-basis = The tables follow the Format of the Annual Report on Open Government Information issued by the State Council office in charge of open government (2021, No. 30).
portal-annual-corrections = Corrections
portal-annual-correction = Corrected on { $day }
portal-annual-correction-why = Reason:{" "}
portal-annual-correction-what = Which figures changed
portal-annual-change = { $row }, { $column }: from { $before } to { $after }
portal-annual-change-given = Replies given: from { $before } to { $after }
portal-annual-change-in-time = Replies given in time: from { $before } to { $after }
portal-annual-said-none = In { $year } no application for government information was received, and none was carried over from the year before.
portal-annual-said-received = { $received ->
    [one] In { $year } one new application for government information was received. Carried over from the year before: { $carried }. Together: { $all }.
   *[other] In { $year } { $received } new applications for government information were received. Carried over from the year before: { $carried }. Together: { $all }.
}
portal-annual-said-handled = { $handled ->
    [one] One application was handled in the year. Carried over to the next year: { $left }.
   *[other] { $handled } applications were handled in the year. Carried over to the next year: { $left }.
}
portal-annual-said-outcomes = Of those handled: disclosed { $disclosed }, partly disclosed { $partial }, not disclosed { $withheld }, could not be provided { $unavailable }, not processed { $unprocessed }, otherwise handled { $other }.
portal-annual-said-in-time = { $given ->
    [one] One reply was delivered in the year; in time: { $timely } ({ $share }%).
   *[other] { $given } replies were delivered in the year; in time: { $timely } ({ $share }%).
}
portal-annual-said-contested = Administrative reconsiderations: { $reconsidered }. Administrative lawsuits: { $suits }.
portal-annual-count = { $count }
portal-annual-came-in = Received
portal-annual-bar-received = { $all }, of which { $carried } carried over
portal-annual-answered = Replies
portal-annual-bar-in-time = { $given }, all in time
portal-annual-bar-late = { $given }, of which { $late } late
portal-annual-left = Carried over to the next year

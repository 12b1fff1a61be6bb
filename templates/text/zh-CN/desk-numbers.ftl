# The register of numbers.

number-list-title = 文号登记簿
number-list-what = 每个序列每年的全部文号：用在哪份文书上，何时以何种方式送达；作废的划去并写明原因，没有使用的写明原因，缺号也列出。
number-list-year = 年份
number-list-show = 查看
number-list-caption = { $agency }{ $year }年“{ $series }”序列，已用到第{ $last }号
number-list-back = 返回文号设置
number-list-empty = 这个序列这一年还没有使用文号。
number-list-serial = 序号
number-list-number = 文号
number-list-kind = 文书
number-list-case = 申请编号
number-list-issued = 成文日期
number-list-to = 受送达人
number-list-served = 送达
number-list-void = 作废、空号、缺号
number-list-to-applicant = 申请人
number-list-to-third-party = 第三方
number-list-to-organ = 机关
number-list-unserved = 尚未送达
number-list-spoilt = 作废：{ $why }
number-list-spoilt-unsaid = 作废（原因见办件）
number-list-skipped = 空号，没有使用：{ $why }
number-list-missing = 缺号：没有文书使用这个号，原因不明。请系统运维人员运行 gongkai verify 核查。
number-list-print = 打印全年
number-list-csv = 下载全年（CSV）
number-list-file = { $agency }{ $year }年{ $series }文号登记簿

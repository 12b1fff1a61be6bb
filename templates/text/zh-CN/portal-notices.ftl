# What the service says of itself: use by everybody, and personal data.

accessibility-title = 无障碍说明
accessibility-lead = 人人都应当能用这个网站申请政府信息：看不清的、看不见的、手不方便的、不熟悉网络的，都一样。
accessibility-reading = 怎样看更方便
accessibility-large = 字太小：选大字版，每一页都会变大，下次打开也记得。
accessibility-dark = 太刺眼：选深色，手机设为深色模式的会自动变。
accessibility-zoom = 放大到四倍也不用左右拖动。
accessibility-keyboard = 只用键盘就能办完：按Tab键往下走，按回车确认；每一页的第一个链接可以直接跳到正文。
accessibility-reader = 读屏软件能读出每一栏的名称、要求和错误；算日子的日历，旁边有同样内容的文字。
accessibility-plain = 旧手机、慢网络、关掉脚本，都可以用。
accessibility-other = 不方便上网？
accessibility-other-what = 每个机关都接受当面和邮寄的申请；书写有困难的，可以口头申请，由工作人员代填。阅读有困难，或者视力、听力有障碍的，机关应当提供帮助（条例第四十三条）。
accessibility-agencies = 查机关的地址和电话
accessibility-standards = 依据的标准
accessibility-standards-what = 本网站按《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668）和国际标准WCAG 2.2的AA级制作，每次更新前都在真实的浏览器里逐页检查。
accessibility-limits = 机关提供的文件（例如扫描件）不一定能被读屏软件读出。需要其他形式的，请在申请里写明，或者打电话告诉机关。
accessibility-tell = 哪里用着不方便，请打电话告诉受理机关。

privacy-title = 您的信息怎样保护
privacy-lead = 这里说明：要您填的信息有什么用、谁看得到、放多久、您有什么权利。
privacy-who = 谁在处理
privacy-who-what = 您申请的那个机关。它的名称、地址和电话写在它的信息公开指南里。别的机关看不到您的申请。
privacy-what = 要什么，有什么用
privacy-what-identity = 姓名（名称）、身份证明：法律要求写明，用来确认是谁申请。
privacy-article-29 = 《中华人民共和国政府信息公开条例》第二十九条
privacy-what-contact = 电话、地址、电子邮箱：用来与您确认、给您答复。
privacy-what-words = 您写的内容和上传的材料：用来查找您要的信息。
privacy-what-not = 不要求说明用途，不要求注册，不跟踪您看了什么，不把信息交给别的网站。
privacy-kept = 怎样保存
privacy-kept-sealed = 证件号码、电话、地址、邮箱和草稿都加密保存。
privacy-kept-masked = 只有办理这件申请的工作人员能看到；查询页面上只显示一部分，旁边的人看不全。
privacy-kept-draft = 没有提交的草稿，{ $days }天没有动过就自动删除。
privacy-kept-case = 提交的申请是机关的档案，按照档案规定保存；机关定了个人信息保存期限的，到期删除。
privacy-kept-session = 在这台设备上，{ $minutes }分钟没有操作，就要重新输入编号和查询码。网站只用两个必需的小型文本记录（cookie）：一个记住您正在办的事，一个记住字号、颜色和语言。
privacy-rights = 您的权利
privacy-rights-what = 您可以查看、复制、更正自己的信息；法律要求机关保存的除外，可以要求删除（《中华人民共和国个人信息保护法》第四十四条至第四十七条）。
privacy-rights-where = 已经提交申请的，凭编号和查询码办理：

# What can be asked for, and where to go with what cannot.

asking-title = 能申请什么信息
asking-home-hint = 怎么写、哪些事不在这里办
asking-what = 行政机关在工作中制作或者获得、并且记录保存下来的信息，都可以申请公开：文件、批复、许可证、合同、会议纪要、统计数字、图纸、录像。
asking-made = 信息要是已经有的。机关不用为了您的申请去调查、汇总，也不用重新制作。
asking-free = 不收费，也不用说明用途。同一个人申请的数量、次数明显过多的除外。
asking-anybody = 个人、企业和其他组织都可以申请，也可以请人代办。
asking-how = 怎样写才好找
asking-how-what = 写得越具体，找得越快，也不用再让您补正。最好写出文件名称、文号、时间、地点、项目名称中的一两个。
asking-good = 这样写，好找
asking-good-1 = 2025年中心路改造工程的施工许可证
asking-good-2 = 青建发〔2025〕15号文件
asking-good-3 = 2024年至2025年东河新村征收补偿方案
asking-bad = 这样写，找不到
asking-bad-1 = 中心路为什么还没有修好？（这是咨询，要的是说明，不是文件）
asking-bad-2 = 请查处东河新村的违法建设（这是举报）
asking-bad-3 = 与我家房子有关的全部材料（没有说清楚是哪些）
asking-public = 先看看是不是已经公开
asking-own = 自己的信息记错了
asking-own-what = 行政机关提供的信息里，与您自身有关的记录不准确的，也可以在这里要求更正：选好机关，再选“要求更正”。
asking-call = 拨打{ $phone }
asking-site = 打开网站
topics-heading = 按事情找

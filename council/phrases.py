"""The words that people type in place of pressing a key: the one written grammar of both bots.

Each phrase leads to the row of typed commands of its name (``TYPED`` in ``council/routes.py``). How a
message is read, and which slips of the pen are forgiven: ``council/kernel/acts/phrases.py``.
"""

from council.kernel.acts.phrases import Grammar, Phrase


def _phrase(
    name: str, words: str, *, numbered: str = "", rest: str = "", in_passing: bool = False
) -> Phrase:
    """Write a phrase down; words are parted by commas."""
    return Phrase(
        name=name,
        words=_words(words),
        numbered=_words(numbered),
        rest=_words(rest),
        in_passing=in_passing,
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


#: What both bots understand.
_BOTH = (
    _phrase(
        "start",
        "你好, 您好, 你们好, 大家好, 在吗, 有人吗, 早上好, 上午好, 中午好, 下午好, 晚上好, 谢谢, 谢谢你,"
        " 谢谢您, 多谢, 感谢, 辛苦了, 首页, 主页, 回首页, 返回首页, 回到首页, hello, hi, hey, good morning,"
        " good evening, thanks, thank you, home",
        in_passing=True,
    ),
    _phrase(
        "help",
        "帮助, 帮忙, 怎么用, 使用说明, 说明, 功能, 菜单, 有什么功能, 能做什么, 不会用, 不懂, ?, 救命,"
        " help, menu, commands, manual, help me, what can you do",
    ),
    _phrase(
        "settings",
        "设置, 设定, 语言, 换语言, 通知, 通知设置, 字号, 中文, 英文, settings, setting, language,"
        " options, notifications, english, chinese",
    ),
    _phrase(
        "elder",
        "长辈版, 长辈模式, 老人版, 老年版, 老年模式, 适老版, 大字, 大字版, 字太小, 字大一点, 放大,"
        " senior mode, senior view, elder mode, large print, large text, bigger text",
    ),
    _phrase(
        "plain",
        "退出长辈版, 关闭长辈版, 不用长辈版, 退出长辈模式, 退出大字版, 退出大字, 普通版, 正常大小,"
        " leave senior mode, leave senior view, leave elder mode, normal text",
    ),
    _phrase(
        "search",
        "搜索, 搜素, 收索, 搜, 查找, 查询, 检索, search, look up",
        rest="搜索, 搜素, 收索, 搜一下, 搜, 查找, 查一下, 查询, 找一下, 寻找, 找, search for, search, find, look up,"
        " look for",
    ),
    _phrase("motions", "议案, 看议案, 议案列表, motions", numbered="议案, motion, motions"),
    _phrase("powers", "权责清单, 权责, 谁决定, 谁说了算, 什么事谁管, powers, who decides"),
    _phrase("floor", "议事现场, 现场, 发言, 举手, floor"),
    _phrase(
        "resolutions", "决议, 公示, 看决议, 决定, 表决结果, 投票结果, 结果, resolutions, results"
    ),
    _phrase("cancel", "取消, 停止, 算了, 不要了, 不写了, 不填了, cancel, stop, never mind"),
)
_RESIDENT = (
    _phrase(
        "propose",
        "提案, 提出提案, 写提案, 发提案, 提个案, 我有提案, 提建议, 提个建议, 建议, 提意见, 提个意见,"
        " 意见, 反映问题, 反映情况, 反映, 投诉, 报修, 新提案, propose, new proposal, suggest,"
        " suggestion, make proposal, complain",
    ),
    _phrase(
        "proposals",
        "看提案, 有哪些提案, 提案列表, 所有提案, 大家的提案, 邻居的提案, 附议列表, proposals, list proposals,"
        " all proposals",
        numbered="提案, 看提案, proposal, proposals",
    ),
    _phrase("second", "附议, 支持, second", numbered="附议, 支持, second"),
    _phrase(
        "vote",
        "投票, 表决, 选票, 投个票, 去投票, 排序, 改票, 改投, vote, voting, ballot, poll, polls, votes,"
        " cast vote",
        numbered="投票, 表决, 排序, vote, poll",
    ),
    _phrase(
        "mine",
        "我的, 我的事, 我的提案, 我的投票, 我的附议, 我的认筹, 我的待办, 待办, 个人中心,"
        " 需要我做什么, mine, my things, todo, my proposals, my votes, account",
    ),
    _phrase(
        "agenda",
        "议程, 会议议程, 会议, 开会, 什么时候开会, 下次会议, 议事会, 报名, 报名参加, 签到, agenda,"
        " meeting, next meeting",
    ),
    _phrase("meetings", "会议列表, 所有会议, 历次会议, meetings, all meetings"),
    _phrase(
        "pledge",
        "认筹, 捐款, 出钱, 众筹, 认捐, pledge, donate, crowdfunding",
        numbered="认筹, 捐款, pledge",
    ),
    _phrase("campaigns", "众筹列表, 所有众筹, campaigns, campaign"),
)
_STAFF = (
    _phrase("today", "今天, 今日, 我的, 待办, 今天要办的事, 要办的事, today, mine, due, todo"),
    _phrase(
        "proposals",
        "提案, 提案列表, 看提案, proposals, proposal",
        numbered="提案, proposals, proposal",
    ),
    _phrase(
        "meetings",
        "会议, 会议列表, 开会, 安排会议, meetings, meeting",
        numbered="会议, meetings, meeting",
    ),
    _phrase("agenda", "议程, 会议议程, agenda"),
    _phrase(
        "polls", "表决管理, 表决, 投票, polls, poll, votes", numbered="表决, 投票, polls, poll"
    ),
    _phrase("campaigns", "众筹, 认筹, campaigns, campaign", numbered="众筹, campaigns, campaign"),
    _phrase("roll", "产权清册, 清册, 名册, roll, register"),
    _phrase("codes", "加入码, 发码, codes"),
    _phrase("motion", "新议案, 起草议案, 写议案, new motion"),
    _phrase("receipt", "收款, 登记收款, receipt"),
    _phrase(
        "bank", "对账单, 对账, 导入对账单, 待查款, bank, bank statement, statements of the bank"
    ),
    _phrase("sign", "复核, 复核签字, 签字, sign"),
    _phrase("refund", "退款, refund"),
)

GRAMMARS = {
    "resident": Grammar((*_BOTH, *_RESIDENT)),
    "staff": Grammar((*_BOTH, *_STAFF)),
}

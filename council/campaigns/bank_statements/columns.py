"""The headers of the exports of banks, WeChat and Alipay, and what each of them means.

WeChat: 微信支付账单明细, preamble of sixteen lines, UTF-8 with a mark, or a workbook. Alipay:
支付宝电子客户回单 or 交易记录明细查询, GBK. Banks: no two alike; these are the words that they use.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.campaigns.bank_statements.statement import Source
from voting.formats.table import Column

#: WeChat's export begins with sixteen lines, older ones of Alipay end with eight.
MOST_TITLES = 40


def _maybe(name: str, *headers: str) -> Column:
    return Column(name=name, headers=headers, required=False)


#: Of when it was, banks tell a moment, or a day and a clock time in two columns, or more of them.
_TIMES = (
    _maybe("time", "交易时间", "交易创建时间", "时间", "交易时刻", "time"),
    _maybe("day", "交易日期", "日期", "发生日期", "date"),
    _maybe("booked", "记账日期", "入账日期", "记账时间", "入账时间"),
)
_PARTY = Column(
    name="counterparty",
    headers=(
        *("交易对方", "对方户名", "对方名称", "对方账户名称", "对方单位名称", "收/付方名称"),
        *("收(付)方名称", "对方账户名", "counterparty"),
    ),
    required=False,
)
_REFERENCE = Column(
    name="reference",
    headers=(
        *("交易单号", "交易订单号", "交易号", "交易流水号", "流水号", "核心流水号", "凭证号"),
        *("交易流水", "账务流水号", "业务流水号", "reference"),
    ),
)
#: Whatever is written to a movement: the pledge may be named in any of them.
WORDS = ("memo", "item", "summary", "purpose", "postscript")
_WORDS = (
    _maybe("memo", "备注", "交易备注", "memo"),
    _maybe("item", "商品", "商品说明", "商品名称", "说明"),
    _maybe("summary", "摘要", "交易摘要"),
    _maybe("purpose", "用途"),
    _maybe("postscript", "附言", "转账附言", "交易附言", "客户附言"),
)
_STATUS = Column(name="status", headers=("当前状态", "交易状态", "status"), required=False)
_SIDE = ("收/支", "收支", "借贷标志", "借/贷", "借贷", "收付标志", "借贷方向", "资金流向", "side")
_AMOUNT = ("金额", "金额(元)", "交易金额", "发生额", "交易金额(元)", "发生额(元)", "amount")
_IN = (
    *("收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "存入", "存入金额", "转入金额"),
    *("贷方发生额(收入)", "收入(元)", "收入金额(元)", "贷方发生额(元)", "credit"),
)
_OUT = (
    *("支出", "支出金额", "借方发生额", "借方金额", "借方", "支取", "支取金额", "转出金额"),
    *("借方发生额(支取)", "支出(元)", "支出金额(元)", "借方发生额(元)", "debit"),
)
_BALANCE = Column(
    name="balance",
    headers=("余额", "账户余额", "账面余额", "本次余额", "余额(元)", "账户余额(元)", "balance"),
    required=False,
)
_COMMON = (*_TIMES, _PARTY, _REFERENCE, *_WORDS, _STATUS, _BALANCE)
#: With one column of amounts and one that says which way; with two columns of amounts.
ONE_SIDED = (
    *_COMMON,
    Column(name="amount", headers=_AMOUNT),
    Column(name="side", headers=_SIDE, required=False),
)
TWO_SIDED = (*_COMMON, Column(name="in", headers=_IN), Column(name="out", headers=_OUT))

#: What a line of the preamble says whose export it is.
MARKS: Mapping[str, Source] = MappingProxyType(
    {"微信支付": "wechat", "微信昵称": "wechat", "支付宝": "alipay"}
)
#: Which way a movement went, as the column of sides says it.
SIDES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(
            ("收入", "收", "贷", "贷方", "入", "转入", "存入", "c", "cr", "in", "+"), 1
        ),
        **dict.fromkeys(
            ("支出", "支", "借", "借方", "出", "转出", "支取", "d", "dr", "out", "-"), -1
        ),
        **dict.fromkeys(("/", "不计收支", "中性交易", "其他", "资金转移"), 0),
    }
)
#: A movement of such a state did not happen.
FAILED = (
    *(
        "交易关闭",
        "已关闭",
        "支付失败",
        "交易失败",
        "失败",
        "等待付款",
        "等待确认",
        "已撤销",
        "冲正",
    ),
    *("对方已退还", "已过期", "处理中"),
)

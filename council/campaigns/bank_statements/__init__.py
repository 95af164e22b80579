"""Bank statements 对账单: what a bank, WeChat or Alipay says came in and went out.

A file is read line by line and proposed to the treasurer; nothing is booked before a person says
what it is. The same line is never booked twice, in whatever file it comes again.
"""

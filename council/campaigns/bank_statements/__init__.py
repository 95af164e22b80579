"""Bank statements 对账单: what a bank, WeChat or Alipay says came in and went out.

A treasurer sends the export to the staff chat. It is kept by its hash, its lines become rows, and each
is proposed to be a receipt, something that stands in the books already, or nothing. Nothing is booked
before a person says what a line is; what nobody knows waits in suspense 待查款, in public sight. The
same line is never booked twice, in whatever file it comes again.
"""

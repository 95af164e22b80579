"""The power-and-duty list 权责清单: which kinds of matter there are, who decides each, who answers.

Profiles ship one; a facilitator takes it as a spreadsheet, edits it and sends it back. Every version
stays, and what was classified by one keeps it. From the words of a proposal the list proposes whose
matter it is; a facilitator confirms.
"""

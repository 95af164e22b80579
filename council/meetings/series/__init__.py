"""Series of meetings 系列会议: what is ahead, one that is moved or left out, rules that change."""

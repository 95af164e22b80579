"""The demo community 和悦家园: made-up people and units, the same at every start. 模拟数据."""

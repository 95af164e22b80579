"""How the statements 意见征集 on a motion are told beside it; collecting them is another house's."""

"""Community consultations 社区协商: what came of a motion that was talked over, step by step."""

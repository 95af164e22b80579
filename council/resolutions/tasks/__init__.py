"""Tasks 落实事项 of a resolution: who does it, until when, how far it is, and who accepts it 验收."""

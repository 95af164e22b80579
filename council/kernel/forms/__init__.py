"""Forms: filled in step by step, looked at once more, then filed. One engine for all of them."""

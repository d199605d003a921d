"""What the templates are given: one module a page, documented records only, every number already written in words.

What has no data has its ``empty`` sentence and no figure or table; otherwise ``empty`` is "".
"""

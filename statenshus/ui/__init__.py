"""How the house looks: the base page, components in Designsystemet's markup, template tags and styles. No models.

Its words: *page* (a whole page, or one region of it when htmx asks), *region* (a named partial of the
page's own template), *the day* (what a page is shown as of; links keep it).
"""

"""A local YouTube: Data API v3 on loopback over a made-up world that grows day by day.

A process of its own (`python -m youtube_integration.sandbox`, `manage.py sandbox`), standard
library only, sharing no code with what it tests. `specs` says how a channel is described, `world`
how it grows, `server` how to ask for it and how to steer it.
"""

"""The doors by which figures come in on a hub: sealed files of clubs, workbooks of communes, published tables.

It shows who has sent. The one figure it shows is a commune's own report, to those who entered it; pages of figures for
readers are in `reports`, which reaches nothing of what this door writes.
"""

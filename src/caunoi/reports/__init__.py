"""Pages of controlled figures for province, ministry, programme and donor.

Whatever it can reach, transitively, holds no row and no exact cell of a club.
"""

"""Inviting in rounds, and every mail around a meeting: moved, called off, klopt dit?, wat werd het?"""

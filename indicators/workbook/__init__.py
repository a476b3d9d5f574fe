"""Excel workbooks with figures: what their cells mean, and how ours are written.

Pure: no Django. Cells in, values and findings out; nothing here knows what is stored.
"""

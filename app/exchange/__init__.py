"""Files of publications in the formats that publishers and libraries exchange, read into answers of a
registration.
"""

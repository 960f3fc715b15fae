"""ISO 2709 and MARCXML: records of MARC 21, UNIMARC and RUSMARC."""

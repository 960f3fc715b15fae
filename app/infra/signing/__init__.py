"""Electronic signatures of PDF files (PAdES B-T): made with a PKCS#12 key, and read by anyone."""

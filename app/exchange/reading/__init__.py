"""Files of publications, recognised by what is in them and gone through record by record."""

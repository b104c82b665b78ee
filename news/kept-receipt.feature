The page around a receipt is kept for strangers and the receipt put into it: an application sent through a form costs half as much of the processor.

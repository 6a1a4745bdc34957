"""What lint finds in the documents of the programme beyond their form."""

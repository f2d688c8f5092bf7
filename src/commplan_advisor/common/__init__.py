"""What every room uses: words in two languages, faults with their place, reading and writing files."""

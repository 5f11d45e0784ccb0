"""What is done to words and bodies before anything else sees them: folding, slugs, clean HTML, blocks, comparing."""

"""Many pages at once: a file of pages in, a file of annotations out, by several processes, resumable."""

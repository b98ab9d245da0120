"""Speed on a generated graph in the shape of real output: `python -m benchmarks.queries`."""

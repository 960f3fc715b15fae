"""Lists of publications that people upload to simulate with: their columns, their reading, their faults."""

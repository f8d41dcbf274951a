"""Many letters: which (letters), by whom (processes, cluster), written where (output), continued how (resuming)."""

"""Who runs tasks: this process, processes of this machine, a cluster."""

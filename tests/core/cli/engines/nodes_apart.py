"""The nodes of `two_nodes`: told where they are by the first line, and lost by a line each."""

import sys

from ray.cluster_utils import Cluster

from tests.core.cli.engines.two_nodes import LOSE_NODE


def main() -> None:
    """Start the nodes, tell the address, and lose what is asked for, until nobody asks."""
    size = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=size)
    node = cluster.add_node(**size)
    told(cluster.address)
    for line in sys.stdin:
        if line.strip() == LOSE_NODE:
            cluster.remove_node(node, allow_graceful=False)
        else:
            cluster.shutdown()
        told(line.strip())
    cluster.shutdown()


def told(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

/** The Merkle tree of RFC 6962: it grows at its right edge and knows its root. */
import { type Bytes, joined, sha256 } from "./bytes";

export const leafOf = (content: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(0), content));
const nodeOf = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(1), left, right));

/** The roots of the full subtrees, the largest first: all that is needed to grow. */
export class Frontier {
  size = 0;
  private peaks: Bytes[] = [];

  async grow(leaf: Bytes): Promise<void> {
    let merged = leaf;
    for (let size = this.size; size % 2 === 1; size = (size - 1) / 2) {
      merged = await nodeOf(this.peaks.pop()!, merged);
    }
    this.peaks.push(merged);
    this.size += 1;
  }

  async root(): Promise<Bytes> {
    let root = this.peaks.at(-1);
    if (!root) return sha256(new Uint8Array(0));
    for (const peak of this.peaks.slice(0, -1).reverse()) root = await nodeOf(peak, root);
    return root;
  }
}

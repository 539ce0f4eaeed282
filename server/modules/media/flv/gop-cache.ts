import { limits } from "../../../kernel/limits.ts";

/** The current group of pictures, from its keyframe on, so that a joiner sees a frame at once. Bounded in bytes. */
export class GopCache {
  #tags: Buffer[] = [];
  #bytes = 0;

  /** The tags, keyframe first; empty until there is one. */
  tags(): readonly Buffer[] {
    return this.#tags;
  }

  hasKeyframe(): boolean {
    return this.#tags.length > 0;
  }

  /** A keyframe begins the group anew. */
  begin(keyframe: Buffer): void {
    this.#tags = [keyframe];
    this.#bytes = keyframe.length;
  }

  /** Adds what follows the keyframe. A group that grows too long is forgotten: joiners wait for its successor. */
  add(tag: Buffer): void {
    if (this.#tags.length === 0) return;
    this.#bytes += tag.length;
    if (this.#bytes > limits.hub_gop_bytes_max) this.clear();
    else this.#tags.push(tag);
  }

  clear(): void {
    this.#tags = [];
    this.#bytes = 0;
  }
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlvClock } from "./flv-clock.ts";

function tag(kind: number, at_ms: number, body: readonly number[]): number[] {
  const size = body.length;
  const total = size + 11;
  return [
    kind,
    size >> 16,
    (size >> 8) & 255,
    size & 255,
    (at_ms >> 16) & 255,
    (at_ms >> 8) & 255,
    at_ms & 255,
    Math.floor(at_ms / 2 ** 24) & 255,
    0,
    0,
    0,
    ...body,
    total >>> 24,
    (total >> 16) & 255,
    (total >> 8) & 255,
    total & 255,
  ];
}
const header = [0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0];
const metadata = tag(18, 0, [2, 0, 10, 111, 110]);
const videoConfig = tag(9, 0, [0x17, 0, 0, 0, 0, 1, 2, 3]);
const audioConfig = tag(8, 0, [0xaf, 0, 0x12, 0x10]);
const keyframe = (at_ms: number) => tag(9, at_ms, [0x17, 1, 0, 0, 0, 9, 9, 9]);
const sound = (at_ms: number) => tag(8, at_ms, [0xaf, 1, 33, 33]);

describe("the stream's clock", () => {
  it("takes the first frame, whatever the chunks and however late one joins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }),
        fc.boolean(),
        (at_ms, cuts, soundFirst) => {
          const frames = soundFirst ? [sound(at_ms), keyframe(at_ms + 20)] : [keyframe(at_ms), sound(at_ms + 20)];
          const bytes = Uint8Array.from([header, metadata, videoConfig, audioConfig, ...frames].flat());
          const clock = new FlvClock();
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            clock.push(bytes.subarray(at, at + cut));
            at += cut;
          }
          return clock.first_frame_ms === at_ms;
        },
      ),
    );
  });

  it("knows the extended form of video tags", () => {
    const clock = new FlvClock();
    clock.push(
      Uint8Array.from(
        [header, tag(9, 0, [0x90, 0x68, 0x76, 0x63, 0x31]), tag(9, 777, [0x91, 0x68, 0x76, 0x63, 0x31])].flat(),
      ),
    );
    expect(clock.first_frame_ms).toBe(777);
  });

  it("says nothing before a frame, and nothing of a stream's end", () => {
    const clock = new FlvClock();
    clock.push(Uint8Array.from([header, metadata, videoConfig, audioConfig, tag(9, 500, [0x17, 2, 0, 0, 0])].flat()));
    expect(clock.first_frame_ms).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { ffmpegLine } from "./ffmpeg-line.ts";

describe("the ffmpeg line", () => {
  it("ends in server and key, with one slash between", () => {
    expect(ffmpegLine("rtmp://host:1935/live/", "lt_abc")).toMatch(/"rtmp:\/\/host:1935\/live\/lt_abc"$/);
    expect(ffmpegLine("rtmp://host/live", null)).toMatch(/"rtmp:\/\/host\/live\/STREAM_KEY"$/);
  });

  it("leaves nothing to the shell", () => {
    expect(ffmpegLine("rtmp://h/live", 'k"$(reboot)`x`\\')).toContain('k\\"\\$(reboot)\\`x\\`\\\\"');
  });
});

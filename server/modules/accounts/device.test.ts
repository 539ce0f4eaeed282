import { expect, test } from "vitest";
import { deviceOf, maskAddress, networkOf } from "./device.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "Chrome · Windows",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge · Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari · iPhone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50",
    "WeChat · iPhone",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Chrome · Android",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox · macOS"],
  ["curl/8.9.1", "API"],
  ["", "API"],
])("a device in plain words: %s", (userAgent, words) => {
  expect(deviceOf(userAgent)).toBe(words);
});

test.each([
  ["203.0.113.77", "203.0.113.0/24", "203.0.113.77"],
  ["::ffff:203.0.113.77", "203.0.113.0/24", "203.0.113.77"],
  ["2001:db8:85a3:12::8a2e:370:7334", "2001:db8:85a3::/48", "2001:db8:85a3:12"],
  ["2001:0DB8:0000:0001::1", "2001:db8:0::/48", "2001:db8:0:1"],
  ["::1", "0:0:0::/48", "0:0:0:0"],
  ["not an address", "", "unknown"],
])("a network without its last part: %s", (address, masked, network) => {
  expect(maskAddress(address)).toBe(masked);
  expect(networkOf(address)).toBe(network);
});

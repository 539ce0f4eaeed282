import { isIPv4, isIPv6 } from "node:net";

const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, "WeChat"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(?:Firefox|FxiOS)\//, "Firefox"],
  [/(?:Chrome|CriOS|Chromium)\//, "Chrome"],
  [/Version\/[\d.]+ .*Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** A device in plain words from its User-Agent: `Chrome · Windows`. This, not the header, is what is kept. */
export function deviceOf(userAgent: string): string {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser === undefined && system === undefined) return "API";
  return [browser, system].filter((word) => word !== undefined).join(" · ");
}

/** A network without its last part, for people to recognize: `203.0.113.0/24`, `2001:db8:85a3::/48`. */
export function maskAddress(address: string): string {
  const parts = partsOf(address);
  if (parts === null) return "";
  return parts.kind === 4 ? `${parts.parts.slice(0, 3).join(".")}.0/24` : `${parts.parts.slice(0, 3).join(":")}::/48`;
}

/** What rates are counted by: one IPv4 address, or the /64 that one IPv6 customer has at least. */
export function networkOf(address: string): string {
  const parts = partsOf(address);
  if (parts === null) return "unknown";
  return parts.kind === 4 ? parts.parts.join(".") : parts.parts.slice(0, 4).join(":");
}

function partsOf(address: string): { kind: 4 | 6; parts: readonly string[] } | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  if (isIPv4(plain)) return { kind: 4, parts: plain.split(".") };
  if (!isIPv6(plain)) return null;
  const [head = "", tail] = (plain.split("%")[0] ?? "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return { kind: 6, parts: [...left, ...zeros, ...right].map((part) => part.toLowerCase().replace(/^0+(?=.)/, "")) };
}

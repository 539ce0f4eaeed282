import { refuse } from "../kernel/refusal.ts";

/** Reads a request's body, at most `bytesMax`; refuses `body_too_large` without reading on. */
export async function readBody(request: Request, bytesMax: number): Promise<Uint8Array> {
  const tooLarge = (): never => refuseLargeBody(bytesMax);
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > bytesMax) tooLarge();
  if (request.body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.byteLength;
    if (size > bytesMax) tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Refuses `body_too_large`, saying what may be sent. */
export function refuseLargeBody(bytesMax: number): never {
  return refuse("body_too_large", {
    details: { limit: bytesMax >= 1048576 ? `${bytesMax / 1048576} MiB` : `${bytesMax / 1024} KiB` },
  });
}

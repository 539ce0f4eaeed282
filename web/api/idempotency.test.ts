import { describe, expect, it } from "vitest";
import { ApiError } from "../../contract/client.ts";
import type { ErrorCode, ErrorType } from "../../contract/errors.ts";
import { keyAfter } from "./idempotency.ts";

const refusal = (type: ErrorType, code: ErrorCode) =>
  new ApiError({ object: "error", type, code, message: "", param: null, details: {}, request_id: "" }, 0);
function numbered() {
  let count = 0;
  return () => `key-${(count += 1)}`;
}

describe("the key of a repeated request", () => {
  it.each([
    ["no answer", refusal("unavailable", "unavailable"), "key-1"],
    ["a broken server", refusal("internal", "internal"), "key-1"],
    ["an error that is not ours", new TypeError("lost"), "key-1"],
    ["a definite no", refusal("conflict", "sold_out"), "key-2"],
    ["a wrong field", refusal("invalid_request", "invalid_param"), "key-2"],
  ])("after %s", (_, failure, key) => {
    const fresh = numbered();
    const first = keyAfter(null, "buy one", fresh);
    expect(keyAfter({ ...first, failure }, "buy one", fresh).key).toBe(key);
  });

  it("is never that of another request, nor of one that succeeded", () => {
    const fresh = numbered();
    const first = keyAfter(null, "buy one", fresh);
    expect(keyAfter({ ...first, failure: new TypeError("lost") }, "buy two", fresh).key).toBe("key-2");
    expect(keyAfter(first, "buy one", fresh).key).toBe("key-3");
  });
});

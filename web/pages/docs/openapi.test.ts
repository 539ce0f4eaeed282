import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { routes } from "../../../contract/routes.ts";
import type { Route } from "../../../contract/http.ts";
import { areaOf, curlOf, entriesOf, exampleOf, type Document } from "./openapi.ts";

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../contract/openapi.golden.json"), "utf8"),
) as Document;

test("an area is the first noun, of shops and operators the second too", () => {
  expect(areaOf("/v1/rooms/{room_id}")).toBe("rooms");
  expect(areaOf("/v1/shops/{shop_id}/orders/{order_id}/ship")).toBe("shops / orders");
  expect(areaOf("/v1/operator/orders")).toBe("operator / orders");
});

test("the example of every JSON body has all that the contract asks for, and nothing it does not know", () => {
  const byId = new Map<string, Route>(Object.values(routes).map((route): [string, Route] => [route.id, route]));
  const faults: unknown[] = [];
  let tried = 0;
  for (const { operation } of entriesOf(document)) {
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    const body = byId.get(operation.operationId)?.body;
    if (schema === undefined || body === undefined || body === "bytes") continue;
    tried += 1;
    // A placeholder may be refused for its form; a field that is missing or too many is the example's fault.
    for (const issue of body.safeParse(exampleOf(document, schema)).error?.issues ?? [])
      if (issue.code === "unrecognized_keys" || /received undefined/.test(issue.message))
        faults.push([operation.operationId, issue]);
  }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(10);
});

test("a call in a shell names its key, its headers and its body", () => {
  const place = entriesOf(document).find(({ operation }) => operation.operationId === "placeOrder");
  if (place === undefined) throw new Error("the document has orders");
  const text = curlOf(document, place, "http://market.test");
  expect(text).toContain("curl http://market.test/v1/orders");
  expect(text).toMatch(/authorization: Bearer \$KEY[^]*idempotency-key: [^]*"lines"/);
});

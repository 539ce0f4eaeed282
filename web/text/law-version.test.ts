import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { legalDocuments, legalVersions } from "../../contract/law.ts";
import { law as en } from "./en/law.ts";
import { law as zh } from "./zh-cn/law.ts";

/**
 * The words that each version stands for. Changed words are another text: whoever agreed to the old one must be asked
 * again, so the version in contract/law.ts becomes the day of the change, and then this does.
 */
const agreedTo = {
  terms: { version: "2026-11-23", words: "63d6eab31ddb5e64" },
  privacy: { version: "2026-11-23", words: "c966d1c0161d361f" },
};

it("a text that people agree to does not change under its version", () => {
  const fingerprint = (text: object) => createHash("sha256").update(JSON.stringify(text)).digest("hex").slice(0, 16);
  for (const document of legalDocuments)
    expect({
      version: legalVersions[document],
      words: fingerprint([en[document], zh[document]]),
    }).toEqual(agreedTo[document]);
});

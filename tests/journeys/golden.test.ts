import { afterAll, beforeAll, describe, it } from "vitest";
import { errorCodes, errorTypes } from "../../contract/errors.ts";
import type { Route } from "../../contract/http.ts";
import { routes } from "../../contract/routes.ts";
import { openApiDocument } from "../../server/edge/openapi.ts";
import { cloneDatabase } from "../kit/context.ts";
import { matchGolden } from "../kit/golden.ts";
import { printSchema } from "../kit/print-schema.ts";

/** A golden file is a decision: whoever changes it reads the difference. */
describe("golden files", () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());

  it("the API, as OpenAPI 3.1", async () => {
    matchGolden(
      "contract/openapi.golden.json",
      `${JSON.stringify(openApiDocument("https://laotie.example"), null, 2)}\n`,
    );
  });

  it("the database, on one page", async () => {
    matchGolden("server/schema.golden.sql", await printSchema(database.url));
  });

  it("the error codes", async () => {
    const lines = Object.entries(errorCodes).map(
      ([code, { type, en, zh }]) => `${errorTypes[type]} ${code}\n    ${en}\n    ${zh}`,
    );
    matchGolden("contract/errors.golden.txt", `${lines.join("\n")}\n`);
  });

  it("who may call what", async () => {
    const all = Object.values(routes) as readonly Route[];
    const lines = all.map(
      (route) => `${route.access.padEnd(9)} ${route.method.padEnd(6)} ${route.path}  (${route.id})`,
    );
    matchGolden("contract/access.golden.txt", `${lines.toSorted().join("\n")}\n`);
  });
});

import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ErrorObject, errorCodes, errorTypes, type ErrorCode } from "../../contract/errors.ts";
import type { Route } from "../../contract/http.ts";
import { routes } from "../../contract/routes.ts";
import { scopeOf } from "../../contract/scopes.ts";

/** Codes any route may answer, by what it asks of a request. */
function codesOf(route: Route): readonly ErrorCode[] {
  const codes: ErrorCode[] = ["invalid_param", "rate_limited", "internal", "unavailable", "draining"];
  if (route.access !== "guest") codes.push("sign_in_required", "session_ended", "scope_missing");
  if (route.access !== "guest" && route.access !== "viewer") codes.push("role_required");
  if (route.idempotency === "required") codes.push("idempotency_key_missing", "idempotency_key_reused");
  if (route.body !== undefined) codes.push("body_too_large");
  return [...new Set([...codes, ...(route.errors ?? [])])];
}

function whoMay(route: Route): string {
  const scope = scopeOf(route.id);
  const who =
    route.access === "guest" ? "Anyone." : route.access === "viewer" ? "Anyone signed in." : `Role: ${route.access}.`;
  if (route.access === "guest") return who;
  return scope === undefined ? `${who} Closed to API keys.` : `${who} Scope of an API key: \`${scope}\`.`;
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const errors = Map.groupBy(codesOf(route), (code) => errorTypes[errorCodes[code].type]);
  return {
    operationId: route.id,
    summary: route.summary,
    description: whoMay(route),
    security: route.access === "guest" ? [] : [{ bearer: [] }, { cookie: [] }],
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
    },
    ...(route.idempotency === "required"
      ? {
          parameters: [
            {
              name: "Idempotency-Key",
              in: "header" as const,
              required: true,
              description: "8 to 128 printable characters; the first answer is repeated for the same key and body.",
              schema: { type: "string" as const },
            },
          ],
        }
      : {}),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              route.body === "bytes"
                ? { "application/octet-stream": { schema: { type: "string" as const, format: "binary" } } }
                : { "application/json": { schema: route.body } },
          },
        }),
    responses: {
      [`${route.status ?? 200}`]: { description: "Done.", content: { "application/json": { schema: route.response } } },
      ...Object.fromEntries(
        [...errors]
          .toSorted(([a], [b]) => a - b)
          .map(([status, codes]) => [
            `${status}`,
            {
              description: codes.map((code) => `\`${code}\` ${errorCodes[code].en}`).join("\n\n"),
              content: { "application/json": { schema: ErrorObject } },
            },
          ]),
      ),
    },
  };
}

/** The API as an OpenAPI 3.1 document. `serverUrl` is where it is served. */
export function openApiDocument(serverUrl: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of Object.values(routes) as readonly Route[]) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Laotie",
      version: "1",
      description:
        "Open live commerce. Money is whole minor units; instants are ISO 8601 in UTC; lists page by cursor; errors are one object.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "laotie_session" },
      },
    },
    paths,
  });
}

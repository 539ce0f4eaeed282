import { createRoute } from "@tanstack/react-router";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";

const docs = createRoute({
  getParentRoute: () => rootRoute,
  path: "/docs",
  component: lazyRouteComponent(
    withWords("docs", () => import("./docs/docs.tsx")),
    "DocsPage",
  ),
});
const inDocs = { getParentRoute: () => docs };

/** Pages of those who build on the API (/docs…) and of their keys. Each is downloaded when it is first visited. */
export const integratorRoutes = [
  docs.addChildren([
    createRoute({
      ...inDocs,
      path: "/",
      component: lazyRouteComponent(
        withWords("docs", () => import("./docs/build-a-client.tsx")),
        "BuildAClientPage",
      ),
    }),
    createRoute({
      ...inDocs,
      path: "/api",
      component: lazyRouteComponent(
        withWords("docs", () => import("./docs/reference.tsx")),
        "ReferencePage",
      ),
    }),
    createRoute({
      ...inDocs,
      path: "/sockets",
      component: lazyRouteComponent(
        withWords("docs", () => import("./docs/sockets.tsx")),
        "SocketsPage",
      ),
    }),
    createRoute({
      ...inDocs,
      path: "/webhooks",
      component: lazyRouteComponent(
        withWords("docs", () => import("./docs/webhooks.tsx")),
        "WebhooksGuidePage",
      ),
    }),
  ]),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/me/keys",
    component: lazyRouteComponent(
      withWords("own", () => import("./keys/keys.tsx")),
      "KeysPage",
    ),
  }),
] as const;

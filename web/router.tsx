import { createRouter } from "@tanstack/react-router";
import { PageFailed } from "./frame/page-failed.tsx";
import { NotFound } from "./frame/not-found.tsx";
import { integratorRoutes } from "./pages/integrator-routes.tsx";
import { noticeRoutes } from "./pages/notice-routes.tsx";
import { devRoutes } from "./pages/dev-routes.tsx";
import { viewerRoutes } from "./pages/viewer-routes.tsx";
import { workRoutes } from "./pages/work-routes.tsx";
import { rootRoute } from "./root-route.tsx";

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...viewerRoutes,
    ...noticeRoutes,
    ...workRoutes,
    ...integratorRoutes,
    ...devRoutes,
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../root-route.tsx";

/** Pages of anyone who watches and buys. Each is downloaded when it is first visited. */
export const viewerRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/", component: lazyRouteComponent(() => import("./home/home.tsx"), "HomePage") }),
] as const;

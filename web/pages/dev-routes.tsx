import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../root-route.tsx";

/** Pages for those who build on this. */
export const devRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/dev/ui",
    component: lazyRouteComponent(() => import("./gallery/gallery.tsx"), "GalleryPage"),
  }),
] as const;

import { createRoute } from "@tanstack/react-router";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";

/** Pages for those who build on this. */
export const devRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/dev/ui",
    component: lazyRouteComponent(
      withWords("docs", () => import("./gallery/gallery.tsx")),
      "GalleryPage",
    ),
  }),
] as const;

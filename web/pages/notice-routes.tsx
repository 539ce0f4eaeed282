import { createRoute } from "@tanstack/react-router";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";

const getParentRoute = () => rootRoute;

/** The inbox, what one is told of, one's own data, and the texts of law. Each is downloaded when it is first visited. */
export const noticeRoutes = [
  createRoute({
    getParentRoute,
    path: "/inbox",
    component: lazyRouteComponent(() => import("./notices/inbox.tsx"), "NotificationsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/me/notifications",
    component: lazyRouteComponent(() => import("./notices/settings.tsx"), "NotificationSettingsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/unsubscribe",
    validateSearch: (search): { token: string } => ({
      token: typeof search["token"] === "string" ? search["token"] : "",
    }),
    component: lazyRouteComponent(() => import("./notices/unsubscribe.tsx"), "UnsubscribePage"),
  }),
  createRoute({
    getParentRoute,
    path: "/me/privacy",
    component: lazyRouteComponent(
      withWords("own", () => import("./me/privacy.tsx")),
      "MyPrivacyPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/terms",
    component: lazyRouteComponent(() => import("./law/law.tsx"), "TermsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/privacy",
    component: lazyRouteComponent(() => import("./law/law.tsx"), "PrivacyPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/studio/training",
    component: lazyRouteComponent(
      withWords("work", () => import("./studio/training.tsx")),
      "TrainingPage",
    ),
  }),
] as const;

import { createRootRoute } from "@tanstack/react-router";
import { Frame } from "./frame/frame.tsx";

/** Every page hangs below this route, inside the frame. Pages are added in pages/*-routes.tsx. */
export const rootRoute = createRootRoute({ component: Frame });

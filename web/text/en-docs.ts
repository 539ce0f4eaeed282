import { docs } from "./en/docs.ts";
import { gallery } from "./en/gallery.ts";

/** Pages for those who build on this. */
export const words = { docs, gallery } as const;

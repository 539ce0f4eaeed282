import { docs } from "./zh-cn/docs.ts";
import { gallery } from "./zh-cn/gallery.ts";

export const words = { docs, gallery };

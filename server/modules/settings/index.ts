import type { Context } from "../../kernel/context.ts";
import { keepSettings } from "./keep-settings.ts";
import { settingsRoutes } from "./routes.ts";
import type { Settings, SettingsDeps } from "./settings.ts";

export type { Version } from "./setting.ts";
export type { Follower, Settings } from "./settings.ts";

export function createSettings(ctx: Context, deps: SettingsDeps): Settings {
  const kept = keepSettings(ctx);
  return {
    current: kept.current,
    part: { routes: settingsRoutes(ctx, deps, kept), start: kept.load },
  };
}

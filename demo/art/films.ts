import type { FilmSet } from "./film.ts";
import { ceramics } from "./sets/ceramics.ts";
import { kitchen } from "./sets/kitchen.ts";
import { orchard } from "./sets/orchard.ts";
import { outdoor } from "./sets/outdoor.ts";
import { tea } from "./sets/tea.ts";
import { textile } from "./sets/textile.ts";
import { tools } from "./sets/tools.ts";

/** The films that make-loops.ts makes, each loops/<slug>.flv and its cover loops/<slug>.jpg. */
export const films: readonly FilmSet[] = [orchard, ceramics, outdoor, tools, kitchen, textile, tea];
